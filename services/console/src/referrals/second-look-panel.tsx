import type { BatchDetail } from '@lapwing/contracts';
import { Button, Dialog, ProblemNotice, RelativeTime, useToast } from '@lapwing/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../api/account.ts';
import { releaseBatch } from '../api/referrals.ts';
import { troubleOf } from '../api/request.ts';
import { Section } from '../shell/page.tsx';
import { useBatchChanged } from './use-batch-changed.ts';
import { useRefusalReasons } from './use-refusal-reasons.ts';

/** Who looked a second time at a batch that asks for it, or that somebody has to; the way to release it. */
export function SecondLookPanel({
  batch,
  look,
}: {
  batch: BatchDetail;
  look: NonNullable<BatchDetail['secondLook']>;
}) {
  const { t } = useTranslation('delivery');
  const me = useMe();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const { madeBy, releasedBy, releasedAt } = look;
  if (releasedBy !== null && releasedAt !== null)
    return (
      <Section title={t('secondLook.title')}>
        <p className="text-ink-muted">
          {t('secondLook.releasedBy', { name: releasedBy })} <RelativeTime at={releasedAt} />.
        </p>
        {madeBy === null && batch.state === 'BUILT' ? (
          <p>{t(me.pseudonym === releasedBy ? 'secondLook.sentByAnother' : 'secondLook.releasedOne')}</p>
        ) : null}
      </Section>
    );
  if (batch.state !== 'BUILT') return null;
  const own = me.pseudonym === madeBy;
  return (
    <Section title={t('secondLook.title')}>
      <div className="flex flex-wrap items-start justify-between gap-3 rounded-md border border-line-strong bg-surface px-4 py-3">
        <div className="min-w-0 flex-1 basis-72">
          <p className="font-medium">
            {madeBy === null
              ? t('secondLook.scheduled')
              : t(own ? 'secondLook.yours' : 'secondLook.waits', { madeBy })}
          </p>
          {own ? null : <p className="text-ink-muted">{t('secondLook.how')}</p>}
        </div>
        {own || !may('batch:send') ? null : (
          <Button variant="primary" onClick={() => setAsking(true)}>
            {t('secondLook.release')}
          </Button>
        )}
      </div>
      <ReleaseDialog batchId={batch.batchId} open={asking} onClose={() => setAsking(false)} />
    </Section>
  );
}

function ReleaseDialog({ batchId, open, onClose }: { batchId: string; open: boolean; onClose: () => void }) {
  const { t } = useTranslation(['delivery', 'common']);
  const toast = useToast();
  const changed = useBatchChanged();
  const reasons = useRefusalReasons();
  const release = useMutation({
    mutationFn: () => releaseBatch(batchId),
    onSuccess: () => {
      onClose();
      toast.show({ title: t('delivery:secondLook.released') });
    },
    onSettled: changed,
  });
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (next) return;
        release.reset();
        onClose();
      }}
      title={t('delivery:secondLook.releaseTitle')}
      description={t('delivery:secondLook.releaseBody')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:actions.back')}</Button>
          <Button variant="primary" pending={release.isPending} onClick={() => release.mutate()}>
            {t('delivery:secondLook.release')}
          </Button>
        </>
      }
    >
      {release.isError ? <ProblemNotice trouble={troubleOf(release.error)} reasons={reasons} /> : null}
    </Dialog>
  );
}
