import { type ReopeningReason, reopeningReasons } from '@lapwing/contracts';
import { Button, Field, ProblemNotice, Select, TextArea, TextInput, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reopenReferral } from '../api/outcomes.ts';
import { troubleOf } from '../api/request.ts';

const addressCodes = ['not_flagged', 'same_content', 'no_address'] as const;

/** What is wrong with the address, in the words of the page; null where the refusal is about something else. */
function addressCodeOf(error: unknown): (typeof addressCodes)[number] | null {
  const trouble = troubleOf(error);
  if (trouble.kind !== 'problem') return null;
  const field = trouble.problem.errors?.find(({ pointer }) => pointer === '/address');
  return addressCodes.find((code) => code === field?.code) ?? null;
}

/** Opens a closed referral again, with what was seen. */
export function ReopenForm({ referralId, onClose }: { referralId: string; onClose: () => void }) {
  const { t } = useTranslation(['outcomes', 'common']);
  const queries = useQueryClient();
  const toast = useToast();
  const [reason, setReason] = useState<ReopeningReason>('REAPPEARED');
  const [address, setAddress] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const elsewhere = reason === 'OTHER_ADDRESS';
  const missing = elsewhere && address.trim() === '';
  const reopen = useMutation({
    mutationFn: () =>
      reopenReferral(referralId, {
        reason,
        note: note.trim(),
        ...(elsewhere ? { address: address.trim() } : {}),
      }),
    onSuccess: () => {
      onClose();
      toast.show({ title: t('outcomes:reopen.done') });
      for (const queryKey of [['referrals'], ['batches'], ['recipients'], ['timeline']])
        void queries.invalidateQueries({ queryKey });
    },
  });
  const code = reopen.isError ? addressCodeOf(reopen.error) : null;
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!missing) reopen.mutate();
      }}
    >
      <div>
        <p className="font-medium">{t('outcomes:reopen.title')}</p>
        <p className="text-ink-muted">{t('outcomes:reopen.body')}</p>
      </div>
      <Field label={t('outcomes:reopen.reason')} required>
        {(control) => (
          <Select
            {...control}
            value={reason}
            onChange={setReason}
            options={reopeningReasons.map((value) => ({
              value,
              label: t(`outcomes:reopen.reasonName.${value}`),
            }))}
          />
        )}
      </Field>
      {elsewhere ? (
        <Field
          label={t('outcomes:reopen.address')}
          hint={t('outcomes:reopen.addressHint')}
          error={
            tried && missing
              ? t('outcomes:reopen.addressMissing')
              : code
                ? t(`outcomes:reopen.code.${code}`)
                : undefined
          }
          required
        >
          {(control) => (
            <TextInput
              {...control}
              maxLength={4096}
              value={address}
              onChange={(event) => {
                setAddress(event.target.value);
                reopen.reset();
              }}
            />
          )}
        </Field>
      ) : null}
      <Field label={t('outcomes:reopen.note')} optional>
        {(control) => (
          <TextArea
            {...control}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {reopen.isError && code === null ? <ProblemNotice trouble={troubleOf(reopen.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button type="submit" variant="primary" pending={reopen.isPending}>
          {t('outcomes:reopen.open')}
        </Button>
      </div>
    </form>
  );
}
