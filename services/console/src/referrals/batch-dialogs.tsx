import { Button, Dialog, Field, ProblemNotice, TextInput, useToast } from '@lapwing/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelBatch, markSent } from '../api/referrals.ts';
import { troubleOf } from '../api/request.ts';
import { isoOfLocal, localNow } from '../shell/local-time.ts';
import { useBatchChanged } from './use-batch-changed.ts';
import { useRefusalReasons } from './use-refusal-reasons.ts';

export interface BatchDialogProps {
  batchId: string;
  open: boolean;
  onClose: () => void;
}

/** A person handed the batch over and says when. */
export function MarkSentDialog({ batchId, open, onClose }: BatchDialogProps) {
  const { t } = useTranslation('console');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t('batch.markSentTitle')}
      description={t('batch.markSentBody')}
    >
      <MarkSentForm batchId={batchId} onClose={onClose} />
    </Dialog>
  );
}

function MarkSentForm({ batchId, onClose }: { batchId: string; onClose: () => void }) {
  const { t } = useTranslation(['console', 'common']);
  const toast = useToast();
  const changed = useBatchChanged();
  const reasons = useRefusalReasons();
  const [at, setAt] = useState(localNow);
  const [reference, setReference] = useState('');
  const sentAt = isoOfLocal(at);
  const mark = useMutation({
    mutationFn: (when: string) => markSent(batchId, { sentAt: when, reference: reference.trim() }),
    onSuccess: () => {
      onClose();
      toast.show({ title: t('console:batch.marked') });
      changed();
    },
  });
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (sentAt) mark.mutate(sentAt);
      }}
    >
      <Field label={t('console:batch.when')} required>
        {(control) => (
          <TextInput
            {...control}
            type="datetime-local"
            value={at}
            onChange={(event) => setAt(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('console:batch.reference')} optional>
        {(control) => (
          <TextInput
            {...control}
            maxLength={200}
            value={reference}
            onChange={(event) => setReference(event.target.value)}
          />
        )}
      </Field>
      {mark.isError ? <ProblemNotice trouble={troubleOf(mark.error)} reasons={reasons} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button type="submit" variant="primary" disabled={!sentAt} pending={mark.isPending}>
          {t('console:batch.markSent')}
        </Button>
      </div>
    </form>
  );
}

/** Gives a batch up before it was sent. */
export function CancelBatchDialog({
  batchId,
  imminent,
  open,
  onClose,
}: BatchDialogProps & { imminent: boolean }) {
  const { t } = useTranslation(['console', 'common']);
  const toast = useToast();
  const changed = useBatchChanged();
  const reasons = useRefusalReasons();
  const cancel = useMutation({
    mutationFn: () => cancelBatch(batchId),
    onSuccess: () => {
      onClose();
      toast.show({ title: t('console:batch.cancelled') });
      changed();
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t('console:batch.cancelTitle')}
      description={t('console:batch.cancelBody')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:actions.back')}</Button>
          <Button variant="danger" pending={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('console:batch.cancel')}
          </Button>
        </>
      }
    >
      {imminent ? <p className="text-danger">{t('console:batch.cancelImminent')}</p> : null}
      {cancel.isError ? <ProblemNotice trouble={troubleOf(cancel.error)} reasons={reasons} /> : null}
    </Dialog>
  );
}
