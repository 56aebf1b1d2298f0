import type { ReferralView } from '@lapwing/contracts';
import { Button, Dialog, Field, ProblemNotice, TextArea, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withdrawReferral } from '../api/referrals.ts';
import { troubleOf } from '../api/request.ts';

/** Takes a referral back before it was sent, with a reason for the record. */
export function WithdrawDialog({
  referral,
  onClose,
}: {
  referral: ReferralView | null;
  onClose: () => void;
}) {
  const { t } = useTranslation('console');
  return (
    <Dialog
      open={referral !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('referrals.withdrawTitle')}
      description={t('referrals.withdrawBody')}
    >
      {referral ? <WithdrawForm referralId={referral.referralId} onClose={onClose} /> : null}
    </Dialog>
  );
}

function WithdrawForm({ referralId, onClose }: { referralId: string; onClose: () => void }) {
  const { t } = useTranslation(['console', 'common']);
  const queries = useQueryClient();
  const toast = useToast();
  const [reason, setReason] = useState('');
  const withdraw = useMutation({
    mutationFn: () => withdrawReferral(referralId, reason.trim()),
    onSuccess: () => {
      onClose();
      toast.show({ title: t('console:referrals.withdrawn') });
      for (const queryKey of [['referrals'], ['recipients']]) void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') withdraw.mutate();
      }}
    >
      <Field label={t('console:referrals.withdrawReason')} required>
        {(control) => (
          <TextArea
            {...control}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {withdraw.isError ? <ProblemNotice trouble={troubleOf(withdraw.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button type="submit" variant="danger" disabled={reason.trim() === ''} pending={withdraw.isPending}>
          {t('console:referrals.withdraw')}
        </Button>
      </div>
    </form>
  );
}
