import {
  BLIND_REVIEW_FROM_SEVERITY,
  categories,
  type Modifier,
  modifiers,
  Severity,
  severities,
  translationLanguages,
} from '@lapwing/contracts';
import { Button, CategoryPicker, Field, IconButton, Select, TextArea } from '@lapwing/ui';
import { ChevronDown, Languages } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LoadedItem } from '../item/types.ts';
import { TranslationFields } from '../translation/translation-fields.tsx';
import { ChoiceChips } from './choice-chips.tsx';
import { type Draft, draftGaps, languageOfTranslation } from './draft.ts';
import { PersonalDataCheck } from './personal-data-check.tsx';
import { useListedSchools } from './use-listed-schools.ts';

const titleOf = {
  CONFIRM: 'console:decide.confirmTitle',
  DISMISS: 'console:decide.dismissTitle',
  ESCALATE: 'console:decide.escalateTitle',
  NEED_INFO: 'console:decide.needInfoTitle',
} as const;

export interface DecisionFormProps {
  /** Id of the form element, for the button that submits it. */
  id: string;
  draft: Draft;
  item: LoadedItem;
  /** Why the API refused the explanation that was sent last, in words. */
  explanationRefused: string | undefined;
  /** False while the claim is gone: the draft can be read and written, not sent. */
  canSend: boolean;
  onChange: (draft: Draft) => void;
  onClose: () => void;
  onSend: () => void;
}

/** What a verdict needs said with it. Ctrl or Cmd and Enter send it. */
export function DecisionForm({
  id,
  draft,
  item,
  explanationRefused,
  canSend,
  onChange,
  onClose,
  onSend,
}: DecisionFormProps) {
  const { t } = useTranslation(['console', 'taxonomy']);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const confirms = draft.verdict === 'CONFIRM';
  const schools = {
    explanation: useListedSchools(confirms ? draft.explanation : ''),
    translation: useListedSchools(confirms ? (draft.translation?.text ?? '') : ''),
  };
  const gaps = tried ? draftGaps(draft, schools) : [];
  const blind =
    confirms &&
    item.state === 'QUEUED' &&
    Math.max(draft.severity ?? 0, item.severity) >= BLIND_REVIEW_FROM_SEVERITY;
  // A key opened the form, so writing starts at once where writing is needed.
  useEffect(() => {
    form.current?.querySelector('textarea')?.focus();
  }, []);
  const send = () => {
    setTried(true);
    if (canSend && draftGaps(draft, schools).length === 0) onSend();
    else
      form.current
        ?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"] button')
        ?.focus();
  };
  const note = (
    <Field label={t('console:decide.note')} hint={t('console:decide.noteHint')} optional>
      {(control) => (
        <TextArea
          {...control}
          maxLength={2000}
          value={draft.note}
          onChange={(event) => onChange({ ...draft, note: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form
      id={id}
      ref={form}
      aria-label={t(titleOf[draft.verdict])}
      className="flex max-h-[52vh] flex-col gap-3 overflow-y-auto border-b border-line bg-surface px-4 py-3 md:px-6"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          send();
        } else if (event.key === 'Escape' && event.target instanceof HTMLElement) {
          event.target.blur();
        }
      }}
    >
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-semibold">{t(titleOf[draft.verdict])}</h3>
        <IconButton
          label={t('console:decide.close')}
          icon={<ChevronDown size={16} aria-hidden="true" />}
          onClick={onClose}
        />
      </div>
      {confirms ? (
        <div className="grid gap-x-5 gap-y-3 lg:grid-cols-[1fr_1.2fr]">
          <div className="flex min-w-0 flex-col gap-3">
            <CategoryPicker
              value={draft.category}
              required
              brief
              error={gaps.includes('category') ? t('console:decide.missingCategory') : undefined}
              onChange={(category) => onChange({ ...draft, category })}
            />
            <Field
              label={t('console:decide.severity')}
              required
              error={gaps.includes('severity') ? t('console:decide.missingSeverity') : undefined}
              hint={blind ? t('console:decide.second') : undefined}
            >
              {(control) => (
                <Select
                  {...control}
                  value={draft.severity === null ? '' : String(draft.severity)}
                  onChange={(value) => onChange({ ...draft, severity: Severity.parse(Number(value)) })}
                  options={severities.map((severity) => ({
                    value: String(severity),
                    label: `${severity} · ${t(`taxonomy:severity.${severity}`)}`,
                  }))}
                />
              )}
            </Field>
          </div>
          <div className="flex min-w-0 flex-col gap-3">
            <Field
              label={t('console:decide.explanation')}
              hint={t('console:decide.explanationHint')}
              required
              aside={`${draft.explanation.length} / 1000`}
              error={
                gaps.includes('explanation') ? t('console:decide.missingExplanation') : explanationRefused
              }
            >
              {(control) => (
                <TextArea
                  {...control}
                  maxLength={1000}
                  value={draft.explanation}
                  onChange={(event) => onChange({ ...draft, explanation: event.target.value })}
                />
              )}
            </Field>
            <PersonalDataCheck
              text={draft.explanation}
              schools={schools.explanation}
              confirmed={draft.confirmedPersonalData}
              asked={gaps.includes('personalData')}
              onChange={(part) => {
                onChange({ ...draft, ...part });
                // What was pressed is gone with what it stood beside.
                if (part.explanation !== undefined) form.current?.querySelector('textarea')?.focus();
              }}
            />
            {draft.translation ? (
              <TranslationFields
                languages={translationLanguages}
                language={languageOfTranslation(draft)}
                text={draft.translation.text}
                schools={schools.translation}
                confirmed={draft.confirmedPersonalData}
                asked={gaps.includes('personalDataOfTranslation')}
                hint={t('console:translation.body')}
                error={
                  gaps.includes('languageOfTranslation')
                    ? t('console:translation.code.not_in_language')
                    : undefined
                }
                onChange={({ confirmedPersonalData, ...part }) =>
                  onChange({
                    ...draft,
                    ...(confirmedPersonalData ? { confirmedPersonalData } : {}),
                    ...(draft.translation ? { translation: { ...draft.translation, ...part } } : {}),
                  })
                }
              />
            ) : (
              <div>
                <Button
                  size="sm"
                  icon={<Languages size={14} aria-hidden="true" />}
                  onClick={() =>
                    onChange({
                      ...draft,
                      translation: { language: null, text: '' },
                    })
                  }
                >
                  {t('console:translation.add')}
                </Button>
              </div>
            )}
            {note}
            <ChoiceChips<Modifier>
              label={t('console:decide.modifiers')}
              options={modifiers.map((value) => ({ value, label: t(`taxonomy:modifier.${value}`) }))}
              chosen={draft.modifiers}
              onChange={(chosen) => onChange({ ...draft, modifiers: chosen })}
            />
            <details className="text-sm">
              <summary className="text-accent hover:underline">
                {t('console:decide.secondaryHint')}
                {draft.secondaryCategories.length > 0 ? ` (${draft.secondaryCategories.length})` : ''}
              </summary>
              <div className="pt-2">
                <ChoiceChips
                  label={t('console:decide.secondary')}
                  options={categories
                    .filter((value) => value !== draft.category)
                    .map((value) => ({ value, label: t(`taxonomy:category.${value}.name`) }))}
                  chosen={draft.secondaryCategories}
                  onChange={(chosen) => onChange({ ...draft, secondaryCategories: chosen })}
                />
              </div>
            </details>
          </div>
        </div>
      ) : null}
      {confirms ? null : note}
    </form>
  );
}
