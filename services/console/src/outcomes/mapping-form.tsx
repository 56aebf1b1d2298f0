import {
  dateOrders,
  type OutcomeFileInput,
  type OutcomeMapping,
  outcomeColumns,
  outcomeKinds,
  type WordMeaning,
} from '@lapwing/contracts';
import { Button, Field, ProblemNotice, Select, TextInput } from '@lapwing/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { previewOutcomeFile } from '../api/outcomes.ts';
import { troubleOf } from '../api/request.ts';
import { isoOfLocal, localNow } from '../shell/local-time.ts';
import { Section } from '../shell/page.tsx';
import { deviceZone, zoneChoices } from '../shell/time-zones.ts';
import { cellsOf, draftOf, missingIn, withWord, wordsIn } from './mapping-draft.ts';
import { PlanView } from './plan-view.tsx';
import type { OutcomeTable } from './read-outcome-file.ts';

export interface MappingFormProps {
  recipientId: string;
  table: OutcomeTable;
  /** How the last file of this recipient was read, or null. */
  remembered: OutcomeMapping | null;
  onDone: () => void;
}

/** What the columns of a file are and what its words mean; then what would be recorded. */
export function MappingForm({ recipientId, table, remembered, onDone }: MappingFormProps) {
  const { t } = useTranslation('outcomes');
  const [mapping, setMapping] = useState(() => draftOf(table, remembered, deviceZone()));
  const [receivedAt, setReceivedAt] = useState(localNow);
  const [tried, setTried] = useState(false);
  const preview = useMutation({
    mutationFn: async (input: OutcomeFileInput) => ({ input, plan: await previewOutcomeFile(input) }),
  });
  const missing = missingIn(table, mapping);
  const at = isoOfLocal(receivedAt);
  // A preview of something else than what is chosen now would lie.
  const change = (next: OutcomeMapping) => {
    setMapping(next);
    preview.reset();
  };
  const ask = () => {
    if (missing === null && at)
      preview.mutate({ recipientId, mapping, receivedAt: at, lines: cellsOf(table, mapping) });
  };
  return (
    <>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          ask();
        }}
      >
        <Section title={t('mapping.title')}>
          <p className="text-ink-muted">{t('mapping.body')}</p>
          <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {outcomeColumns.map((column) => (
              <Field
                key={column}
                label={t(`mapping.column.${column}`)}
                error={
                  tried && column === 'reference' && missing === 'match'
                    ? t('mapping.match')
                    : column === 'outcome' && (missing === 'tooManyWords' || (tried && missing === 'outcome'))
                      ? t(`mapping.${missing}`)
                      : undefined
                }
                optional={column === 'observedAt' || column === 'note'}
              >
                {(control) => (
                  <Select<string>
                    {...control}
                    value={mapping.columns[column] ?? ''}
                    onChange={(heading) => {
                      const { [column]: _, ...others } = mapping.columns;
                      const columns = heading === '' ? others : { ...others, [column]: heading };
                      change({ ...mapping, columns });
                    }}
                    options={[
                      { value: '', label: t('mapping.none') },
                      ...table.headings
                        .filter((heading) => heading !== '')
                        .map((heading) => ({ value: heading, label: heading })),
                    ]}
                  />
                )}
              </Field>
            ))}
          </div>
        </Section>
        {mapping.columns.outcome !== undefined && missing !== 'tooManyWords' ? (
          <Words table={table} mapping={mapping} onChange={change} />
        ) : null}
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {mapping.columns.observedAt === undefined ? null : (
            <TimeFields mapping={mapping} onChange={change} />
          )}
          <Field label={t('mapping.receivedAt')} required>
            {(control) => (
              <TextInput
                {...control}
                type="datetime-local"
                value={receivedAt}
                onChange={(event) => {
                  setReceivedAt(event.target.value);
                  preview.reset();
                }}
              />
            )}
          </Field>
        </div>
        {tried && missing === 'words' ? (
          <p role="alert" className="font-medium text-danger">
            {t('mapping.wordsMissing')}
          </p>
        ) : null}
        {preview.isError ? <ProblemNotice trouble={troubleOf(preview.error)} /> : null}
        <div>
          <Button type="submit" variant={preview.data ? 'secondary' : 'primary'} pending={preview.isPending}>
            {t('mapping.preview')}
          </Button>
        </div>
      </form>
      {preview.data ? (
        <PlanView
          key={preview.data.plan.plan}
          input={preview.data.input}
          plan={preview.data.plan}
          onStale={ask}
          onDone={onDone}
        />
      ) : null}
    </>
  );
}

interface PartProps {
  mapping: OutcomeMapping;
  onChange: (mapping: OutcomeMapping) => void;
}

/** The recipient's words that are not ours, each with a choice of what it means. */
function Words({ table, mapping, onChange }: PartProps & { table: OutcomeTable }) {
  const { t } = useTranslation(['outcomes', 'taxonomy']);
  const words = wordsIn(table, mapping).filter(({ ours }) => !ours);
  if (words.length === 0) return null;
  return (
    <Section title={t('outcomes:mapping.words')}>
      <p className="text-ink-muted">{t('outcomes:mapping.wordsBody')}</p>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {words.map(({ word, meaning }) => (
          <Field
            key={word}
            label={t('outcomes:mapping.meaning', { word: word === '' ? t('outcomes:mapping.empty') : word })}
          >
            {(control) => (
              <Select<WordMeaning>
                {...control}
                value={meaning ?? ''}
                onChange={(next) => onChange(withWord(mapping, word, next))}
                placeholder={t('outcomes:mapping.choose')}
                options={[
                  ...outcomeKinds.map((kind) => ({ value: kind, label: t(`taxonomy:outcome.${kind}`) })),
                  { value: 'NOTHING', label: t('outcomes:mapping.nothing') },
                ]}
              />
            )}
          </Field>
        ))}
      </div>
    </Section>
  );
}

function TimeFields({ mapping, onChange }: PartProps) {
  const { t } = useTranslation('outcomes');
  return (
    <>
      <Field label={t('mapping.dateOrder')}>
        {(control) => (
          <Select
            {...control}
            value={mapping.dateOrder}
            onChange={(dateOrder) => onChange({ ...mapping, dateOrder })}
            options={dateOrders.map((value) => ({ value, label: t(`mapping.dateOrderName.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('mapping.zone')}>
        {(control) => (
          <Select<string>
            {...control}
            value={mapping.timeZone}
            onChange={(timeZone) => onChange({ ...mapping, timeZone })}
            options={zoneChoices(mapping.timeZone)}
          />
        )}
      </Field>
    </>
  );
}
