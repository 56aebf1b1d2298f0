import { Button, EmptyState } from '@lapwing/ui';
import { ChevronUp, CircleAlert, CircleCheck, Clock, CloudOff, Inbox, KeyRound, Send } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryOf } from '../outbox/outbox-entry.ts';
import { type OutboxSummary, summaryOf } from '../outbox/outbox-summary.ts';
import { ownerOf, type Pairing } from '../pairing/pairing.ts';
import { ClosedRow, OutboxRow } from './outbox-row.tsx';
import type { OutboxView } from './use-outbox.ts';

export interface OutboxBarProps {
  contents: OutboxView;
  pairing: Pairing;
  onCorrect: (entry: EntryOf<'REFUSED'>) => void;
  onSendNow: () => void;
}

/** The outbox: one line at the bottom that opens into the list of what was saved here. */
export function OutboxBar({ contents, pairing, onCorrect, onSendNow }: OutboxBarProps) {
  const { t } = useTranslation('extension');
  const [open, setOpen] = useState(false);
  const summary = summaryOf(contents.entries, pairing.token !== null);
  const newestFirst = contents.entries.toReversed();
  return (
    <section
      aria-label={t('outbox.title')}
      className="relative flex max-h-[60vh] shrink-0 flex-col border-t border-line"
    >
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-2 bg-sunken px-3 py-2 text-start text-sm"
      >
        <SummaryLine summary={summary} />
        <ChevronUp
          size={15}
          aria-hidden="true"
          className={`ms-auto shrink-0 text-ink-muted transition-transform ${open ? 'rotate-180' : ''}`}
        />
      </button>
      <p role="status" className="sr-only">
        {wordsOf(summary, t).join('. ')}
      </p>
      {contents.failed ? <Warning>{t('outbox.unopened')}</Warning> : null}
      {contents.unknown > 0 ? <Warning>{t('outbox.unknown', { count: contents.unknown })}</Warning> : null}
      {contents.closed.length > 0 ? (
        <Warning>{t('outbox.closed', { count: contents.closed.length })}</Warning>
      ) : null}
      {open ? (
        <div className="relative min-h-0 overflow-y-auto border-t border-line bg-surface">
          {summary.canTry ? (
            <div className="border-b border-line px-3 py-2">
              <Button size="sm" onClick={onSendNow}>
                {t('outbox.sendNow')}
              </Button>
            </div>
          ) : null}
          {newestFirst.length + contents.closed.length === 0 ? (
            <EmptyState icon={<Inbox size={20} aria-hidden="true" />} title={t('outbox.none')} />
          ) : (
            <ul>
              {contents.closed.map((head) => (
                <ClosedRow key={head.key} head={head} />
              ))}
              {newestFirst.map((entry) => (
                <OutboxRow
                  key={entry.key}
                  entry={entry}
                  owner={ownerOf(pairing)}
                  isPaired={pairing.token !== null}
                  onCorrect={(refused) => {
                    setOpen(false);
                    onCorrect(refused);
                  }}
                />
              ))}
            </ul>
          )}
        </div>
      ) : null}
    </section>
  );
}

function Warning({ children }: { children: ReactNode }) {
  return <p className="border-t border-line bg-warn-soft px-3 py-2 text-sm text-warn">{children}</p>;
}

type Translate = ReturnType<typeof useTranslation<'extension'>>['t'];

function wordsOf(summary: OutboxSummary, t: Translate): string[] {
  const words: string[] = [];
  if (summary.refused > 0) words.push(t('outbox.refused', { count: summary.refused }));
  if (summary.pairAgain) words.push(t('outbox.pairAgain'));
  if (summary.sending) words.push(t('outbox.sending'));
  if (summary.waiting > 0) words.push(t('outbox.waiting', { count: summary.waiting }));
  if (words.length > 0) return words;
  if (summary.last !== null)
    return [t(summary.last === 'ACCEPTED' ? 'outbox.lastAccepted' : 'outbox.lastKnown')];
  return [t('outbox.empty')];
}

function SummaryLine({ summary }: { summary: OutboxSummary }) {
  const { t } = useTranslation('extension');
  return (
    <>
      <span className={`shrink-0 ${summary.refused > 0 ? 'text-danger' : 'text-ink-muted'}`}>
        {iconOf(summary)}
      </span>
      <span className="shrink-0 font-medium">{t('outbox.title')}</span>
      <span className="min-w-0">{wordsOf(summary, t).join(' · ')}</span>
    </>
  );
}

function iconOf(summary: OutboxSummary): ReactNode {
  if (summary.refused > 0) return <CircleAlert size={15} aria-hidden="true" />;
  if (summary.pairAgain) return <KeyRound size={15} aria-hidden="true" />;
  if (summary.sending) return <Send size={15} aria-hidden="true" />;
  if (summary.unreachable) return <CloudOff size={15} aria-hidden="true" />;
  if (summary.waiting > 0) return <Clock size={15} aria-hidden="true" />;
  if (summary.last !== null) return <CircleCheck size={15} aria-hidden="true" />;
  return <Inbox size={15} aria-hidden="true" />;
}
