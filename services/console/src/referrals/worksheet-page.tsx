import type { BatchWorksheet } from '@lapwing/contracts';
import { Button, buttonClass, Checkbox, useToast } from '@lapwing/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { batchWorksheetQuery } from '../api/referrals.ts';
import { Loaded } from '../shell/loaded.tsx';
import { Page } from '../shell/page.tsx';
import { useKeys } from '../shell/use-keys.ts';
import { enteredReferrals } from './entered-referrals.ts';

/** What is copied field by field into a form of the recipient's own. */
export function WorksheetPage({ batchId }: { batchId: string }) {
  const { t } = useTranslation('worksheet');
  const query = useQuery(batchWorksheetQuery(batchId));
  return (
    <Page
      title={t('title')}
      body={t('intro')}
      actions={
        <Link to="/batches/$batchId" params={{ batchId }} className={buttonClass('quiet', 'sm')}>
          <ArrowLeft size={15} aria-hidden="true" />
          {t('back', { batch: batchId.slice(-8) })}
        </Link>
      }
    >
      <Loaded query={query}>{(worksheet) => <Worksheet worksheet={worksheet} />}</Loaded>
    </Page>
  );
}

/** One referral at a time: whoever fills in a form sees nothing of another. */
function Worksheet({ worksheet }: { worksheet: BatchWorksheet }) {
  const { t } = useTranslation('worksheet');
  const store = enteredReferrals(worksheet.batchId);
  const [entered, setEntered] = useState(store.read);
  const [index, setIndex] = useState(0);
  const total = worksheet.referrals.length;
  const go = (to: number) => setIndex(Math.min(Math.max(to, 0), total - 1));
  useKeys({ KeyK: () => go(index - 1), KeyJ: () => go(index + 1) });
  const referral = worksheet.referrals[index];
  if (!referral) return null;
  const done = worksheet.referrals.filter(({ referralId }) => entered.has(referralId)).length;
  const mark = (isEntered: boolean) => {
    const next = new Set(entered);
    if (isEntered) next.add(referral.referralId);
    else next.delete(referral.referralId);
    store.write(next);
    setEntered(next);
  };
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{t('place', { number: index + 1, total })}</h2>
        <div className="flex flex-wrap items-center gap-2">
          <p role="status" className="text-sm text-ink-muted">
            {t('progress', { done, total })}
          </p>
          <Button size="sm" hotkey="K" disabled={index === 0} onClick={() => go(index - 1)}>
            {t('previous')}
          </Button>
          <Button size="sm" hotkey="J" disabled={index === total - 1} onClick={() => go(index + 1)}>
            {t('next')}
          </Button>
        </div>
      </div>
      <Fields key={referral.referralId} columns={worksheet.columns} cells={referral.cells} />
      <Checkbox
        label={t('entered')}
        checked={entered.has(referral.referralId)}
        onChange={(event) => mark(event.target.checked)}
      />
      {done === total ? <p className="font-medium">{t('allEntered')}</p> : null}
    </>
  );
}

/** Every field with a button that copies it; the one after it has the focus then. */
function Fields({ columns, cells }: Pick<BatchWorksheet, 'columns'> & { cells: readonly string[] }) {
  const { t } = useTranslation('worksheet');
  const toast = useToast();
  const [copied, setCopied] = useState<ReadonlySet<number>>(new Set());
  const list = useRef<HTMLDListElement>(null);
  const copy = async (index: number, name: string) => {
    await navigator.clipboard.writeText(cells[index] ?? '');
    setCopied((before) => new Set(before).add(index));
    toast.show({ id: 'copied', title: t('copied', { field: name }) });
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('[data-copies]') ?? [])];
    buttons.find(({ dataset }) => Number(dataset.copies) > index)?.focus();
  };
  return (
    <dl ref={list} aria-label={t('list')} className="divide-y divide-line rounded-md border border-line">
      {columns.map((column, index) => {
        const name = t(`field.${column}`);
        const cell = cells[index] ?? '';
        return (
          <div key={column} className="flex flex-wrap items-start gap-x-4 gap-y-1 px-3 py-2 sm:flex-nowrap">
            <dt className="w-full shrink-0 text-sm text-ink-muted sm:w-48 sm:pt-1">{name}</dt>
            <dd className="min-w-0 flex-1 whitespace-pre-wrap wrap-anywhere sm:pt-0.5">
              {cell === '' ? <span className="text-ink-faint">{t('empty')}</span> : <bdi>{cell}</bdi>}
            </dd>
            <dd className="shrink-0">
              {cell === '' ? null : (
                <Button
                  size="sm"
                  data-copies={index}
                  aria-label={t('copyField', { field: name })}
                  icon={
                    copied.has(index) ? (
                      <Check size={14} aria-hidden="true" />
                    ) : (
                      <Copy size={14} aria-hidden="true" />
                    )
                  }
                  onClick={() => void copy(index, name)}
                >
                  {t('copy')}
                </Button>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
