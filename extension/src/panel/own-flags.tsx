import type { OwnFlag } from '@lapwing/contracts/flag';
import { ReferralState } from '@lapwing/contracts/lifecycle/referral-lifecycle';
import { Badge, Button, EmptyState, ProblemNotice, RelativeTime, SeverityPips, Skeleton } from '@lapwing/ui';
import { Flag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OutboxEntry } from '../outbox/outbox-entry.ts';
import type { Pairing } from '../pairing/pairing.ts';
import { readOwnFlags } from '../server/read-own-flags.ts';
import { usePages } from './use-pages.ts';

export interface OwnFlagsProps {
  pairing: Pairing;
  entries: readonly OutboxEntry[];
}

/** What the analyst flagged, newest first, and what became of it. */
export function OwnFlags({ pairing, entries }: OwnFlagsProps) {
  const { t } = useTranslation(['extension', 'common']);
  const accepted = entries.filter((entry) => 'flagId' in entry).length;
  const { pages, trouble, loading, more, reload } = usePages(pairing, accepted, readOwnFlags);
  const flags = pages.flatMap((page) => page.flags);
  const retry = (
    <Button size="sm" onClick={reload}>
      {t('common:actions.retry')}
    </Button>
  );
  return (
    <section aria-labelledby="mine-title" className="relative min-h-0 flex-1 overflow-y-auto">
      <h2 id="mine-title" className="sr-only">
        {t('extension:mine.title')}
      </h2>
      {trouble ? (
        <div className="p-3">
          <ProblemNotice trouble={trouble} actions={retry} />
        </div>
      ) : null}
      {flags.length === 0 && pairing.token === null ? (
        <EmptyState title={t('extension:mine.offline')} />
      ) : null}
      {flags.length === 0 && !loading && !trouble && pairing.token !== null ? (
        <EmptyState
          icon={<Flag size={20} aria-hidden="true" />}
          title={t('extension:mine.empty')}
          body={t('extension:mine.emptyBody')}
        />
      ) : null}
      <ul>
        {flags.map((flag) => (
          <OwnFlagRow key={flag.flagId} flag={flag} />
        ))}
      </ul>
      {loading ? <Skeleton lines={4} /> : null}
      {more && !loading ? (
        <div className="p-3">
          <Button onClick={more}>{t('common:actions.more')}</Button>
        </div>
      ) : null}
    </section>
  );
}

function OwnFlagRow({ flag }: { flag: OwnFlag }) {
  const { t } = useTranslation(['extension', 'taxonomy']);
  return (
    <li className="flex flex-col gap-1 border-b border-line px-3 py-2.5">
      <p className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 font-medium">{t(`taxonomy:category.${flag.category}.name`)}</span>
        <RelativeTime at={flag.receivedAt} className="shrink-0 text-sm text-ink-muted" />
      </p>
      <p dir="ltr" title={flag.url} className="line-clamp-2 font-mono text-sm wrap-anywhere text-ink-muted">
        {flag.url}
      </p>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-muted">
        <Badge>{t(`taxonomy:itemState.${flag.itemState}`)}</Badge>
        <span>
          {t(`taxonomy:platform.${flag.platform}`)} · {t(`taxonomy:kind.${flag.kind}`)}
        </span>
        <SeverityPips severity={flag.severity} />
        {flag.urgency === 'IMMINENT' ? (
          <Badge tone="danger">{t('taxonomy:urgency.IMMINENT.name')}</Badge>
        ) : null}
      </p>
      {flag.referrals.length > 0 ? (
        <ul
          aria-label={t('extension:mine.outcomes')}
          className="mt-0.5 border-s-2 border-line ps-2.5 text-sm"
        >
          {flag.referrals.map((referral) => (
            <Referral key={referral.recipient} referral={referral} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function Referral({ referral }: { referral: OwnFlag['referrals'][number] }) {
  const { t } = useTranslation(['extension', 'taxonomy']);
  const known = ReferralState.safeParse(referral.state).data;
  const state = known ? t(`taxonomy:referralState.${known}`) : referral.state;
  return (
    <li>
      <p>
        {t('extension:mine.referred', { recipient: referral.recipient, state })}
        {referral.sentAt !== null ? (
          <>
            {' · '}
            <RelativeTime at={referral.sentAt} />
          </>
        ) : null}
      </p>
      {referral.outcomes.map((outcome) => (
        <p key={outcome.outcomeId} className="text-ink-muted">
          {t(`taxonomy:outcome.${outcome.kind}`)} · <RelativeTime at={outcome.observedAt} />
        </p>
      ))}
      {referral.sentAt !== null && referral.outcomes.length === 0 ? (
        <p className="text-ink-muted">{t('extension:mine.noOutcome')}</p>
      ) : null}
    </li>
  );
}
