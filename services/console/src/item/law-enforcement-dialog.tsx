import { LawEnforcementInput as Input, type LawEnforcementInput } from '@lapwing/contracts';
import { Button, Dialog, Field, ProblemNotice, TextArea, TextInput, useToast } from '@lapwing/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordLawEnforcement } from '../api/items.ts';
import { troubleOf } from '../api/request.ts';
import { isoOfLocal, localNow } from '../shell/local-time.ts';

export interface LawEnforcementDialogProps {
  itemId: string;
  /** What is recorded; null while closed. */
  kind: 'NOTICE' | 'OVERRIDE' | null;
  onClose: () => void;
  /** Called before the item's new version arrives. */
  onRecorded: () => void;
}

/** Records that police were told, or a lead's written override (rule 6 of the domain). */
export function LawEnforcementDialog({ itemId, kind, onClose, onRecorded }: LawEnforcementDialogProps) {
  const { t } = useTranslation(['console', 'common']);
  const notice = kind !== 'OVERRIDE';
  return (
    <Dialog
      open={kind !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t(notice ? 'console:danger.noticeTitle' : 'console:danger.overrideTitle')}
      description={t(notice ? 'console:danger.noticeBody' : 'console:danger.overrideBody')}
    >
      <Form itemId={itemId} notice={notice} onClose={onClose} onRecorded={onRecorded} />
    </Dialog>
  );
}

interface FormProps {
  itemId: string;
  notice: boolean;
  onClose: () => void;
  onRecorded: () => void;
}

function Form({ itemId, notice, onClose, onRecorded }: FormProps) {
  const { t } = useTranslation(['console', 'common']);
  const id = useId();
  const queries = useQueryClient();
  const toast = useToast();
  const [agency, setAgency] = useState('');
  const [reference, setReference] = useState('');
  const [at, setAt] = useState(localNow);
  const [reason, setReason] = useState('');
  const input: LawEnforcementInput = notice
    ? { kind: 'NOTICE', agency: agency.trim(), reference: reference.trim(), notifiedAt: isoOfLocal(at) ?? '' }
    : { kind: 'OVERRIDE', reason: reason.trim() };
  const complete = Input.safeParse(input).success;
  const record = useMutation({
    mutationFn: () => recordLawEnforcement(itemId, input),
    onSuccess: async () => {
      onRecorded();
      onClose();
      toast.show({ title: t('console:danger.saved') });
      await Promise.all(
        [['items'], ['referrals'], ['recipients']].map((queryKey) => queries.invalidateQueries({ queryKey })),
      );
    },
  });
  return (
    <form
      id={id}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) record.mutate();
      }}
    >
      {notice ? (
        <>
          <Field label={t('console:danger.agency')} hint={t('console:danger.agencyHint')} required>
            {(control) => (
              <TextInput
                {...control}
                maxLength={200}
                value={agency}
                onChange={(e) => setAgency(e.target.value)}
              />
            )}
          </Field>
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label={t('console:danger.reference')} required>
              {(control) => (
                <TextInput
                  {...control}
                  maxLength={200}
                  value={reference}
                  onChange={(e) => setReference(e.target.value)}
                />
              )}
            </Field>
            <Field label={t('console:danger.notifiedAt')} required>
              {(control) => (
                <TextInput
                  {...control}
                  type="datetime-local"
                  value={at}
                  onChange={(e) => setAt(e.target.value)}
                />
              )}
            </Field>
          </div>
        </>
      ) : (
        <Field label={t('console:danger.reason')} hint={t('console:danger.reasonHint')} required>
          {(control) => (
            <TextArea
              {...control}
              minLength={10}
              maxLength={1000}
              value={reason}
              onChange={(e) => setReason(e.target.value)}
            />
          )}
        </Field>
      )}
      {record.isError ? <ProblemNotice trouble={troubleOf(record.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
        <Button
          type="submit"
          variant={notice ? 'primary' : 'danger'}
          disabled={!complete}
          pending={record.isPending}
        >
          {t(notice ? 'console:danger.saveNotice' : 'console:danger.saveOverride')}
        </Button>
      </div>
    </form>
  );
}
