import type { Verdict } from '@lapwing/contracts';
import { Button, reasonsOf, useNow } from '@lapwing/ui';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../api/account.ts';
import type { LoadedItem } from '../item/types.ts';
import { useKeys } from '../shell/use-keys.ts';
import { DecisionForm } from './decision-form.tsx';
import { useDecisions } from './decision-provider.tsx';
import { type Draft, decisionOf, draftStore, startDraft } from './draft.ts';
import { useExplanationReasons } from './use-explanation-reasons.ts';

const keyOf = { CONFIRM: 'C', DISMISS: 'D', ESCALATE: 'E', NEED_INFO: 'I' } as const satisfies Record<
  Verdict,
  string
>;

/** What can be decided on an item: imminent danger does not wait for information (rule 6). */
function verdictsFor(item: LoadedItem): readonly Verdict[] {
  const imminent = item.reasons.some(({ kind }) => kind === 'IMMINENT_DANGER');
  return imminent ? ['CONFIRM', 'DISMISS', 'ESCALATE'] : ['CONFIRM', 'DISMISS', 'ESCALATE', 'NEED_INFO'];
}

/** The decision at the lower edge: four verdicts with their keys, the form of the chosen one, the undo. */
export function DecisionBar({ item, seenVersion }: { item: LoadedItem; seenVersion: number }) {
  const { t } = useTranslation(['console', 'taxonomy']);
  const may = useMay();
  const { state, hold, refusal } = useDecisions();
  const reasons = useExplanationReasons();
  const [draft, setDraft] = useState<Draft | null>(() => draftStore.get(item.itemId));
  const [open, setOpen] = useState(draft !== null);
  const form = useId();
  const holding = state.phase !== 'IDLE' && state.held.itemId === item.itemId;
  const { claim } = item;
  const ready = claim !== null && !item.blocked && may('decision:make') && !holding;

  const verdicts = verdictsFor(item);

  const keep = (next: Draft) => {
    draftStore.set(item.itemId, next);
    setDraft(next);
  };
  const choose = (verdict: Verdict) => {
    keep(draft ? { ...draft, verdict } : startDraft(verdict, item));
    setOpen(true);
  };
  useKeys(
    {
      KeyC: () => choose('CONFIRM'),
      KeyD: () => choose('DISMISS'),
      KeyE: () => choose('ESCALATE'),
      ...(verdicts.includes('NEED_INFO') ? { KeyI: () => choose('NEED_INFO') } : {}),
    },
    ready,
  );

  if (holding) return <UndoBar />;
  if (!ready && !draft) return null;
  if (item.blocked || !may('decision:make')) return null;
  const shown = open ? draft : null;
  const refused = refusal(item.itemId);
  return (
    <section
      aria-label={t('console:decide.bar')}
      className="border-t border-line bg-canvas pb-[env(safe-area-inset-bottom)]"
    >
      {shown ? (
        <DecisionForm
          key={shown.verdict}
          id={form}
          draft={shown}
          item={item}
          explanationRefused={refused ? reasonsOf(refused, reasons)[0] : undefined}
          canSend={claim !== null}
          onChange={keep}
          onClose={() => setOpen(false)}
          onSend={() => {
            const input = claim ? decisionOf(shown, claim, seenVersion) : null;
            if (input) hold({ itemId: item.itemId, input });
          }}
        />
      ) : null}
      <div className="flex flex-wrap items-center gap-2 px-4 py-2 max-md:grid max-md:grid-cols-2 md:flex-nowrap md:px-6">
        {verdicts.map((verdict) => (
          <Button
            key={verdict}
            variant={variantOf(verdict, shown)}
            size={shown ? 'sm' : 'md'}
            aria-pressed={shown?.verdict === verdict}
            hotkey={keyOf[verdict]}
            disabled={!ready}
            onClick={() => choose(verdict)}
          >
            {t(`taxonomy:verdict.${verdict}`)}
          </Button>
        ))}
        {shown ? (
          <>
            <span className="min-w-0 flex-1 text-sm text-ink-muted max-md:hidden">
              {claim ? null : t('console:decide.draftKept')}
            </span>
            <Button
              type="submit"
              form={form}
              variant="primary"
              className="max-md:col-span-2"
              hotkey="Ctrl ↵"
              disabled={claim === null}
            >
              {t('console:decide.submit')}
            </Button>
          </>
        ) : null}
      </div>
    </section>
  );
}

function variantOf(verdict: Verdict, shown: Draft | null): 'primary' | 'secondary' | 'quiet' {
  if (shown) return shown.verdict === verdict ? 'secondary' : 'quiet';
  return verdict === 'CONFIRM' ? 'primary' : 'secondary';
}

/** For five seconds nothing has been sent yet. */
function UndoBar() {
  const { t } = useTranslation(['console', 'taxonomy', 'common']);
  const { state, undo, flush } = useDecisions();
  const now = useNow(250);
  const held = state.phase === 'HELD';
  useKeys({ KeyZ: undo, Enter: flush }, held);
  if (state.phase === 'IDLE') return null;
  const verdict = t(`taxonomy:verdictDone.${state.held.input.verdict}`);
  const left = state.phase === 'HELD' ? Math.max(0, state.endsAt - now) : 0;
  return (
    <section
      aria-label={t('console:decide.bar')}
      className="relative flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-accent-soft px-4 py-2 md:px-6"
    >
      <p role="status" className="min-w-0 flex-1 font-medium">
        {held ? (
          <>
            {verdict}. <span className="sr-only">{t('console:decide.heldShort')}</span>
            <span aria-hidden="true" className="font-normal text-ink-muted">
              {t('console:decide.held', { seconds: Math.ceil(left / 1000) })}
            </span>
          </>
        ) : (
          t('console:decide.sending')
        )}
      </p>
      <Button hotkey="Z" disabled={!held} onClick={undo}>
        {t('common:actions.undo')}
      </Button>
      <Button variant="quiet" hotkey="Enter" disabled={!held} pending={!held} onClick={flush}>
        {t('console:decide.sendNow')}
      </Button>
      <svg
        aria-hidden="true"
        viewBox="0 0 100 2"
        preserveAspectRatio="none"
        className="absolute inset-x-0 top-0 h-0.5 w-full"
      >
        <rect width={(left / 5000) * 100} height="2" className="fill-accent" />
      </svg>
    </section>
  );
}
