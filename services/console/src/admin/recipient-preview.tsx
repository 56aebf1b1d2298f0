import {
  type Category,
  categories,
  type ExportFormat,
  type RecipientPreview as Preview,
  type RecipientInput,
} from '@lapwing/contracts';
import { Checkbox, Field, ProblemNotice, Select, Skeleton } from '@lapwing/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import { dryRunQuery, recipientPreviewQuery } from '../api/referrals.ts';
import { troubleOf } from '../api/request.ts';
import { DryRun } from '../referrals/dry-run.tsx';
import { ScrollArea } from '../shell/scroll-area.tsx';
import { useSettled } from '../shell/use-settled.ts';
import { linesOfLetter } from './lines-of-letter.ts';

/** How long an edit rests before it is shown. */
const PAUSE_MS = 500;

export interface RecipientPreviewProps {
  /** Null for a new one. */
  recipientId: string | null;
  /** The settings as they are being written; null while some of them are wrong. */
  input: RecipientInput | null;
}

/** What the recipient would get with the settings of the form, and what would go today. */
export function RecipientPreview({ recipientId, input }: RecipientPreviewProps) {
  const { t } = useTranslation(['recipient-settings', 'taxonomy']);
  const may = useMay();
  const [category, setCategory] = useState<Category>('GROOMING');
  const [urgent, setUrgent] = useState(false);
  const [real, setReal] = useState(false);
  const [lastGood, setLastGood] = useState(input);
  if (input !== null && JSON.stringify(input) !== JSON.stringify(lastGood)) setLastGood(input);
  const settled = useSettled(lastGood, PAUSE_MS);
  const asked = useMemo(
    () => (settled === null ? null : { recipientId, recipient: settled, category, urgent, real }),
    [recipientId, settled, category, urgent, real],
  );
  const preview = useQuery(recipientPreviewQuery(asked));
  const shown = preview.data;
  return (
    <aside aria-label={t('recipient-settings:preview.title')} className="flex min-w-0 flex-col gap-4">
      <h2 className="font-semibold">{t('recipient-settings:preview.title')}</h2>
      {input === null ? (
        <p className="text-sm text-ink-muted">{t('recipient-settings:preview.wrong')}</p>
      ) : null}
      {recipientId !== null && settled !== null ? (
        <Today recipientId={recipientId} recipient={settled} />
      ) : null}
      <div className="flex flex-col gap-2">
        {real ? null : (
          <>
            <Field label={t('recipient-settings:preview.about')}>
              {(control) => (
                <Select
                  {...control}
                  value={category}
                  onChange={setCategory}
                  options={categories.map((value) => ({
                    value,
                    label: t(`taxonomy:category.${value}.name`),
                  }))}
                />
              )}
            </Field>
            <Checkbox
              label={t('recipient-settings:preview.urgent')}
              checked={urgent}
              onChange={(event) => setUrgent(event.target.checked)}
            />
          </>
        )}
        {recipientId !== null && may('batch:build') ? (
          <Checkbox
            label={t('recipient-settings:preview.askReal')}
            hint={t('recipient-settings:preview.askRealHint')}
            checked={real}
            onChange={(event) => setReal(event.target.checked)}
          />
        ) : null}
      </div>
      {preview.isError ? <ProblemNotice trouble={troubleOf(preview.error)} /> : null}
      {shown ? <Shown preview={shown} asked={real} /> : preview.isError ? null : <Skeleton lines={8} />}
    </aside>
  );
}

function Shown({ preview, asked }: { preview: Preview; asked: boolean }) {
  const { t } = useTranslation(['recipient-settings', 'formats']);
  const [format, setFormat] = useState<ExportFormat | null>(null);
  const file = preview.files.find((one) => one.format === format) ?? preview.files[0];
  return (
    <>
      <p className="text-sm text-ink-muted">
        {preview.source === 'REFERRAL'
          ? t('recipient-settings:preview.real')
          : asked
            ? t('recipient-settings:preview.noneReady')
            : t('recipient-settings:preview.sample')}
      </p>
      <section aria-label={t('recipient-settings:preview.row')}>
        <h3 className="mb-1 text-sm font-medium">{t('recipient-settings:preview.row')}</h3>
        <dl className="divide-y divide-line rounded-md border border-line text-sm">
          {preview.columns.map((column, index) => (
            <div key={column} className="px-2.5 py-1">
              <dt className="font-mono text-xs text-ink-muted">{column}</dt>
              <dd className="whitespace-pre-wrap wrap-anywhere">
                {preview.row[index] || (
                  <span className="text-ink-faint">{t('recipient-settings:preview.empty')}</span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {file ? (
        <div className="flex flex-col gap-1.5">
          <Field label={t('recipient-settings:preview.file')}>
            {(control) => (
              <Select
                {...control}
                value={file.format}
                onChange={setFormat}
                options={preview.files.map((one) => ({
                  value: one.format,
                  label: t(`formats:name.${one.format}`),
                }))}
              />
            )}
          </Field>
          <FileText file={file} />
        </div>
      ) : null}
    </>
  );
}

/** More than this of a file is not shown beside the form, characters. */
const MOST_CHARACTERS = 4_000;

function FileText({ file }: { file: Preview['files'][number] }) {
  const { t, i18n } = useTranslation('recipient-settings');
  if (file.problem !== null)
    return <p className="text-sm">{t('preview.problem', { problem: file.problem })}</p>;
  if (file.name === null) return <p className="text-sm">{t('preview.noWord')}</p>;
  const kilobytes = new Intl.NumberFormat(i18n.language, {
    style: 'unit',
    unit: 'kilobyte',
    maximumFractionDigits: 1,
  });
  const size = kilobytes.format(file.bytes / 1_000);
  const text = file.text === null ? null : file.format === 'html' ? linesOfLetter(file.text) : file.text;
  return (
    <>
      <p className="text-sm text-ink-muted">
        {t('preview.size', { name: file.name, size })}
        {text !== null && text.length > MOST_CHARACTERS ? ` · ${t('preview.cut')}` : null}
      </p>
      {text === null ? (
        <p className="text-sm text-ink-muted">{t('preview.notText')}</p>
      ) : (
        <ScrollArea label={file.name} className="max-h-80 bg-sunken p-2.5">
          <pre className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">
            {text.slice(0, MOST_CHARACTERS)}
          </pre>
        </ScrollArea>
      )}
    </>
  );
}

function Today({ recipientId, recipient }: { recipientId: string; recipient: RecipientInput }) {
  const { t } = useTranslation('recipient-settings');
  const { data } = useQuery(dryRunQuery(recipientId, recipient));
  return (
    <section aria-label={t('dryRun.title')} className="rounded-md bg-sunken px-3.5 py-3">
      <h3 className="font-semibold">{t('dryRun.title')}</h3>
      <p className="mb-1.5 text-sm text-ink-muted">{t('dryRun.hintDraft')}</p>
      {data ? <DryRun day={data} /> : <Skeleton lines={2} />}
    </section>
  );
}
