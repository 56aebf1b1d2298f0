import type { AccountItems } from '@lapwing/contracts';
import { Button, Field, ProblemNotice, TextInput } from '@lapwing/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findReferredItem } from '../api/evidence.ts';
import { troubleOf } from '../api/request.ts';

/** Adds an item by its address or by the id of a referral about it. */
export function AddItem({
  disabled,
  onFound,
}: {
  disabled: boolean;
  onFound: (item: AccountItems['items'][number]) => void;
}) {
  const { t } = useTranslation('evidence');
  const [find, setFind] = useState('');
  const look = useMutation({
    mutationFn: () => findReferredItem(find.trim()),
    onSuccess: (item) => {
      if (item === null) return;
      onFound(item);
      setFind('');
    },
  });
  const submit = () => {
    if (find.trim() !== '' && !disabled) look.mutate();
  };
  return (
    <>
      <Field
        label={t('new.add')}
        hint={t('new.addHint')}
        error={look.data === null ? t('new.addUnknown') : undefined}
        optional
      >
        {(control) => (
          <TextInput
            {...control}
            autoComplete="off"
            maxLength={4096}
            value={find}
            onChange={(event) => {
              setFind(event.target.value);
              look.reset();
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              // Enter adds the item; it does not send the form around it.
              event.preventDefault();
              submit();
            }}
          />
        )}
      </Field>
      <div>
        <Button size="sm" disabled={disabled || find.trim() === ''} pending={look.isPending} onClick={submit}>
          {t('new.addButton')}
        </Button>
      </div>
      {look.isError ? <ProblemNotice trouble={troubleOf(look.error)} /> : null}
    </>
  );
}
