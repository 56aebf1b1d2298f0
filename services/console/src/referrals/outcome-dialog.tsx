import { type OutcomeKind, type OutcomeSource, outcomeKinds, outcomeSources } from '@lapwing/contracts';
import { Button, Dialog, Field, ProblemNotice, Select, TextArea, TextInput, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordOutcomes } from '../api/outcomes.ts';
import { troubleOf } from '../api/request.ts';
import { isoOfLocal, localNow } from '../shell/local-time.ts';

export interface OutcomeDialogProps {
  /** What it is about; null while the dialog is closed. */
  referralIds: readonly string[] | null;
  onClose: () => void;
  onRecorded?: () => void;
}

/** Records what became of referrals, of all or none, by whom it was seen and when. */
export function OutcomeDialog({ referralIds, onClose, onRecorded }: OutcomeDialogProps) {
  const { t } = useTranslation(['console', 'outcomes']);
  return (
    <Dialog
      open={referralIds !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('console:outcomes.recordTitle')}
      description={referralIds ? t('outcomes:list.about', { count: referralIds.length }) : undefined}
    >
      {referralIds ? (
        <OutcomeForm referralIds={referralIds} onClose={onClose} onRecorded={onRecorded} />
      ) : null}
    </Dialog>
  );
}

function OutcomeForm({
  referralIds,
  onClose,
  onRecorded,
}: {
  referralIds: readonly string[];
  onClose: () => void;
  onRecorded: (() => void) | undefined;
}) {
  const { t } = useTranslation(['console', 'outcomes', 'taxonomy', 'common']);
  const queries = useQueryClient();
  const toast = useToast();
  const [kind, setKind] = useState<OutcomeKind | ''>('');
  const [source, setSource] = useState<OutcomeSource>('RECIPIENT_REPLY');
  const [at, setAt] = useState(localNow);
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const observedAt = isoOfLocal(at);
  const record = useMutation({
    mutationFn: (input: { kind: OutcomeKind; observedAt: string }) =>
      recordOutcomes({ ...input, referralIds: [...referralIds], source, note: note.trim() }),
    onSuccess: ({ recorded, already }) => {
      onClose();
      onRecorded?.();
      toast.show({
        title: t('outcomes:list.saved', { count: recorded }),
        body: already > 0 ? t('outcomes:list.already', { count: already }) : undefined,
      });
      for (const queryKey of [['referrals'], ['batches'], ['recipients']])
        void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (kind !== '' && observedAt) record.mutate({ kind, observedAt });
      }}
    >
      <Field
        label={t('console:outcomes.kind')}
        error={tried && kind === '' ? t('console:outcomes.missing') : undefined}
        required
      >
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={setKind}
            placeholder={t('console:outcomes.missing')}
            options={outcomeKinds.map((value) => ({ value, label: t(`taxonomy:outcome.${value}`) }))}
          />
        )}
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('console:outcomes.source')} required>
          {(control) => (
            <Select
              {...control}
              value={source}
              onChange={setSource}
              options={outcomeSources.map((value) => ({
                value,
                label: t(`taxonomy:outcomeSource.${value}`),
              }))}
            />
          )}
        </Field>
        <Field label={t('console:outcomes.when')} required>
          {(control) => (
            <TextInput
              {...control}
              type="datetime-local"
              value={at}
              onChange={(event) => setAt(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Field label={t('console:outcomes.note')} optional>
        {(control) => (
          <TextArea
            {...control}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {record.isError ? <ProblemNotice trouble={troubleOf(record.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button type="submit" variant="primary" pending={record.isPending}>
          {t('console:outcomes.record')}
        </Button>
      </div>
    </form>
  );
}
