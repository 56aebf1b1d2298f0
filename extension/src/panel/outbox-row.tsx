import { ProblemSlug } from '@lapwing/contracts/problem';
import { Badge, Button, Dialog, RelativeTime, type Tone } from '@lapwing/ui';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tellBackground } from '../browser/messages.ts';
import {
  type EntryOf,
  isPending,
  isReceipt,
  isSameOwner,
  type OutboxEntry,
  type OutboxHead,
  type OutboxState,
  type Owner,
  type Refusal,
} from '../outbox/outbox-entry.ts';
import { triedAgain } from '../outbox/outbox-transitions.ts';
import { withdrawFlag } from '../outbox/withdraw-flag.ts';
import { usePanel } from './panel-context.tsx';

export interface OutboxRowProps {
  entry: OutboxEntry;
  /** Who is paired now, or was last. */
  owner: Owner;
  isPaired: boolean;
  onCorrect: (entry: EntryOf<'REFUSED'>) => void;
}

const tones: Record<OutboxState, Tone> = {
  SAVED: 'warn',
  SENDING: 'neutral',
  ACCEPTED: 'accent',
  ALREADY_KNOWN: 'accent',
  REFUSED: 'danger',
  WITHDRAWN: 'neutral',
};

/**
 * One saved flag: its address while it has one, where it stands, and what can be done. Never its text, and of
 * another person's flag not the address either.
 */
export function OutboxRow({ entry, owner, isPaired, onCorrect }: OutboxRowProps) {
  const { t } = useTranslation('extension');
  const foreign = !isSameOwner(entry.owner, owner);
  return (
    <Row>
      {'flag' in entry && !foreign ? (
        <p dir="ltr" title={entry.flag.url} className="line-clamp-2 font-mono text-sm wrap-anywhere">
          {entry.flag.url}
        </p>
      ) : null}
      <Marks head={entry} />
      {foreign && !isReceipt(entry) ? <p className="text-sm">{t('outbox.other')}</p> : null}
      {!foreign && isReceipt(entry) ? <ReceiptPart entry={entry} /> : null}
      {!foreign && isPending(entry) ? <PendingPart entry={entry} owner={owner} isPaired={isPaired} /> : null}
      {!foreign && entry.state === 'REFUSED' ? <RefusedPart entry={entry} onCorrect={onCorrect} /> : null}
    </Row>
  );
}

/** A flag that does not open any more: it is shown all the same, until its person throws it away. */
export function ClosedRow({ head }: { head: OutboxHead }) {
  const { t } = useTranslation('extension');
  const { outbox } = usePanel();
  return (
    <Row>
      <Marks head={head} />
      <p className="text-sm">{t('outbox.closedRow')}</p>
      <AskingButton
        label={t('outbox.discard')}
        title={t('outbox.discardTitle')}
        body={t('outbox.closedDiscardBody')}
        confirm={t('outbox.discardConfirm')}
        onConfirm={() => void outbox.discardClosed(head.key)}
      />
    </Row>
  );
}

function Row({ children }: { children: ReactNode }) {
  return <li className="flex flex-col gap-1 border-b border-line px-3 py-2 last:border-b-0">{children}</li>;
}

function Marks({ head }: { head: OutboxHead }) {
  const { t } = useTranslation('extension');
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-muted">
      <Badge tone={tones[head.state]}>{t(`state.${head.state}`)}</Badge>
      {head.imminent ? <Badge tone="danger">{t('outbox.imminent')}</Badge> : null}
      <RelativeTime at={new Date(head.savedAt).toISOString()} />
    </p>
  );
}

/** What is left of a flag that is settled: where to look for it. */
function ReceiptPart({ entry }: { entry: OutboxEntry }) {
  const { t } = useTranslation('extension');
  const withdrawn = entry.state === 'WITHDRAWN';
  return (
    <div className="text-sm text-ink-muted">
      {'tooLate' in entry && entry.tooLate ? (
        <p className="font-medium text-ink">{t('outbox.tooLate')}</p>
      ) : null}
      <p>{t(withdrawn ? 'outbox.withdrawn' : 'outbox.settled')}</p>
      {withdrawn && entry.uncertain ? (
        <p className="font-medium text-ink">{t('outbox.withdrawUncertain')}</p>
      ) : null}
    </div>
  );
}

interface PendingPartProps {
  entry: EntryOf<'SAVED' | 'SENDING'>;
  owner: Owner;
  isPaired: boolean;
}

/** Why it waits, and the way to take it back. */
function PendingPart({ entry, owner, isPaired }: PendingPartProps) {
  const { t } = useTranslation('extension');
  const { outbox } = usePanel();
  const withdraw = async () => {
    const left = await withdrawFlag(outbox, entry.key, owner, Date.now());
    // If nobody is sending it any more, the background finds that out.
    if (left?.state === 'SENDING') await tellBackground({ kind: 'DRAIN', cause: 'SAVED' });
  };
  const sending = entry.state === 'SENDING';
  return (
    <>
      {sending ? null : <p className="text-sm">{t(`waiting.${isPaired ? entry.waiting : 'PAIR_AGAIN'}`)}</p>}
      {sending && entry.withdrawing ? (
        <p className="text-sm">{t('outbox.withdrawing')}</p>
      ) : (
        <AskingButton
          label={t('outbox.withdraw')}
          title={t('outbox.withdrawTitle')}
          body={t('outbox.withdrawBody')}
          confirm={t('outbox.withdrawConfirm')}
          onConfirm={() => void withdraw()}
        >
          {sending ? <p>{t('outbox.withdrawSending')}</p> : null}
          {!sending && entry.uncertain ? <p>{t('outbox.withdrawUncertain')}</p> : null}
        </AskingButton>
      )}
    </>
  );
}

interface AskingButtonProps {
  label: string;
  title: string;
  body: string;
  confirm: string;
  onConfirm: () => void;
  children?: ReactNode;
}

/** A quiet button that asks once more before something is gone. */
function AskingButton({ label, title, body, confirm, onConfirm, children }: AskingButtonProps) {
  const { t } = useTranslation('common');
  const [asking, setAsking] = useState(false);
  return (
    <div>
      <Button size="sm" variant="quiet" className="-ms-2" onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={title}
        description={body}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{t('actions.cancel')}</Button>
            <Button
              variant="danger"
              onClick={() => {
                setAsking(false);
                onConfirm();
              }}
            >
              {confirm}
            </Button>
          </>
        }
      >
        {children}
      </Dialog>
    </div>
  );
}

function RefusedPart({
  entry,
  onCorrect,
}: {
  entry: EntryOf<'REFUSED'>;
  onCorrect: (entry: EntryOf<'REFUSED'>) => void;
}) {
  const { t } = useTranslation('extension');
  const { outbox } = usePanel();
  const tryAgain = async () => {
    await outbox.change(entry.key, (stored) => triedAgain(stored, Date.now()));
    await tellBackground({ kind: 'DRAIN', cause: 'SAVED' });
  };
  const mayHaveArrived = entry.uncertain || entry.refusal.slug === 'idempotency-key-reused';
  return (
    <>
      <Reason refusal={entry.refusal} />
      {mayHaveArrived ? <p className="text-sm font-medium">{t('outbox.mayHaveArrived')}</p> : null}
      <div className="mt-0.5 flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onCorrect(entry)}>
          {t('outbox.correct')}
        </Button>
        <Button size="sm" variant="quiet" onClick={() => void tryAgain()}>
          {t('outbox.tryAgain')}
        </Button>
        <AskingButton
          label={t('outbox.discard')}
          title={t('outbox.discardTitle')}
          body={t('outbox.discardBody')}
          confirm={t('outbox.discardConfirm')}
          // Only a refused flag can be thrown away; one that is on its way again stays.
          onConfirm={() =>
            void outbox.change(entry.key, (stored) => (stored.state === 'REFUSED' ? null : stored))
          }
        />
      </div>
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
        <ul aria-label={t('common:problem.fields')} className="list-disc ps-4 text-ink-muted">
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
