import { Button, Field, ProblemNotice, TextArea } from '@lapwing/ui';
import type { UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { troubleOf } from '../api/request.ts';

export interface ReasonFormProps {
  /** What the reason is asked for. */
  label: string;
  /** What the button does that cannot be undone. */
  action: string;
  /** Is given the reason, without blanks around it. */
  mutation: Pick<UseMutationResult<unknown, Error, string>, 'mutate' | 'isPending' | 'isError' | 'error'>;
  onClose: () => void;
}

/** Asks in a dialog for the reason that goes on record, and does nothing without one. */
export function ReasonForm({ label, action, mutation, onClose }: ReasonFormProps) {
  const { t } = useTranslation('common');
  const [text, setText] = useState('');
  const reason = text.trim();
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason !== '') mutation.mutate(reason);
      }}
    >
      <Field label={label} required>
        {(control) => (
          <TextArea
            {...control}
            maxLength={1000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {mutation.isError ? <ProblemNotice trouble={troubleOf(mutation.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('actions.cancel')}</Button>
        <Button type="submit" variant="danger" disabled={reason === ''} pending={mutation.isPending}>
          {action}
        </Button>
      </div>
    </form>
  );
}
