import { identifyContentUrl } from '@lapwing/contracts/content-url/identify-content-url';
import { categories, severities } from '@lapwing/contracts/taxonomy';
import { Button, Dialog, Field, Select, TextArea } from '@lapwing/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SharedWhy, SittingItem } from '../../collect/sitting.ts';
import type { Draft } from '../../flag/draft.ts';
import type { DraftErrors } from '../../flag/flag-of-draft.ts';
import { AddressField, AuthorField } from '../what-fields.tsx';
import { plainUrgencies } from './shared-fields.tsx';

export interface ItemDialogProps {
  item: SittingItem;
  number: number;
  shared: SharedWhy;
  errors: DraftErrors;
  onChange: (draft: Draft) => void;
  onClose: () => void;
}

const AS_ALL = 'ALL';

/** Corrects one post of a sitting; where it says nothing of its own, what holds for all holds. */
export function ItemDialog({ item, number, shared, errors, onChange, onClose }: ItemDialogProps) {
  const { t } = useTranslation(['ways', 'extension', 'taxonomy', 'common']);
  const [draft, setDraft] = useState(item.draft);
  const [showText, setShowText] = useState(false);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const url = identifyContentUrl(draft.url);
  const asAll = (name: string | null) =>
    name === null ? t('ways:collect.asAll') : t('ways:collect.asAllWith', { name });
  const { category, severity } = shared;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('ways:collect.correctTitle', { number })}
      footer={
        <>
          <Button onClick={onClose}>{t('common:actions.cancel')}</Button>
          <Button
            variant="primary"
            disabled={!url.ok}
            onClick={() => {
              onChange(draft);
              onClose();
            }}
          >
            {t('ways:collect.done')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <AddressField draft={draft} error={url.ok ? errors.url : url.reason} change={change} />
        <AuthorField draft={draft} error={errors.author} change={change} />
        {showText ? (
          <Field label={t('extension:what.text')} optional>
            {(control) => (
              <TextArea
                {...control}
                dir="auto"
                lang={draft.language || undefined}
                value={draft.text}
                onChange={(event) => change({ text: event.target.value })}
              />
            )}
          </Field>
        ) : (
          <div className="flex items-center gap-2">
            <span className="min-w-0 flex-1 text-sm text-ink-muted">
              {draft.text === ''
                ? t('extension:what.textNone')
                : t('extension:what.textHidden', { count: [...draft.text].length })}
            </span>
            <Button size="sm" onClick={() => setShowText(true)}>
              {t(draft.text === '' ? 'extension:what.textAdd' : 'extension:what.textShow')}
            </Button>
          </div>
        )}
        <Field label={t('common:category.label')}>
          {(control) => (
            <Select
              {...control}
              value={draft.category ?? AS_ALL}
              onChange={(chosen) => change({ category: chosen === AS_ALL ? null : chosen })}
              options={[
                {
                  value: AS_ALL,
                  label: asAll(category === null ? null : t(`taxonomy:category.${category}.name`)),
                },
                ...categories.map((value) => ({ value, label: t(`taxonomy:category.${value}.name`) })),
              ]}
            />
          )}
        </Field>
        <Field label={t('extension:why.severity')}>
          {(control) => (
            <Select
              {...control}
              value={draft.severity === null ? AS_ALL : `${draft.severity}`}
              onChange={(chosen) =>
                change({ severity: severities.find((value) => `${value}` === chosen) ?? null })
              }
              options={[
                {
                  value: AS_ALL,
                  label: asAll(
                    severity === null ? null : `${severity} · ${t(`taxonomy:severity.${severity}`)}`,
                  ),
                },
                ...severities.map((value) => ({
                  value: `${value}`,
                  label: `${value} · ${t(`taxonomy:severity.${value}`)}`,
                })),
              ]}
            />
          )}
        </Field>
        <Field label={t('extension:why.urgency')}>
          {(control) => (
            <Select
              {...control}
              value={draft.urgency ?? AS_ALL}
              onChange={(chosen) => change({ urgency: chosen === AS_ALL ? null : chosen })}
              options={[
                { value: AS_ALL, label: t('ways:collect.asSeverity') },
                ...plainUrgencies.map((value) => ({
                  value,
                  label: `${t(`taxonomy:urgency.${value}.name`)}, ${t(`taxonomy:urgency.${value}.target`)}`,
                })),
              ]}
            />
          )}
        </Field>
        <Field label={t('extension:why.note')} hint={t('ways:collect.noteHint')} optional>
          {(control) => (
            <TextArea
              {...control}
              dir="auto"
              value={draft.note}
              onChange={(event) => change({ note: event.target.value })}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
