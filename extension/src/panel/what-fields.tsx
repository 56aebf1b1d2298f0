import { Field, TextArea, TextInput } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../flag/draft.ts';
import type { DraftErrors } from '../flag/flag-of-draft.ts';

interface WhatFieldProps<Name extends keyof DraftErrors> {
  draft: Draft;
  error: DraftErrors[Name];
  change: (part: Partial<Draft>) => void;
}

/** Where it was seen, in one line of the draft, however it is wrapped on the screen. */
export function AddressField({ draft, error, change }: WhatFieldProps<'url'>) {
  const { t } = useTranslation('extension');
  return (
    <Field
      label={t('what.url')}
      required
      error={
        error === undefined ? undefined : error === 'MEDIA' ? t('problem.media') : t(`urlProblem.${error}`)
      }
    >
      {(control) => (
        <TextArea
          {...control}
          dir="ltr"
          rows={1}
          spellCheck={false}
          autoComplete="off"
          className="min-h-8! font-mono text-sm wrap-anywhere"
          value={draft.url}
          onChange={(event) => change({ url: event.target.value.replace(/[\r\n]+/g, '') })}
        />
      )}
    </Field>
  );
}

/** Who wrote it. */
export function AuthorField({ draft, error, change }: WhatFieldProps<'author'>) {
  const { t } = useTranslation('extension');
  return (
    <Field
      label={t('what.author')}
      optional
      error={error === undefined ? undefined : t(error === 'MEDIA' ? 'problem.media' : 'problem.author')}
    >
      {(control) => (
        <TextInput
          {...control}
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          placeholder={t('what.authorHint')}
          value={draft.authorHandle}
          onChange={(event) => change({ authorHandle: event.target.value })}
        />
      )}
    </Field>
  );
}
