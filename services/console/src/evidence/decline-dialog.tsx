import { Button, Dialog, Field, ProblemNotice, TextArea, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { declineEvidence } from '../api/evidence.ts';
import { troubleOf } from '../api/request.ts';

export interface DeclineDialogProps {
  packageId: string;
  /** The person asked for it herself, and takes it back. */
  own: boolean;
  open: boolean;
  onClose: () => void;
}

/** Turns a package down, or takes it back, with a reason for the record. */
export function DeclineDialog({ packageId, own, open, onClose }: DeclineDialogProps) {
  const { t } = useTranslation('evidence');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t(own ? 'package.takeBack' : 'package.decline')}
      description={t('package.declineBody')}
    >
      <DeclineForm packageId={packageId} own={own} onClose={onClose} />
    </Dialog>
  );
}

function DeclineForm({ packageId, own, onClose }: Omit<DeclineDialogProps, 'open'>) {
  const { t } = useTranslation(['evidence', 'common']);
  const queries = useQueryClient();
  const toast = useToast();
  const [reason, setReason] = useState('');
  const decline = useMutation({
    mutationFn: () => declineEvidence(packageId, reason.trim()),
    onSuccess: async () => {
      onClose();
      toast.show({ title: t('evidence:package.declinedNow') });
      await queries.invalidateQueries({ queryKey: ['evidence'] });
    },
  });
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') decline.mutate();
      }}
    >
      <Field label={t('evidence:package.reason')} required>
        {(control) => (
          <TextArea
            {...control}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {decline.isError ? <ProblemNotice trouble={troubleOf(decline.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button type="submit" variant="danger" disabled={reason.trim() === ''} pending={decline.isPending}>
          {t(own ? 'evidence:package.takeBack' : 'evidence:package.decline')}
        </Button>
      </div>
    </form>
  );
}
