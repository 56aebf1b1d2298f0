import { Button, Dialog, Field, ProblemNotice, TextArea, useToast } from '@lapwing/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settleEscalation } from '../api/escalations.ts';
import { troubleOf } from '../api/request.ts';
import { useBatchChanged } from '../referrals/use-batch-changed.ts';

export interface SettleDialogProps {
  /** What is settled; null while closed. */
  escalationId: string | null;
  onClose: () => void;
}

/** A person writes what was done about imminent danger that nobody answered. */
export function SettleDialog({ escalationId, onClose }: SettleDialogProps) {
  const { t } = useTranslation('escalations');
  return (
    <Dialog
      open={escalationId !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('settleTitle')}
      description={t('settleBody')}
    >
      {escalationId === null ? null : <SettleForm escalationId={escalationId} onClose={onClose} />}
    </Dialog>
  );
}

function SettleForm({ escalationId, onClose }: { escalationId: string; onClose: () => void }) {
  const { t } = useTranslation(['escalations', 'common']);
  const toast = useToast();
  const changed = useBatchChanged();
  const [done, setDone] = useState('');
  const [tried, setTried] = useState(false);
  const settle = useMutation({
    mutationFn: () => settleEscalation(escalationId, done.trim()),
    onSuccess: () => {
      onClose();
      toast.show({ title: t('escalations:settled') });
    },
    onSettled: changed,
  });
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (done.trim() !== '') settle.mutate();
      }}
    >
      <Field
        label={t('escalations:done')}
        hint={t('escalations:doneHint')}
        error={tried && done.trim() === '' ? t('escalations:doneMissing') : undefined}
      >
        {(control) => (
          <TextArea
            {...control}
            rows={4}
            maxLength={1000}
            value={done}
            onChange={(event) => setDone(event.target.value)}
          />
        )}
      </Field>
      {settle.isError ? <ProblemNotice trouble={troubleOf(settle.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.back')}</Button>
        <Button type="submit" variant="primary" pending={settle.isPending}>
          {t('common:actions.save')}
        </Button>
      </div>
    </form>
  );
}
