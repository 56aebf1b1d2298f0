import type { TranslationLanguage } from '@lapwing/contracts';
import type { Place } from '@lapwing/contracts/personal-data/find-personal-data';
import { Field, Select, TextArea } from '@lapwing/ui';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonalDataCheck } from '../decision/personal-data-check.tsx';

/** As long as an explanation may be. */
const LONGEST = 1000;

export interface TranslationFieldsProps {
  /** Languages to choose from. */
  languages: readonly TranslationLanguage[];
  language: TranslationLanguage;
  text: string;
  /** Where it names a listed school. */
  schools: readonly Place[];
  /** Personal data in it that was confirmed. */
  confirmed: readonly string[];
  /** Whether saving waits for what personal data is left. */
  asked: boolean;
  /** Who would get it. */
  hint?: string | undefined;
  /** Why it cannot be saved as it is. */
  error?: string | undefined;
  required?: boolean;
  onChange: (part: {
    language?: TranslationLanguage;
    text?: string;
    confirmedPersonalData?: string[];
  }) => void;
}

/** Into which language, the words, and what in them may tell who somebody is. Writing starts at once. */
export function TranslationFields({
  languages,
  language,
  text,
  schools,
  confirmed,
  asked,
  hint,
  error,
  required = false,
  onChange,
}: TranslationFieldsProps) {
  const { t } = useTranslation('console');
  const area = useRef<HTMLTextAreaElement>(null);
  // A press opened it.
  useEffect(() => area.current?.focus(), []);
  return (
    <>
      <Field label={t('translation.choose')} hint={hint} required>
        {(control) => (
          <Select
            {...control}
            value={language}
            disabled={languages.length < 2}
            onChange={(chosen) => onChange({ language: chosen })}
            options={languages.map((value) => ({ value, label: t(`translation.language.${value}`) }))}
          />
        )}
      </Field>
      <Field
        label={t('translation.text')}
        hint={t('translation.textHint')}
        aside={`${text.length} / ${LONGEST}`}
        error={error}
        {...(required ? { required } : { optional: true })}
      >
        {(control) => (
          <TextArea
            {...control}
            ref={area}
            lang={language}
            maxLength={LONGEST}
            value={text}
            onChange={(event) => onChange({ text: event.target.value })}
          />
        )}
      </Field>
      <PersonalDataCheck
        text={text}
        schools={schools}
        confirmed={confirmed}
        asked={asked}
        onChange={({ explanation, confirmedPersonalData }) => {
          if (confirmedPersonalData !== undefined) onChange({ confirmedPersonalData });
          if (explanation === undefined) return;
          onChange({ text: explanation });
          // What was pressed is gone with what it stood beside.
          area.current?.focus();
        }}
      />
    </>
  );
}
