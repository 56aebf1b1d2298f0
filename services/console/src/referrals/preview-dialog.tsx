import type { BatchPreview, RecipientView } from '@lapwing/contracts';
import { Badge, Button, Dialog, ProblemNotice, Skeleton, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { buildBatches, previewBatch } from '../api/referrals.ts';
import { troubleOf } from '../api/request.ts';
import { RowTable } from './row-table.tsx';
import { useRefusalReasons } from './use-refusal-reasons.ts';

export interface PreviewDialogProps {
  recipient: RecipientView;
  open: boolean;
  onClose: () => void;
}

/** Exactly what would be sent, then the button that builds exactly that. */
export function PreviewDialog({ recipient, open, onClose }: PreviewDialogProps) {
  const { t } = useTranslation('console');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      width="lg"
      title={t('referrals.previewTitle', { recipient: recipient.name })}
      description={t('referrals.previewBody')}
    >
      <Preview recipient={recipient} onClose={onClose} />
    </Dialog>
  );
}

function Preview({ recipient, onClose }: { recipient: RecipientView; onClose: () => void }) {
  const { t, i18n } = useTranslation(['console', 'common', 'formats', 'recipient-settings']);
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const { recipientId } = recipient;
  // One key for the life of this preview: pressing twice builds once.
  const [key] = useState(() => crypto.randomUUID());
  const preview = useMutation({ mutationFn: () => previewBatch({ recipientId }) });
  const { mutate: load } = preview;
  useEffect(load, [load]);
  const build = useMutation({
    mutationFn: (shown: BatchPreview) =>
      buildBatches(
        {
          recipientId,
          referralIds: shown.batches.flatMap((batch) =>
            batch.referrals.map((referral) => referral.referralId),
          ),
        },
        key,
      ),
    onSuccess: async ({ batches }) => {
      toast.show({ title: t('console:referrals.built') });
      onClose();
      const [only] = batches;
      if (only && batches.length === 1)
        await navigate({ to: '/batches/$batchId', params: { batchId: only.batchId } });
      for (const queryKey of [['batches'], ['referrals'], ['recipients']])
        void queries.invalidateQueries({ queryKey });
    },
  });
  const reasons = useRefusalReasons();
  if (preview.isError) {
    return (
      <ProblemNotice
        trouble={troubleOf(preview.error)}
        reasons={reasons}
        actions={
          <Button size="sm" onClick={() => load()}>
            {t('common:actions.retry')}
          </Button>
        }
      />
    );
  }
  const shown = preview.data;
  if (!shown) return <Skeleton lines={5} />;
  return (
    <div className="flex flex-col gap-4">
      {shown.batches.map((batch, index) => (
        <section key={batch.referrals[0]?.referralId ?? index} className="flex flex-col gap-1.5">
          <h3 className="flex flex-wrap items-center gap-2 text-sm font-semibold">
            {t('console:referrals.envelope', { number: index + 1, total: shown.batches.length })}
            <span className="font-normal text-ink-muted">
              {t('console:referrals.rows', { count: batch.referrals.length })}
            </span>
            {batch.imminent ? <Badge tone="danger">{t('console:referrals.imminentAlone')}</Badge> : null}
          </h3>
          <RowTable
            columns={shown.columns}
            rows={batch.rows}
            label={t('console:referrals.table', { number: index + 1 })}
          />
        </section>
      ))}
      <div className="flex flex-col gap-1 text-sm text-ink-muted">
        {shown.held.length > 0 ? (
          <p className="font-medium text-danger">
            {t('console:referrals.held', { count: shown.held.length })}
          </p>
        ) : null}
        {shown.nextBatchAt ? (
          <p className="font-medium text-ink">
            {t('recipient-settings:desk.nextBatch', { time: time.format(new Date(shown.nextBatchAt)) })}
          </p>
        ) : null}
        {shown.remaining > 0 ? <p>{t('console:referrals.remaining', { count: shown.remaining })}</p> : null}
        <p>
          {t('console:referrals.formats', {
            formats: shown.formats.map((one) => t(`formats:name.${one}`)).join(', '),
          })}
        </p>
      </div>
      {build.isError ? <ProblemNotice trouble={troubleOf(build.error)} reasons={reasons} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button
          variant="primary"
          disabled={shown.batches.length === 0}
          pending={build.isPending}
          onClick={() => build.mutate(shown)}
        >
          {t('console:referrals.build', { count: shown.batches.length })}
        </Button>
      </div>
    </div>
  );
}
