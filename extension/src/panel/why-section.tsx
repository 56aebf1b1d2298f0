import { categories, modifiers, severities, urgencies } from '@lapwing/contracts/taxonomy';
import { Checkbox, Field, Select } from '@lapwing/ui';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { suggestedUrgency } from '../flag/draft.ts';
import type { DraftErrors } from '../flag/flag-of-draft.ts';
import { CategoryChoice } from './category-choice.tsx';
import type { Helped } from './category-help.tsx';
import { ChoiceList } from './choice-list.tsx';
import { NoteField } from './note-field.tsx';
import type { DraftState } from './use-draft.ts';

export interface WhySectionProps {
  form: DraftState;
  errors: DraftErrors;
  singleKeys: boolean;
  onHelp: (helped: Helped) => void;
}

const plainUrgencies = urgencies.filter((urgency) => urgency !== 'IMMINENT');

/** Why it worries: category, severity, urgency, and what else is known. */
export function WhySection({ form, errors, singleKeys, onHelp }: WhySectionProps) {
  const { t } = useTranslation(['extension', 'taxonomy', 'common']);
  const { draft, change } = form;
  const noteError = errors.note;
  return (
    <section aria-labelledby="why-title" className="flex flex-col gap-4 border-t border-line px-3 py-3">
      <h2 id="why-title" className="text-base">
        {t('extension:why.title')}
      </h2>
      <CategoryChoice
        value={draft.category}
        error={errors.category ? t('extension:problem.category') : undefined}
        singleKeys={singleKeys}
        onChange={(category) => change({ category })}
        onHelp={onHelp}
      />
      <div id="severity">
        <ChoiceList
          name="severity"
          legend={t('extension:why.severity')}
          hint={t('extension:why.severityHint')}
          error={errors.severity ? t('extension:problem.severity') : undefined}
          value={draft.severity}
          onChange={(severity) => change({ severity })}
          choices={severities.map((value) => ({
            value,
            label: `${value} · ${t(`taxonomy:severity.${value}`)}`,
            hotkey: singleKeys ? String(value) : undefined,
          }))}
        />
      </div>
      {draft.imminent === null ? (
        <Field label={t('extension:why.urgency')}>
          {(control) => (
            <Select
              {...control}
              value={draft.urgency ?? suggestedUrgency(draft.severity)}
              onChange={(urgency) => change({ urgency })}
              options={plainUrgencies.map((value) => ({
                value,
                label: `${t(`taxonomy:urgency.${value}.name`)}, ${t(`taxonomy:urgency.${value}.target`)}`,
              }))}
            />
          )}
        </Field>
      ) : null}
      <NoteField
        note={draft.note}
        required={draft.category === 'OTHER_SEC_RISK'}
        error={
          noteError === undefined
            ? undefined
            : noteError === 'NOTE_REQUIRED'
              ? t('extension:why.noteRequired')
              : t(noteError === 'MEDIA' ? 'extension:problem.media' : 'extension:problem.note')
        }
        onChange={(note) => change({ note })}
      />
      <Further form={form} />
    </section>
  );
}

function toggled<T>(all: readonly T[], value: T, on: boolean): T[] {
  return on ? [...all.filter((other) => other !== value), value] : all.filter((other) => other !== value);
}

/** Secondary categories and modifiers: seldom needed, so folded away. */
function Further({ form }: { form: DraftState }) {
  const { t } = useTranslation(['extension', 'taxonomy']);
  const { draft, change } = form;
  const others = categories.filter((category) => category !== draft.category);
  const count =
    draft.secondaryCategories.filter((category) => category !== draft.category).length +
    draft.modifiers.length;
  return (
    <details className="group">
      <summary className="inline-flex list-none items-center gap-1 text-sm text-accent hover:underline">
        <ChevronRight size={14} aria-hidden="true" className="transition-transform group-open:rotate-90" />
        {count === 0 ? t('extension:why.more') : t('extension:why.moreChosen', { count })}
      </summary>
      <div className="mt-3 flex flex-col gap-4">
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1 text-sm font-medium">{t('extension:why.modifiers')}</legend>
          {modifiers.map((modifier) => (
            <Checkbox
              key={modifier}
              label={t(`taxonomy:modifier.${modifier}`)}
              checked={draft.modifiers.includes(modifier)}
              onChange={(event) =>
                change({ modifiers: toggled(draft.modifiers, modifier, event.target.checked) })
              }
            />
          ))}
        </fieldset>
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1 text-sm font-medium">{t('extension:why.secondary')}</legend>
          {others.map((category) => (
            <Checkbox
              key={category}
              label={t(`taxonomy:category.${category}.name`)}
              checked={draft.secondaryCategories.includes(category)}
              onChange={(event) =>
                change({
                  secondaryCategories: toggled(draft.secondaryCategories, category, event.target.checked),
                })
              }
            />
          ))}
        </fieldset>
      </div>
    </details>
  );
}
