import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ownerOf } from '../../pairing/pairing.ts';
import { OwnFlags, type OwnFlagsProps } from '../own-flags.tsx';
import { RecheckPart } from './recheck-part.tsx';
import { useLooks } from './use-looks.ts';
import { useRecheckTab } from './use-recheck-tab.ts';
import { useRechecks } from './use-rechecks.ts';

const parts = ['FLAGS', 'CHECK'] as const;

/** The analyst's own: what she flagged, and what of it she should look at again. */
export function MineView({ pairing, entries }: OwnFlagsProps) {
  const { t } = useTranslation(['recheck', 'extension']);
  const looks = useLooks(ownerOf(pairing));
  const tab = useRecheckTab();
  const [chosen, setChosen] = useState<(typeof parts)[number] | null>(null);
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  // Once a look has arrived, the list is another one.
  const rechecks = useRechecks(pairing, looks.length);
  const taken = new Set([...done, ...looks.map(({ referralId }) => referralId)]);
  const due = rechecks.due.filter(({ referralId }) => !taken.has(referralId));
  const part = chosen ?? (due.some(({ referralId }) => referralId === tab?.referralId) ? 'CHECK' : 'FLAGS');
  const shown = `${due.length}${rechecks.more ? '+' : ''}`;
  return (
    <>
      <nav
        aria-label={t('extension:nav.mine')}
        className="flex shrink-0 gap-1 border-b border-line px-2 py-1.5"
      >
        {parts.map((name) => (
          <button
            key={name}
            type="button"
            aria-current={part === name ? 'page' : undefined}
            onClick={() => setChosen(name)}
            className={`rounded-md px-2 py-1 text-sm font-medium pointer-coarse:py-2 ${
              part === name ? 'bg-accent-soft text-accent-strong' : 'text-ink-muted hover:bg-sunken'
            }`}
          >
            {name === 'CHECK' && due.length > 0 ? t('checkCount', { shown }) : t(name)}
          </button>
        ))}
      </nav>
      {part === 'FLAGS' ? <OwnFlags pairing={pairing} entries={entries} /> : null}
      {part === 'CHECK' ? (
        <RecheckPart
          pairing={pairing}
          rechecks={{ ...rechecks, due }}
          looks={looks}
          tab={tab}
          onDone={(referralId) => {
            setChosen('CHECK');
            setDone((before) => new Set([...before, referralId]));
          }}
        />
      ) : null}
    </>
  );
}
