import {
  type BatchDetail,
  type DeliveryRefusal,
  type DeliveryTarget,
  destinationOf,
  MAIL_TEXT_FILE,
  NCMEC_FILE,
  reportTransports,
} from '@lapwing/contracts';
import { Button, Dialog, ProblemNotice, useToast } from '@lapwing/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { batchWorksheetQuery, deliverBatch } from '../api/referrals.ts';
import { troubleOf } from '../api/request.ts';
import { Fingerprint } from '../shell/fingerprint.tsx';
import { useBatchChanged } from './use-batch-changed.ts';
import { useRefusalReasons } from './use-refusal-reasons.ts';

export interface DeliverDialogProps {
  batch: BatchDetail;
  target: DeliveryTarget;
  open: boolean;
  onClose: () => void;
}

/** Says what goes where, how much, and under which marking, before it goes; of a report its very text, which goes alone. */
export function DeliverDialog({ batch, target, open, onClose }: DeliverDialogProps) {
  const { t } = useTranslation(['delivery', 'console', 'common']);
  const toast = useToast();
  const changed = useBatchChanged();
  const reasons = useRefusalReasons();
  const reports = reportTransports.some((kind) => kind === target.transport);
  const report = useQuery({
    ...batchWorksheetQuery(batch.batchId, target.destination),
    enabled: open && reports,
  });
  const text = report.data?.report ?? null;
  const files =
    target.transport === 'NCMEC' ? batch.files.filter(({ name }) => name === NCMEC_FILE) : batch.files;
  const openText =
    target.transport === 'EMAIL' &&
    target.encryptedTo === null &&
    batch.files.some(({ name }) => name === MAIL_TEXT_FILE);
  const obstacle = obstacleOf(batch, target);
  const deliver = useMutation({
    mutationFn: () => deliverBatch(batch.batchId, target),
    onSuccess: () => {
      onClose();
      toast.show({ title: t('delivery:asked') });
    },
    // Also where it was refused: somebody may have changed the recipient or the batch meanwhile.
    onSettled: changed,
  });
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (next) return;
        deliver.reset();
        onClose();
      }}
      title={t('delivery:title', { recipient: batch.recipient })}
      description={t('delivery:body')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:actions.back')}</Button>
          <Button
            variant="primary"
            pending={deliver.isPending}
            disabled={obstacle !== null || (reports && text === null)}
            onClick={() => deliver.mutate()}
          >
            {t('delivery:confirm')}
          </Button>
        </>
      }
    >
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        <Fact name={t('delivery:to')}>
          <span className="font-mono text-sm wrap-anywhere">{target.destination}</span>
        </Fact>
        {target.transport === 'DOWNLOAD' || obstacle !== null ? null : (
          <Fact name={t('delivery:by')}>
            {t(target.encryptedTo === null ? `delivery:how.${target.transport}` : 'delivery:encrypted')}
          </Fact>
        )}
        {target.encryptedTo === null ? null : (
          <Fact name={t('delivery:encryptedTo')}>
            <Fingerprint value={target.encryptedTo} />
          </Fact>
        )}
        <Fact name={t('delivery:holds')}>
          {t('console:referrals.rows', { count: batch.referralCount })}
          {batch.imminent ? `, ${t('console:referrals.imminentAlone')}` : ''}
        </Fact>
        {reports ? (
          <Fact name={t('delivery:report.text')}>
            <p className="text-ink-muted">{t('delivery:report.textAlone')}</p>
            {text === null ? null : (
              <p className="mt-1 rounded-md bg-sunken px-3 py-2 whitespace-pre-wrap wrap-anywhere">{text}</p>
            )}
            {report.isError ? <ProblemNotice trouble={troubleOf(report.error)} reasons={reasons} /> : null}
          </Fact>
        ) : (
          <>
            {target.transport === 'NCMEC' ? null : <Fact name={t('delivery:marking')}>{batch.tlp}</Fact>}
            {files.length === 0 ? null : (
              <Fact name={t('delivery:files')}>
                <span className="wrap-anywhere">{files.map(({ name }) => name).join(', ')}</span>
              </Fact>
            )}
          </>
        )}
      </dl>
      {openText ? (
        <p className="mt-3 rounded-md border border-warn/60 bg-warn-soft px-3 py-2 text-sm">
          {t('delivery:openText', { marking: batch.tlp })}
        </p>
      ) : null}
      {obstacle === null ? null : (
        <p className="mt-3 rounded-md border border-warn/60 bg-warn-soft px-3 py-2 text-sm">
          {t(`delivery:refused.${obstacle}`)}
        </p>
      )}
      {deliver.isError ? (
        <div className="mt-3">
          <ProblemNotice trouble={troubleOf(deliver.error)} reasons={reasons} />
        </div>
      ) : null}
    </Dialog>
  );
}

/** What of the answer of requestDelivery can be told from what the page knows, before it is asked. */
function obstacleOf(
  { files }: BatchDetail,
  { transport, destination }: DeliveryTarget,
): Extract<DeliveryRefusal, 'trial_server' | 'no_ncmec_file'> | null {
  if (transport !== 'NCMEC') return null;
  if (destination === destinationOf({ kind: 'NCMEC', environment: 'TEST' })) return 'trial_server';
  return files.some(({ name }) => name === NCMEC_FILE) ? null : 'no_ncmec_file';
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
