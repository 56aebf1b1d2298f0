import { Button, Dialog, useToast } from '@lapwing/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dismissTrayLine } from '../api/outcomes.ts';
import { ReasonForm } from '../shell/reason-form.tsx';
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
  const { t } = useTranslation('outcomes');
  const toast = useToast();
  const changed = useTrayChanged();
  const dismiss = useMutation({
    mutationFn: (reason: string) => dismissTrayLine(lineId, reason),
    onSuccess: () => {
      onClose();
      toast.show({ title: t('tray.dismissed') });
      changed();
    },
  });
  return (
    <ReasonForm label={t('tray.reason')} action={t('tray.dismiss')} mutation={dismiss} onClose={onClose} />
  );
}
