import {
  type BatchView,
  destinationOf,
  type RecipientView,
  type ReferralView,
  unsayableIn,
} from '@lapwing/contracts';
import { Badge, Button, RelativeTime } from '@lapwing/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { batchesQuery, dryRunQuery, referralsQuery } from '../api/referrals.ts';
import { LawEnforcementDialog } from '../item/law-enforcement-dialog.tsx';
import { Loaded, More } from '../shell/loaded.tsx';
import { Section } from '../shell/page.tsx';
import { DryRun } from './dry-run.tsx';
import { PreviewDialog } from './preview-dialog.tsx';
import { RecipientTermsLine } from './recipient-terms-line.tsx';
import { ReferralLine } from './referral-line.tsx';
import { ScheduleLine } from './schedule-line.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

/** Everything about sending to one recipient: what is ready, what waits for police, the batches. */
export function RecipientDesk({ recipient }: { recipient: RecipientView }) {
  const { t } = useTranslation(['console', 'delivery', 'recipient-settings']);
  const ready = useInfiniteQuery(referralsQuery({ recipientId: recipient.recipientId, state: 'READY' }));
  const today = useQuery(dryRunQuery(recipient.recipientId));
  const [previewing, setPreviewing] = useState(false);
  const [withdrawing, setWithdrawing] = useState<ReferralView | null>(null);
  const [notifying, setNotifying] = useState<string | null>(null);
  const { configuration } = recipient;
  const destination = destinationOf(configuration.transport);
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-5 px-4 py-4 md:px-6">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-lg font-semibold">{recipient.name}</h2>
          <p className="text-ink-muted">
            {t('console:referrals.expected', { count: configuration.expectedResponseHours })}
          </p>
          <ScheduleLine recipient={recipient} />
          <RecipientTermsLine recipient={recipient} />
          {destination === null ? null : (
            <p className="text-ink-muted wrap-anywhere">{t('delivery:byItself', { destination })}</p>
          )}
          {configuration.handOverNote ? (
            <p className="mt-1 max-w-prose text-sm text-ink-muted whitespace-pre-wrap">
              <span className="font-medium text-ink">{t('console:referrals.handOver')}:</span>{' '}
              {configuration.handOverNote}
            </p>
          ) : null}
        </div>
        <Button
          variant="primary"
          disabled={recipient.ready === 0 || recipient.standing !== 'OPEN'}
          onClick={() => setPreviewing(true)}
        >
          {t('console:referrals.preview')}
        </Button>
      </header>
      <Section title={t('recipient-settings:dryRun.title')}>
        <p className="text-sm text-ink-muted">{t('recipient-settings:dryRun.hint')}</p>
        <Loaded query={today}>{(day) => <DryRun day={day} />}</Loaded>
      </Section>
      <Loaded query={ready}>
        {({ pages }) => {
          const all = pages
            .flatMap((page) => page.referrals)
            .toSorted((a, b) => Number(b.imminentDanger) - Number(a.imminentDanger));
          const says = ({ relation }: ReferralView) =>
            relation === null || !unsayableIn(configuration.formats).includes(relation);
          const held = all.filter((referral) => referral.heldForLawEnforcement);
          const unsayable = all.filter((referral) => !says(referral) && !referral.heldForLawEnforcement);
          const sendable = all.filter((referral) => says(referral) && !referral.heldForLawEnforcement);
          return (
            <>
              {held.length > 0 ? (
                <Section title={t('console:referrals.heldTitle')}>
                  <p className="text-ink-muted">{t('console:referrals.heldBody')}</p>
                  <ul
                    aria-label={t('console:referrals.heldTitle')}
                    className="divide-y divide-line rounded-md border border-danger/50"
                  >
                    {held.map((referral) => (
                      <ReferralLine key={referral.referralId} referral={referral}>
                        <Button size="sm" onClick={() => setNotifying(referral.itemId)}>
                          {t('console:danger.record')}
                        </Button>
                      </ReferralLine>
                    ))}
                  </ul>
                </Section>
              ) : null}
              {unsayable.length > 0 ? (
                <Section title={t('console:referrals.unsayableTitle')}>
                  <p className="text-ink-muted">{t('console:referrals.unsayableBody')}</p>
                  <ul
                    aria-label={t('console:referrals.unsayableTitle')}
                    className="divide-y divide-line rounded-md border border-line"
                  >
                    {unsayable.map((referral) => (
                      <ReferralLine key={referral.referralId} referral={referral}>
                        <Button size="sm" onClick={() => setWithdrawing(referral)}>
                          {t('console:referrals.withdraw')}
                        </Button>
                      </ReferralLine>
                    ))}
                  </ul>
                </Section>
              ) : null}
              <Section
                title={t('console:referrals.readyTitle')}
                aside={
                  <span className="text-sm text-ink-muted">
                    {t('console:referrals.ready', { count: recipient.ready })}
                  </span>
                }
              >
                {sendable.length === 0 ? (
                  <p className="rounded-md border border-dashed border-line px-4 py-5 text-center text-ink-muted">
                    {t('console:referrals.readyEmpty')}
                  </p>
                ) : (
                  <ul
                    aria-label={t('console:referrals.readyTitle')}
                    className="divide-y divide-line rounded-md border border-line"
                  >
                    {sendable.map((referral) => (
                      <ReferralLine key={referral.referralId} referral={referral}>
                        <Button size="sm" variant="quiet" onClick={() => setWithdrawing(referral)}>
                          {t('console:referrals.withdraw')}
                        </Button>
                      </ReferralLine>
                    ))}
                  </ul>
                )}
                <More query={ready} />
              </Section>
            </>
          );
        }}
      </Loaded>
      <Batches recipientId={recipient.recipientId} />
      <PreviewDialog recipient={recipient} open={previewing} onClose={() => setPreviewing(false)} />
      <WithdrawDialog referral={withdrawing} onClose={() => setWithdrawing(null)} />
      {notifying ? (
        <LawEnforcementDialog
          itemId={notifying}
          kind="NOTICE"
          onClose={() => setNotifying(null)}
          onRecorded={() => setNotifying(null)}
        />
      ) : null}
    </div>
  );
}

/** Of a batch that waits for a second look, is on its way, or did not get there. */
function DeliveryBadge({ batch: { state, delivery, secondLook } }: { batch: BatchView }) {
  const { t } = useTranslation('delivery');
  if (state !== 'BUILT') return null;
  if (secondLook !== null && secondLook.releasedAt === null) return <Badge>{t('badge.SECOND_LOOK')}</Badge>;
  if (delivery?.state === 'WAITING') return <Badge>{t('badge.WAITING')}</Badge>;
  return delivery?.state === 'GIVEN_UP' ? <Badge>{t('badge.GIVEN_UP')}</Badge> : null;
}

function Batches({ recipientId }: { recipientId: string }) {
  const { t } = useTranslation(['console', 'taxonomy']);
  const query = useInfiniteQuery(batchesQuery(recipientId));
  return (
    <Section title={t('console:referrals.batches')}>
      <Loaded query={query}>
        {({ pages }) => {
          const batches = pages.flatMap((page) => page.batches);
          if (batches.length === 0)
            return <p className="text-ink-muted">{t('console:referrals.noBatches')}</p>;
          return (
            <ul
              aria-label={t('console:referrals.batches')}
              className="divide-y divide-line rounded-md border border-line"
            >
              {batches.map((batch) => (
                <li key={batch.batchId}>
                  <Link
                    to="/batches/$batchId"
                    params={{ batchId: batch.batchId }}
                    className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-sunken"
                  >
                    <span className="font-mono text-sm">{batch.batchId.slice(-8)}</span>
                    <Badge tone={batch.state === 'BUILT' ? 'accent' : 'neutral'}>
                      {t(`taxonomy:batchState.${batch.state}`)}
                    </Badge>
                    <DeliveryBadge batch={batch} />
                    {batch.imminent ? (
                      <Badge tone="danger">{t('console:referrals.imminentAlone')}</Badge>
                    ) : null}
                    <span className="text-ink-muted">
                      {t('console:referrals.rows', { count: batch.referralCount })}
                    </span>
                    <RelativeTime at={batch.createdAt} className="ml-auto text-sm text-ink-muted" />
                  </Link>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      <More query={query} />
    </Section>
  );
}
