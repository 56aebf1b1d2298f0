import type { BatchDetail, DeliveryView } from '@lapwing/contracts';
import { Button, ProblemNotice, RelativeTime, useToast } from '@lapwing/ui';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { stopDelivery, withdrawDelivery } from '../api/referrals.ts';
import { troubleOf } from '../api/request.ts';
import { Section } from '../shell/page.tsx';
import { useBatchChanged } from './use-batch-changed.ts';
import { useRefusalReasons } from './use-refusal-reasons.ts';

/** How the delivery of a batch goes, why it does not, and what a person can do about it. */
export function DeliveryPanel({
  batch,
  delivery,
  maySend,
}: {
  batch: BatchDetail;
  delivery: DeliveryView;
  maySend: boolean;
}) {
  const { t } = useTranslation(['delivery', 'console']);
  const { state, destination, attempts, lastError, nextAttemptAt, reference, mayHaveArrived } = delivery;
  const failed = lastError === null ? null : t(`delivery:error.${lastError}`);
  return (
    <Section title={<span className="wrap-anywhere">{t('delivery:status', { destination })}</span>}>
      <div
        role="status"
        className={`flex flex-wrap items-start justify-between gap-3 rounded-md border px-4 py-3 ${state === 'GIVEN_UP' && batch.state === 'BUILT' ? 'border-line-strong bg-surface' : 'border-transparent bg-sunken'}`}
      >
        <div className="min-w-0 flex-1 basis-72">
          {state === 'WAITING' && attempts === 0 ? <p>{t('delivery:waiting')}</p> : null}
          {state === 'WAITING' && attempts > 0 && failed === null ? (
            <p>{t('delivery:trying', { count: attempts })}</p>
          ) : null}
          {state === 'WAITING' && failed !== null ? (
            <>
              <p>
                {t('delivery:failed', { count: attempts })} {failed}
              </p>
              {nextAttemptAt ? (
                <p className="text-ink-muted">
                  {t('delivery:next')} <RelativeTime at={nextAttemptAt} />
                </p>
              ) : null}
            </>
          ) : null}
          {state === 'GIVEN_UP' ? (
            <>
              <p className="font-medium">{t('delivery:givenUp')}</p>
              <p>{failed}</p>
              {batch.state === 'BUILT' && lastError !== 'DANGER_SINCE' ? (
                <p className="mt-1">{t('delivery:waysOut')}</p>
              ) : null}
              {mayHaveArrived && lastError !== 'UNCERTAIN' && batch.state === 'BUILT' ? (
                <p className="mt-1 font-medium">{t('delivery:mayHaveArrived')}</p>
              ) : null}
            </>
          ) : null}
          {state === 'DELIVERED' ? (
            <p>{t(delivery.transport === 'EMAIL' ? 'delivery:mailed' : 'delivery:delivered')}</p>
          ) : null}
          {reference === '' || state !== 'DELIVERED' ? null : (
            <p className="text-ink-muted">
              {t('delivery:reference')} <span className="font-mono text-sm text-ink">{reference}</span>
            </p>
          )}
        </div>
        {state === 'WAITING' && maySend ? <EndDelivery batchId={batch.batchId} begun={attempts > 0} /> : null}
      </div>
    </Section>
  );
}

/** Takes it back before the first attempt; after that it is stopped, since the recipient may have it. */
function EndDelivery({ batchId, begun }: { batchId: string; begun: boolean }) {
  const { t } = useTranslation('delivery');
  const toast = useToast();
  const changed = useBatchChanged();
  const reasons = useRefusalReasons();
  const withdraw = useMutation({
    mutationFn: () => (begun ? stopDelivery(batchId) : withdrawDelivery(batchId)),
    onSuccess: () => toast.show({ title: t(begun ? 'stopped' : 'withdrawn') }),
    onSettled: changed,
  });
  return (
    <>
      <Button pending={withdraw.isPending} onClick={() => withdraw.mutate()}>
        {t(begun ? 'stop' : 'withdraw')}
      </Button>
      {withdraw.isError ? <ProblemNotice trouble={troubleOf(withdraw.error)} reasons={reasons} /> : null}
    </>
  );
}
