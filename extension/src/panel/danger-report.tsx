import { Button, fullTime, useLanguage } from '@lapwing/ui';
import { CircleAlert, CircleCheck, Send } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DangerStatus, DangerTrouble } from '../danger/danger-watch.ts';
import type { EntryOf } from '../outbox/outbox-entry.ts';
import { acknowledged } from '../outbox/outbox-transitions.ts';
import type { Pairing } from '../pairing/pairing.ts';
import { DangerContacts } from './danger-contacts.tsx';
import { usePanel } from './panel-context.tsx';
import type { Danger } from './use-danger.ts';

export interface DangerReportProps {
  dangers: readonly Danger[];
  pairing: Pairing;
  onSendNow: () => void;
  onPair: () => void;
  onCorrect: (entry: EntryOf<'REFUSED'>) => void;
}

/** How imminent danger stands, above everything else: on its way, not delivered, or received by the server. */
export function DangerReport({ dangers, ...actions }: DangerReportProps) {
  const { t } = useTranslation('danger');
  if (dangers.length === 0) return null;
  return (
    <section aria-label={t('report')} className="max-h-[40vh] shrink-0 overflow-y-auto border-b border-line">
      {dangers.map((danger) => (
        <Report key={danger.key} danger={danger} {...actions} />
      ))}
    </section>
  );
}

function Report({ danger, ...actions }: Omit<DangerReportProps, 'dangers'> & { danger: Danger }) {
  const { status } = danger;
  if (status.kind === 'UNDELIVERED')
    return <Undelivered danger={danger} trouble={status.trouble} {...actions} />;
  // One element for both, so that a screen reader hears how the one becomes the other.
  return (
    <div role="status" className="border-t border-line first:border-t-0">
      {status.kind === 'SENDING' ? <Sending trouble={status.trouble} /> : null}
      {status.kind === 'DELIVERED' ? <Delivered entryKey={danger.key} status={status} /> : null}
    </div>
  );
}

function Line({ icon, tone, children }: { icon: ReactNode; tone: string; children: ReactNode }) {
  return (
    <div className={`flex gap-2 px-3 py-2.5 ${tone}`}>
      <span className="mt-0.5 shrink-0">{icon}</span>
      <div className="flex min-w-0 flex-1 flex-col gap-1">{children}</div>
    </div>
  );
}

function Sending({ trouble }: { trouble: DangerTrouble | null }) {
  const { t } = useTranslation('danger');
  return (
    <Line icon={<Send size={16} aria-hidden="true" />} tone="bg-warn-soft">
      <p className="font-semibold">{t('sending.title')}</p>
      {trouble ? <p className="text-sm">{t(`trouble.${trouble}`)}</p> : null}
      <p className="text-sm">{t('sending.body')}</p>
    </Line>
  );
}

function Delivered({
  entryKey,
  status,
}: {
  entryKey: string;
  status: Extract<DangerStatus, { kind: 'DELIVERED' }>;
}) {
  const { t } = useTranslation('danger');
  const { outbox } = usePanel();
  const { language } = useLanguage();
  const at = new Date(status.at);
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short', hourCycle: 'h23' }).format(at);
  return (
    <Line icon={<CircleCheck size={16} aria-hidden="true" />} tone="bg-accent-soft">
      <p className="font-semibold" title={fullTime(at.toISOString(), language)}>
        {t('delivered.title', { time })}
      </p>
      <p className="text-sm">
        {t('delivered.item')}{' '}
        <code dir="ltr" className="font-mono text-xs wrap-anywhere select-all">
          {status.itemId}
        </code>
      </p>
      <p className="text-sm">{t('delivered.body')}</p>
      <details className="text-sm">
        <summary className="w-fit text-accent hover:underline">{t('delivered.laterTitle')}</summary>
        <p className="mt-1 text-ink-muted">{t('delivered.later')}</p>
      </details>
      <div>
        <Button size="sm" onClick={() => void outbox.change(entryKey, acknowledged)}>
          {t('delivered.seen')}
        </Button>
      </div>
    </Line>
  );
}

interface UndeliveredProps extends Omit<DangerReportProps, 'dangers'> {
  danger: Danger;
  trouble: DangerTrouble | null;
}

/** Loud, but in words: what is the matter, whom to call, what to do. */
function Undelivered({ danger, trouble, pairing, onSendNow, onPair, onCorrect }: UndeliveredProps) {
  const { t } = useTranslation('danger');
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => alert.current?.focus(), []);
  const { entry } = danger;
  const stuck = trouble === 'REFUSED' || trouble === 'CLOSED' || trouble === 'OTHER_PERSON';
  return (
    <div
      ref={alert}
      role="alert"
      tabIndex={-1}
      className="border-t border-s-4 border-danger border-t-line outline-none first:border-t-0"
    >
      <Line icon={<CircleAlert size={16} aria-hidden="true" />} tone="bg-danger-soft">
        <h2 className="text-base text-danger">{t('undelivered.title')}</h2>
        <p className="text-sm">{t(`trouble.${trouble ?? 'UNREACHABLE'}`)}</p>
        <ol className="flex list-decimal flex-col gap-1 ps-5">
          <li className="font-medium">
            {t('undelivered.call')}
            <DangerContacts me={pairing.me} />
          </li>
          <li>{t('undelivered.tell')}</li>
          {stuck ? null : <li>{t('undelivered.keepOpen')}</li>}
        </ol>
        <div className="mt-1 flex flex-wrap gap-2">
          {trouble === 'PAIR_AGAIN' ? (
            <Button size="sm" onClick={onPair}>
              {t('undelivered.pair')}
            </Button>
          ) : null}
          {entry?.state === 'REFUSED' ? (
            <Button size="sm" onClick={() => onCorrect(entry)}>
              {t('undelivered.correct')}
            </Button>
          ) : null}
          {trouble === 'PAIR_AGAIN' || stuck ? null : (
            <Button size="sm" onClick={onSendNow}>
              {t('undelivered.tryNow')}
            </Button>
          )}
        </div>
      </Line>
    </div>
  );
}
