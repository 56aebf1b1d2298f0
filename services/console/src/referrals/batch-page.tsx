import { type BatchDetail, batchLifecycle } from '@lapwing/contracts';
import { Badge, Button, buttonClass, RelativeTime } from '@lapwing/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { batchArchiveUrl, batchQuery } from '../api/referrals.ts';
import { EscalationHistory } from '../escalations/escalation-history.tsx';
import { TimelineButton } from '../outcomes/timeline-dialog.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { Section, useTitle } from '../shell/page.tsx';
import { CancelBatchDialog, MarkSentDialog } from './batch-dialogs.tsx';
import { BatchFiles } from './batch-files.tsx';
import { DeliverDialog } from './deliver-dialog.tsx';
import { DeliveryPanel } from './delivery-panel.tsx';
import { OutcomeDialog } from './outcome-dialog.tsx';
import { ReferralLine } from './referral-line.tsx';
import { SecondLookPanel } from './second-look-panel.tsx';

/** One envelope: its files with their hashes, handing it over, and what became of what was in it. */
export function BatchPage({ batchId }: { batchId: string }) {
  const query = useQuery(batchQuery(batchId));
  return (
    <div className="h-full overflow-y-auto">
      <Loaded query={query}>{(batch) => <Batch batch={batch} />}</Loaded>
    </div>
  );
}

function Batch({ batch }: { batch: BatchDetail }) {
  const { t } = useTranslation(['console', 'taxonomy', 'delivery', 'worksheet']);
  const may = useMay();
  const [asking, setAsking] = useState<'SENT' | 'CANCEL' | 'DELIVER' | null>(null);
  const [outcomeOf, setOutcomeOf] = useState<string | null>(null);
  const short = batch.batchId.slice(-8);
  useTitle(`${t('console:batch.title')} ${short}`);
  const { delivery, deliversTo } = batch;
  const onItsWay = delivery?.state === 'WAITING';
  const held = batch.secondLook !== null && batch.secondLook.releasedAt === null;
  // Danger that was named since: it cannot go like this, and the panel of the delivery says what can be done.
  const inDanger = delivery?.state === 'GIVEN_UP' && delivery.lastError === 'DANGER_SINCE';
  const sendable = may('batch:send') && batchLifecycle.allows(batch.state, 'SEND') && !onItsWay && !held;
  const built = batch.state === 'BUILT' || batch.state === 'SENT';
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-5 px-4 py-4 md:px-8">
      <div>
        <Link
          to="/referrals/$recipientId"
          params={{ recipientId: batch.recipientId }}
          className={`${buttonClass('quiet', 'sm')} -ml-2`}
        >
          <ArrowLeft size={15} aria-hidden="true" />
          {t('console:batch.back', { recipient: batch.recipient })}
        </Link>
        <header className="flex flex-wrap items-start justify-between gap-3">
          <div>
            <h1 className="flex flex-wrap items-center gap-2 text-xl font-semibold">
              {t('console:batch.title')} <span className="font-mono text-lg font-medium">{short}</span>
              <Badge tone={batch.state === 'BUILT' ? 'accent' : 'neutral'}>
                {t(`taxonomy:batchState.${batch.state}`)}
              </Badge>
              {batch.imminent ? <Badge tone="danger">{t('console:referrals.imminentAlone')}</Badge> : null}
            </h1>
            <p className="text-ink-muted">
              {batch.recipient} · {t('console:referrals.rows', { count: batch.referralCount })} ·{' '}
              {t('console:batch.created')} <RelativeTime at={batch.createdAt} />
              {batch.sentAt ? (
                <>
                  {' · '}
                  {t('console:batch.sentAt')} <RelativeTime at={batch.sentAt} />
                </>
              ) : null}
            </p>
          </div>
          <div className="flex flex-wrap gap-2">
            {may('batch:send') &&
            batchLifecycle.allows(batch.state, 'CANCEL') &&
            !onItsWay &&
            !delivery?.mayHaveArrived ? (
              <Button variant="quiet" onClick={() => setAsking('CANCEL')}>
                {t('console:batch.cancel')}
              </Button>
            ) : null}
            {built && may('batch:download') ? (
              <Link
                to="/batches/$batchId/worksheet"
                params={{ batchId: batch.batchId }}
                className={buttonClass('quiet')}
              >
                {t('worksheet:open')}
              </Link>
            ) : null}
            {built && may('batch:download') ? (
              <a href={batchArchiveUrl(batch.batchId)} download className={buttonClass()}>
                <Download size={15} aria-hidden="true" />
                {t('console:batch.downloadAll')}
              </a>
            ) : null}
            {sendable && !(inDanger && !delivery.mayHaveArrived) ? (
              <Button variant={deliversTo ? 'secondary' : 'primary'} onClick={() => setAsking('SENT')}>
                {t('console:batch.markSent')}
              </Button>
            ) : null}
            {sendable && deliversTo && !inDanger ? (
              <Button variant="primary" onClick={() => setAsking('DELIVER')}>
                {t(delivery ? 'delivery:again' : 'delivery:deliver')}
              </Button>
            ) : null}
          </div>
        </header>
      </div>
      {batch.state === 'BUILDING' ? (
        <p role="status" className="rounded-md bg-sunken px-4 py-3 text-ink-muted">
          {batch.lastError
            ? t(batch.givenUp ? 'console:batch.givenUp' : 'console:batch.error', { error: batch.lastError })
            : t('console:batch.building')}
        </p>
      ) : null}
      {batch.escalations.length > 0 ? <EscalationHistory escalations={batch.escalations} /> : null}
      {batch.secondLook ? <SecondLookPanel batch={batch} look={batch.secondLook} /> : null}
      {batch.cameBack ? (
        <p role="status" className="rounded-md bg-sunken px-4 py-3">
          {t('delivery:cameBack', { status: batch.cameBack.status })} <RelativeTime at={batch.cameBack.at} />
        </p>
      ) : null}
      {delivery ? <DeliveryPanel batch={batch} delivery={delivery} maySend={may('batch:send')} /> : null}
      {built ? <BatchFiles batch={batch} /> : null}
      <Section title={t('console:batch.referrals')}>
        <ul
          aria-label={t('console:batch.referrals')}
          className="divide-y divide-line rounded-md border border-line"
        >
          {batch.referrals.map((referral) => (
            <ReferralLine key={referral.referralId} referral={referral}>
              <TimelineButton referral={referral} />
              {may('outcome:record') && (referral.state === 'SENT' || referral.state === 'CLOSED') ? (
                <Button size="sm" onClick={() => setOutcomeOf(referral.referralId)}>
                  {t('console:outcomes.record')}
                </Button>
              ) : null}
            </ReferralLine>
          ))}
        </ul>
      </Section>
      {deliversTo ? (
        <DeliverDialog
          batch={batch}
          target={deliversTo}
          open={asking === 'DELIVER'}
          onClose={() => setAsking(null)}
        />
      ) : null}
      <MarkSentDialog batchId={batch.batchId} open={asking === 'SENT'} onClose={() => setAsking(null)} />
      <CancelBatchDialog
        batchId={batch.batchId}
        imminent={batch.imminent}
        open={asking === 'CANCEL'}
        onClose={() => setAsking(null)}
      />
      <OutcomeDialog
        referralIds={outcomeOf === null ? null : [outcomeOf]}
        onClose={() => setOutcomeOf(null)}
      />
    </div>
  );
}
