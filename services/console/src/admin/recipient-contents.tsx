import { categories, exportFormats } from '@lapwing/contracts';
import { Field, TextInput } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';
import { ChoiceChips } from '../decision/choice-chips.tsx';
import { Section } from '../shell/page.tsx';
import { FieldOrder } from './field-order.tsx';
import type { RecipientPartProps } from './recipient-part.ts';
import { Wrong } from './wrong.tsx';

/** What is sent: files, columns and the recipient's own names of policies. */
export function RecipientContents({ draft, configure, errorOf }: RecipientPartProps) {
  const { t } = useTranslation(['console', 'taxonomy', 'formats']);
  const { configuration } = draft;
  const lacksNcmec = configuration.transport.kind === 'NCMEC' && !configuration.formats.includes('ncmec');
  return (
    <Section title={t('console:recipients.format')}>
      <ChoiceChips
        label={t('console:recipients.formats')}
        options={exportFormats.map((value) => ({ value, label: t(`formats:name.${value}`) }))}
        chosen={configuration.formats}
        onChange={(chosen) => configure({ formats: chosen })}
      />
      <Wrong>
        {configuration.formats.length > 0 && errorOf('configuration.formats')
          ? t(lacksNcmec ? 'formats:ncmecMissing' : 'formats:partialOnly')
          : errorOf('configuration.formats')}
      </Wrong>
      <FieldOrder
        fields={configuration.fields}
        onChange={(fields) => configure({ fields })}
        error={errorOf('configuration.fields')}
      />
      <fieldset>
        <legend className="text-sm font-medium">{t('console:recipients.policyAreas')}</legend>
        <p className="text-sm text-ink-muted">{t('console:recipients.policyHint')}</p>
        <div className="mt-1.5 grid gap-2 sm:grid-cols-2">
          {categories.map((category) => (
            <Field key={category} label={t(`taxonomy:category.${category}.name`)}>
              {(control) => (
                <TextInput
                  {...control}
                  maxLength={200}
                  value={configuration.policyAreas[category] ?? ''}
                  onChange={(event) =>
                    configure({
                      policyAreas: { ...configuration.policyAreas, [category]: event.target.value },
                    })
                  }
                />
              )}
            </Field>
          ))}
        </div>
      </fieldset>
    </Section>
  );
}
