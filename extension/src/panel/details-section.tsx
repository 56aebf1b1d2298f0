import { Field, TextInput } from '@lapwing/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftErrors } from '../flag/flag-of-draft.ts';
import type { DraftState } from './use-draft.ts';

const ids = ['authorId', 'parentId', 'groupId'] as const;

/** What a page says beside the words: ids, time, language. Rarely looked at, so it opens on request; always correctable. */
export function DetailsSection({ form, errors }: { form: DraftState; errors: DraftErrors }) {
  const { t, i18n } = useTranslation(['capture', 'extension']);
  const { draft, change } = form;
  const [open, setOpen] = useState(false);
  const isWrong = [...ids, 'postedAt' as const, 'language' as const].some(
    (name) => errors[name] !== undefined,
  );
  const posted = new Date(draft.postedAt);
  const facts = [
    Number.isNaN(posted.getTime())
      ? ''
      : posted.toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }),
    draft.language,
    draft.authorId,
  ].filter((fact) => fact !== '');
  return (
    <details open={open || isWrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer text-sm">
        <span className="font-medium">{t('capture:details')}</span>
        {facts.length > 0 ? (
          <span className="ms-2 text-ink-muted wrap-anywhere">{facts.join(' · ')}</span>
        ) : null}
      </summary>
      <div className="mt-2 flex flex-col gap-3">
        <Field
          label={t('capture:postedAt')}
          optional
          error={errors.postedAt === undefined ? undefined : t('capture:postedWrong')}
        >
          {(control) => (
            <TextInput
              {...control}
              type="datetime-local"
              step="1"
              value={draft.postedAt}
              onChange={(event) => change({ postedAt: event.target.value })}
            />
          )}
        </Field>
        {ids.map((name) => (
          <Field
            key={name}
            label={t(`capture:${name}`)}
            optional
            error={
              errors[name] === undefined
                ? undefined
                : errors[name] === 'MEDIA'
                  ? t('extension:problem.media')
                  : t('capture:idWrong')
            }
          >
            {(control) => (
              <TextInput
                {...control}
                dir="auto"
                autoComplete="off"
                spellCheck={false}
                value={draft[name]}
                onChange={(event) => change({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Field
          label={t('capture:language')}
          optional
          error={errors.language === undefined ? undefined : t('capture:languageWrong')}
        >
          {(control) => (
            <TextInput
              {...control}
              dir="ltr"
              autoComplete="off"
              spellCheck={false}
              placeholder={t('capture:languageHint')}
              value={draft.language}
              onChange={(event) => change({ language: event.target.value.trim() })}
            />
          )}
        </Field>
      </div>
    </details>
  );
}
