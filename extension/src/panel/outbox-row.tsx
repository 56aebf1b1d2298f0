import { ProblemSlug } from '@lapwing/contracts/problem';
import { Badge, Button, Dialog, RelativeTime, type Tone } from '@lapwing/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tellBackground } from '../browser.ts';
import type { OutboxEntry, OutboxState, Owner, Refusal } from '../outbox/outbox-entry.ts';
import { triedAgain } from '../outbox/outbox-transitions.ts';
import { usePanel } from './panel-context.tsx';

type Refused = Extract<OutboxEntry, { state: 'REFUSED' }>;

export interface OutboxRowProps {
  entry: OutboxEntry;
  /** Who is paired now. */
  owner: Owner;
  onCorrect: (entry: Refused) => void;
}

const tones: Record<OutboxState, Tone> = {
  SAVED: 'warn',
  SENDING: 'neutral',
  ACCEPTED: 'accent',
  ALREADY_KNOWN: 'accent',
  REFUSED: 'danger',
};

/** One saved flag: its address, where it stands, and what can be done. Never its text. */
export function OutboxRow({ entry, owner, onCorrect }: OutboxRowProps) {
  const { t } = useTranslation('extension');
  const foreign = entry.owner.personId !== owner.personId || entry.owner.server !== owner.server;
  return (
    <li className="flex flex-col gap-1 border-b border-line px-3 py-2 last:border-b-0">
      <p dir="ltr" title={entry.url} className="line-clamp-2 font-mono text-sm wrap-anywhere">
        {entry.url}
      </p>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-muted">
        <Badge tone={tones[entry.state]}>{t(`state.${entry.state}`)}</Badge>
        {entry.imminent ? <Badge tone="danger">{t('outbox.imminent')}</Badge> : null}
        <RelativeTime at={new Date(entry.savedAt).toISOString()} />
      </p>
      {entry.state === 'SAVED' && foreign ? <p className="text-sm">{t('outbox.other')}</p> : null}
      {entry.state === 'SAVED' && !foreign ? (
        <p className="text-sm">{t(`waiting.${entry.waiting}`)}</p>
      ) : null}
      {entry.state === 'REFUSED' ? <RefusedPart entry={entry} onCorrect={onCorrect} /> : null}
    </li>
  );
}

function RefusedPart({ entry, onCorrect }: { entry: Refused; onCorrect: (entry: Refused) => void }) {
  const { t } = useTranslation(['extension', 'common']);
  const { outbox } = usePanel();
  const [asking, setAsking] = useState(false);
  const tryAgain = async () => {
    await outbox.change(entry.key, (stored) => triedAgain(stored, Date.now()));
    await tellBackground({ kind: 'DRAIN', cause: 'SAVED' });
  };
  return (
    <>
      <Reason refusal={entry.refusal} />
      <div className="mt-0.5 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onCorrect(entry)}>
          {t('extension:outbox.correct')}
        </Button>
        <Button size="sm" variant="quiet" onClick={() => void tryAgain()}>
          {t('extension:outbox.tryAgain')}
        </Button>
        <Button size="sm" variant="quiet" onClick={() => setAsking(true)}>
          {t('extension:outbox.discard')}
        </Button>
      </div>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={t('extension:outbox.discardTitle')}
        description={t('extension:outbox.discardBody')}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t('common:actions.cancel')}</Button>
            <Button
              variant="danger"
              onClick={() => {
                setAsking(false);
                // Only a refused flag can be thrown away; one that is on its way again stays.
                void outbox.change(entry.key, (stored) => (stored.state === 'REFUSED' ? null : stored));
              }}
            >
              {t('extension:outbox.discardConfirm')}
            </Button>
          </>
        }
      />
    </>
  );
}

/** The problem in our words where we know it, else in the server's; and the fields it points at. */
function Reason({ refusal }: { refusal: Refusal }) {
  const { t } = useTranslation(['problems', 'common']);
  const slug = ProblemSlug.safeParse(refusal.slug).data;
  return (
    <div className="text-sm">
      <p className="font-medium">{slug ? t(`problems:${slug}.title`) : refusal.title}</p>
      {refusal.fields.length > 0 ? (
        <ul aria-label={t('common:problem.fields')} className="list-disc pl-4 text-ink-muted">
          {refusal.fields.map((field) => (
            <li key={`${field.pointer}${field.detail}`} className="wrap-anywhere">
              <code className="font-mono text-xs">{field.pointer}</code> {field.detail}
            </li>
          ))}
        </ul>
      ) : refusal.detail !== null ? (
        <p className="text-ink-muted wrap-anywhere">{refusal.detail}</p>
      ) : null}
    </div>
  );
}
