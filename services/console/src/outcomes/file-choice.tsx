import { MAX_OUTCOME_LINES } from '@lapwing/contracts';
import { Field, Select, TextInput } from '@lapwing/ui';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ScrollArea } from '../shell/scroll-area.tsx';
import {
  decode,
  type Encoding,
  encodingOf,
  encodings,
  MAX_FILE_BYTES,
  type OutcomeTable,
  readTable,
  type Separator,
  separatorOf,
  separators,
  type TableProblem,
} from './read-outcome-file.ts';

const separatorNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;
/** Lines of the preview: enough to see whether letters and columns are right. */
const PREVIEW_LINES = 5;

/** What a person chose, as far as she did: the rest is what the file itself says. */
interface Choice {
  bytes: Uint8Array;
  encoding: Encoding | null;
  separator: Separator | null;
}

/** Chooses a file and how it is read. `onTable` gets its table, or null while there is none. */
export function FileChoice({ onTable }: { onTable: (table: OutcomeTable | null) => void }) {
  const { t } = useTranslation('outcomes');
  const [choice, setChoice] = useState<Choice | null>(null);
  const [failure, setFailure] = useState<'tooLarge' | 'notRead' | null>(null);
  const read = useMemo(() => (choice ? readChoice(choice) : null), [choice]);
  const table = read?.table ?? null;
  useEffect(() => onTable(table), [table, onTable]);
  const take = async (file: File | undefined) => {
    setChoice(null);
    setFailure(null);
    if (!file) return;
    if (file.size > MAX_FILE_BYTES) return setFailure('tooLarge');
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      setChoice({ bytes, encoding: encodingOf(bytes), separator: null });
    } catch {
      setFailure('notRead');
    }
  };
  return (
    <div className="flex flex-col gap-3">
      <div className="max-w-md">
        <Field
          label={t('file.file')}
          hint={t('file.fileHint', { lines: MAX_OUTCOME_LINES })}
          error={failure ? t(`file.${failure}`) : undefined}
          required
        >
          {(control) => (
            <TextInput
              {...control}
              type="file"
              accept=".csv,.tsv,.txt,text/csv,text/plain"
              onChange={(event) => void take(event.target.files?.[0])}
            />
          )}
        </Field>
      </div>
      {choice && read ? (
        <>
          <div className="grid max-w-2xl gap-3 sm:grid-cols-2">
            <Field
              label={t('file.encoding')}
              hint={choice.encoding === null ? t('file.encodingAsk') : undefined}
              error={read.misfit ? t('file.encodingMisfit') : undefined}
              required
            >
              {(control) => (
                <Select
                  {...control}
                  value={choice.encoding ?? ''}
                  onChange={(encoding) => setChoice({ ...choice, encoding })}
                  placeholder={t('mapping.choose')}
                  options={encodings.map((value) => ({ value, label: t(`file.encodingName.${value}`) }))}
                />
              )}
            </Field>
            {read.separator ? (
              <Field label={t('file.separator')}>
                {(control) => (
                  <Select
                    {...control}
                    value={read.separator ?? ''}
                    onChange={(separator) => setChoice({ ...choice, separator })}
                    options={separators.map((value) => ({
                      value,
                      label: t(`file.separatorName.${separatorNames[value]}`),
                    }))}
                  />
                )}
              </Field>
            ) : null}
          </div>
          {read.problem ? <Problem {...read.problem} /> : null}
          {table ? <FirstLines table={table} /> : null}
        </>
      ) : null}
    </div>
  );
}

interface Read {
  /** The bytes are not of the encoding that was chosen. */
  misfit: boolean;
  separator: Separator | null;
  table: OutcomeTable | null;
  problem: TableProblem | null;
}

function readChoice({ bytes, encoding, separator }: Choice): Read {
  const nothing = { misfit: false, separator: null, table: null, problem: null };
  if (encoding === null) return nothing;
  const text = decode(bytes, encoding);
  if (text === null) return { ...nothing, misfit: true };
  const used = separator ?? separatorOf(text);
  const read = readTable(text, used);
  return read.ok
    ? { misfit: false, separator: used, table: read.table, problem: null }
    : { misfit: false, separator: used, table: null, problem: read };
}

function Problem(problem: TableProblem) {
  const { t } = useTranslation('outcomes');
  return (
    <p role="alert" className="font-medium text-danger">
      {t(`file.problem.${problem.problem}`, { ...problem, most: MAX_OUTCOME_LINES })}
    </p>
  );
}

function FirstLines({ table }: { table: OutcomeTable }) {
  const { t } = useTranslation('outcomes');
  return (
    <ScrollArea label={t('file.first')}>
      <table className="w-full text-sm">
        <caption className="sr-only">{t('file.first')}</caption>
        <thead className="bg-sunken">
          <tr>
            <th scope="col" className="px-2.5 py-1.5 text-left text-xs font-medium">
              {t('plan.line')}
            </th>
            {table.headings.map((heading, index) => (
              <th
                key={index}
                scope="col"
                className="px-2.5 py-1.5 text-left text-xs font-medium whitespace-nowrap"
              >
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {table.lines.slice(0, PREVIEW_LINES).map(({ line, cells }) => (
            <tr key={line} className="align-top">
              <td className="px-2.5 py-1.5 text-ink-muted">{line}</td>
              {cells.map((cell, index) => (
                <td key={index} className="max-w-80 truncate px-2.5 py-1.5">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
