import type { ReferralView } from '@lapwing/contracts';
import { Dialog, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { withdrawReferral } from '../api/referrals.ts';
import { ReasonForm } from '../shell/reason-form.tsx';

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
  const { t } = useTranslation('console');
  const queries = useQueryClient();
  const toast = useToast();
  const withdraw = useMutation({
    mutationFn: (reason: string) => withdrawReferral(referralId, reason),
    onSuccess: () => {
      onClose();
      toast.show({ title: t('referrals.withdrawn') });
      for (const queryKey of [['referrals'], ['recipients']]) void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <ReasonForm
      label={t('referrals.withdrawReason')}
      action={t('referrals.withdraw')}
      mutation={withdraw}
      onClose={onClose}
    />
  );
}
