import { Button, Dialog, Field, ProblemNotice, TextArea, useToast } from '@lapwing/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dismissTrayLine } from '../api/outcomes.ts';
import { troubleOf } from '../api/request.ts';
import { useTrayChanged } from './use-tray-changed.ts';

/** Takes a line out of the tray, with a reason that is kept. */
export function DismissLine({ lineId }: { lineId: string }) {
  const { t } = useTranslation('outcomes');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="quiet" onClick={() => setOpen(true)}>
        {t('tray.dismiss')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t('tray.dismissTitle')}
        description={t('tray.dismissBody')}
      >
        <DismissForm lineId={lineId} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function DismissForm({ lineId, onClose }: { lineId: string; onClose: () => void }) {
  const { t } = useTranslation(['outcomes', 'common']);
  const toast = useToast();
  const changed = useTrayChanged();
  const [reason, setReason] = useState('');
  const dismiss = useMutation({
    mutationFn: () => dismissTrayLine(lineId, reason.trim()),
    onSuccess: () => {
      onClose();
      toast.show({ title: t('outcomes:tray.dismissed') });
      changed();
    },
  });
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') dismiss.mutate();
      }}
    >
      <Field label={t('outcomes:tray.reason')} required>
        {(control) => (
          <TextArea
            {...control}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {dismiss.isError ? <ProblemNotice trouble={troubleOf(dismiss.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button type="submit" variant="danger" disabled={reason.trim() === ''} pending={dismiss.isPending}>
          {t('outcomes:tray.dismiss')}
        </Button>
      </div>
    </form>
  );
}
