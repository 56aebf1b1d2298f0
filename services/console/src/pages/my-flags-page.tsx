import type { OwnFlag } from '@lapwing/contracts';
import { Badge, EmptyState, RelativeTime, SafeLink, SeverityPips } from '@lapwing/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Flag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ownFlagsQuery } from '../api/account.ts';
import { PlatformGlyph } from '../queue/platform-glyph.tsx';
import { knownReferralState } from '../referrals/known-state.ts';
import { Loaded, More } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';

/** What the person flagged and what came of it. */
export function MyFlagsPage() {
  const { t } = useTranslation('console');
  const query = useInfiniteQuery(ownFlagsQuery);
  return (
    <Page title={t('myFlags.title')} body={t('myFlags.body')}>
      <Loaded query={query}>
        {({ pages }) => {
          const flags = pages.flatMap((page) => page.flags);
          return flags.length === 0 ? (
            <EmptyState
              icon={<Flag size={22} aria-hidden="true" />}
              title={t('myFlags.emptyTitle')}
              body={t('myFlags.emptyBody')}
            />
          ) : (
            <ul className="divide-y divide-line rounded-md border border-line">
              {flags.map((flag) => (
                <OwnFlagRow key={flag.flagId} flag={flag} />
              ))}
            </ul>
          );
        }}
      </Loaded>
      <More query={query} />
    </Page>
  );
}

function OwnFlagRow({ flag }: { flag: OwnFlag }) {
  const { t } = useTranslation('taxonomy');
  return (
    <li className="flex flex-col gap-1 px-4 py-2.5">
      <p className="flex flex-wrap items-center gap-2">
        <PlatformGlyph platform={flag.platform} />
        <span className="font-medium">{t(`category.${flag.category}.name`)}</span>
        <SeverityPips severity={flag.severity} />
        <Badge tone={flag.itemState === 'CONFIRMED' ? 'accent' : 'neutral'}>
          {t(`itemState.${flag.itemState}`)}
        </Badge>
        <RelativeTime at={flag.receivedAt} className="ml-auto text-sm text-ink-muted" />
      </p>
      <SafeLink url={flag.url} />
      {flag.referrals.map((referral) => {
        const state = knownReferralState(referral.state);
        const outcome = referral.outcomes.at(-1);
        return (
          <p key={referral.recipient} className="flex flex-wrap items-center gap-2 text-sm">
            {referral.recipient}
            {state ? <span className="text-ink-muted">{t(`referralState.${state}`)}</span> : null}
            {outcome ? <Badge tone="accent">{t(`outcome.${outcome.kind}`)}</Badge> : null}
          </p>
        );
      })}
    </li>
  );
}
