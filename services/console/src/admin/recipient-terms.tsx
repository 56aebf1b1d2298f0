import { Field, Select, TextArea, TextInput } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';
import { Section } from '../shell/page.tsx';
import type { RecipientPartProps } from './recipient-part.ts';

const tlps = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;

/** How much, how fast, in which language and under which law. */
export function RecipientTerms({ draft, configure, errorOf }: RecipientPartProps) {
  const { t } = useTranslation(['console', 'recipient-settings']);
  const { configuration } = draft;
  return (
    <Section title={t('console:recipients.terms')}>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          label={t('console:recipients.maximum')}
          error={errorOf('configuration.maximumReferrals')}
          required
        >
          {(control) => (
            <TextInput
              {...control}
              inputMode="numeric"
              value={configuration.maximumReferrals}
              onChange={(event) => configure({ maximumReferrals: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t('recipient-settings:maximumBytes')}
          hint={t('recipient-settings:maximumBytesHint')}
          error={errorOf('configuration.maximumBytes')}
          optional
        >
          {(control) => (
            <TextInput
              {...control}
              inputMode="decimal"
              value={configuration.maximumBytes}
              onChange={(event) => configure({ maximumBytes: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t('recipient-settings:batchesPerDay')}
          hint={t('recipient-settings:batchesPerDayHint')}
          error={errorOf('configuration.batchesPerDay')}
          optional
        >
          {(control) => (
            <TextInput
              {...control}
              inputMode="numeric"
              value={configuration.batchesPerDay}
              onChange={(event) => configure({ batchesPerDay: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t('console:recipients.response')}
          error={errorOf('configuration.expectedResponseHours')}
          required
        >
          {(control) => (
            <TextInput
              {...control}
              inputMode="numeric"
              value={configuration.expectedResponseHours}
              onChange={(event) => configure({ expectedResponseHours: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('console:recipients.language')} error={errorOf('configuration.language')} required>
          {(control) => (
            <TextInput
              {...control}
              value={configuration.language}
              onChange={(event) => configure({ language: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t('recipient-settings:languages')}
          hint={t('recipient-settings:languagesHint')}
          error={errorOf('configuration.languages')}
          optional
        >
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              value={configuration.languages}
              onChange={(event) => configure({ languages: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t('console:recipients.jurisdiction')}
          error={errorOf('configuration.jurisdiction')}
          required
        >
          {(control) => (
            <TextInput
              {...control}
              value={configuration.jurisdiction}
              onChange={(event) => configure({ jurisdiction: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('console:recipients.tlp')} required>
          {(control) => (
            <Select
              {...control}
              value={configuration.tlp}
              onChange={(tlp) => configure({ tlp })}
              options={tlps.map((value) => ({ value, label: `TLP:${value}` }))}
            />
          )}
        </Field>
      </div>
      <Field
        label={t('console:recipients.legalBasis')}
        hint={t('console:recipients.legalHint')}
        error={errorOf('configuration.legalBasis')}
        optional
      >
        {(control) => (
          <TextArea
            {...control}
            value={configuration.legalBasis}
            onChange={(event) => configure({ legalBasis: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('console:recipients.handOver')} hint={t('console:recipients.handOverHint')} optional>
        {(control) => (
          <TextArea
            {...control}
            maxLength={1000}
            value={configuration.handOverNote}
            onChange={(event) => configure({ handOverNote: event.target.value })}
          />
        )}
      </Field>
    </Section>
  );
}
