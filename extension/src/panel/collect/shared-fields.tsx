import { severities, urgencies } from '@lapwing/contracts/taxonomy';
import { CategoryPicker, Field, Select, TextArea } from '@lapwing/ui';
import { useTranslation } from 'react-i18next';
import type { SharedWhy } from '../../collect/sitting.ts';
import { suggestedUrgency } from '../../flag/draft.ts';

export interface SharedFieldsProps {
  shared: SharedWhy;
  noCategory: boolean;
  noSeverity: boolean;
  onChange: (part: Partial<SharedWhy>) => void;
}

export const plainUrgencies = urgencies.filter((urgency) => urgency !== 'IMMINENT');

/** What holds for every post of the sitting that says nothing else. */
export function SharedFields({ shared, noCategory, noSeverity, onChange }: SharedFieldsProps) {
  const { t } = useTranslation(['ways', 'extension', 'taxonomy']);
  return (
    <section aria-labelledby="shared-title" className="flex flex-col gap-3 border-t border-line px-3 py-3">
      <h3 id="shared-title" className="text-base">
        {t('ways:collect.shared')}
      </h3>
      <CategoryPicker
        brief
        value={shared.category}
        onChange={(category) => onChange({ category })}
        {...(noCategory ? { error: t('extension:problem.category') } : {})}
      />
      <Field
        label={t('extension:why.severity')}
        error={noSeverity ? t('extension:problem.severity') : undefined}
      >
        {(control) => (
          <Select
            {...control}
            value={shared.severity === null ? '' : `${shared.severity}`}
            placeholder={t('ways:collect.choose')}
            onChange={(chosen) =>
              onChange({ severity: severities.find((severity) => `${severity}` === chosen) ?? null })
            }
            options={severities.map((value) => ({
              value: `${value}`,
              label: `${value} · ${t(`taxonomy:severity.${value}`)}`,
            }))}
          />
        )}
      </Field>
      <Field label={t('extension:why.urgency')}>
        {(control) => (
          <Select
            {...control}
            value={shared.urgency ?? suggestedUrgency(shared.severity)}
            onChange={(urgency) => onChange({ urgency })}
            options={plainUrgencies.map((value) => ({
              value,
              label: `${t(`taxonomy:urgency.${value}.name`)}, ${t(`taxonomy:urgency.${value}.target`)}`,
            }))}
          />
        )}
      </Field>
      <Field label={t('extension:why.note')} optional={shared.category !== 'OTHER_SEC_RISK'}>
        {(control) => (
          <TextArea
            {...control}
            dir="auto"
            rows={2}
            value={shared.note}
            onChange={(event) => onChange({ note: event.target.value })}
          />
        )}
      </Field>
    </section>
  );
}
