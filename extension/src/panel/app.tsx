import { Button, Skeleton } from '@lapwing/ui';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tellBackground } from '../browser/messages.ts';
import { draftOfRefused, emptyImminent } from '../flag/draft.ts';
import type { EntryOf } from '../outbox/outbox-entry.ts';
import type { DrainRequest } from '../outbox/outbox-messages.ts';
import { ownerOf, type Pairing } from '../pairing/pairing.ts';
import { forgetToken, writePairing } from '../pairing/pairing-store.ts';
import { refreshPolicy } from '../policy/refresh-policy.ts';
import { needsPairing } from '../server/ask-server.ts';
import { readMe } from '../server/read-me.ts';
import { BreakLine } from './breaks/break-line.tsx';
import { useSitting } from './collect/use-sitting.ts';
import { DangerReport } from './danger-report.tsx';
import { FlagView } from './flag-view.tsx';
import { OutboxBar } from './outbox-bar.tsx';
import { PairScreen } from './pair-screen.tsx';
import { usePanel } from './panel-context.tsx';
import { SafeLine } from './safe/safe-line.tsx';
import { TopBar, type View } from './top-bar.tsx';
import { UnfinishedFlags } from './unfinished-flags.tsx';
import { type Danger, useDanger } from './use-danger.ts';
import { useDangerAsked } from './use-danger-asked.ts';
import { useDangerKey } from './use-danger-key.ts';
import { useDraft } from './use-draft.ts';
import { useOnline } from './use-online.ts';
import { useOutbox } from './use-outbox.ts';
import { usePairing } from './use-pairing.ts';
import { useTakeUp } from './use-take-up.ts';
import { WaysLine } from './ways/ways-line.tsx';

const drain = (cause: DrainRequest['cause']) =>
  tellBackground({ kind: 'DRAIN', cause } satisfies DrainRequest);

// The panel opens on the form; what is behind its other tabs is loaded when it is wanted.
const CollectView = lazy(async () => ({ default: (await import('./collect/collect-view.tsx')).CollectView }));
const MineView = lazy(async () => ({ default: (await import('./recheck/mine-view.tsx')).MineView }));
const Settings = lazy(async () => ({ default: (await import('./settings.tsx')).Settings }));

/** The panel: pairing first; then flagging, one's own flags and settings, above the line of the outbox. */
export function App({ tabId }: { tabId: number | null }) {
  const pairing = usePairing();
  const online = useOnline();
  const outbox = useOutbox();
  useTakeUp(outbox.entries);
  const form = useDraft(tabId, pairing ? ownerOf(pairing) : null);
  const sitting = useSitting(pairing ? ownerOf(pairing) : null, tabId);
  const [view, setView] = useState<View>('FLAG');
  useEffect(() => {
    void drain(online ? 'ONLINE' : 'OPENED');
  }, [online]);
  // The form first: the answers would be taken in while it is drawn.
  useRefreshedMe(form === null ? null : (pairing ?? null), online);
  const dangers = useDanger(outbox, pairing ?? null);
  const [dangerAsked, setDangerAsked] = useState(0);
  const showDanger = () => {
    setView('FLAG');
    setDangerAsked((count) => count + 1);
  };
  useDangerAsked(tabId, showDanger);
  const openDanger = () => {
    if (form === null) return;
    if (form.draft.imminent === null) form.change({ imminent: emptyImminent });
    showDanger();
  };
  useDangerKey(openDanger);

  if (pairing === null) return <PairScreen pairing={null} />;
  if (pairing === undefined || form === null) return <Skeleton />;
  const correct = (entry: EntryOf<'REFUSED'>) => {
    form.begin(draftOfRefused(entry));
    setView('FLAG');
  };
  return (
    <div className="flex h-dvh flex-col overflow-y-auto">
      <TopBar view={view} onView={setView} onDanger={openDanger} />
      <DangerReport
        dangers={dangers}
        pairing={pairing}
        onSendNow={() => void drain('ASKED')}
        onPair={() => setView('PAIR')}
        onCorrect={correct}
      />
      <SafeLine tabId={tabId} />
      <BreakLine />
      {pairing.token === null && view !== 'PAIR' && !dangers.some(asksToPair) ? (
        <PairAgain pairing={pairing} onPair={() => setView('PAIR')} />
      ) : null}
      {/* Whatever else is told above and below, a form can be filled in. */}
      <main className="flex min-h-80 flex-1 flex-col">
        {view === 'FLAG' ? <WaysLine form={form} pairing={pairing} online={online} /> : null}
        {view === 'FLAG' ? <UnfinishedFlags form={form} /> : null}
        {view === 'FLAG' ? (
          <FlagView
            form={form}
            pairing={pairing}
            online={online}
            tabId={tabId}
            entries={outbox.entries}
            onDanger={openDanger}
            dangerAsked={dangerAsked}
          />
        ) : null}
        <Suspense fallback={<Skeleton />}>
          {view === 'COLLECT' && sitting !== null ? (
            <CollectView
              state={sitting}
              pairing={pairing}
              online={online}
              tabId={tabId}
              entries={outbox.entries}
            />
          ) : null}
          {view === 'MINE' ? <MineView pairing={pairing} entries={outbox.entries} /> : null}
          {view === 'SETTINGS' ? <Settings pairing={pairing} entries={outbox.entries} tabId={tabId} /> : null}
        </Suspense>
        {view === 'PAIR' ? <PairScreen pairing={pairing} onPaired={() => setView('FLAG')} /> : null}
      </main>
      <OutboxBar
        contents={outbox}
        pairing={pairing}
        onCorrect={correct}
        onSendNow={() => void drain('ASKED')}
      />
    </div>
  );
}

/** The report of imminent danger asks by itself. */
function asksToPair({ status }: Danger): boolean {
  return status.kind === 'UNDELIVERED' && status.trouble === 'PAIR_AGAIN';
}

function PairAgain({ pairing, onPair }: { pairing: Pairing; onPair: () => void }) {
  const { t } = useTranslation('extension');
  return (
    <div role="alert" className="flex flex-col gap-2 border-b border-line bg-warn-soft px-3 py-2">
      <p className="text-sm text-warn">{t('pair.againIntro', { name: pairing.me.name })}</p>
      <div>
        <Button size="sm" onClick={onPair}>
          {t('pair.again')}
        </Button>
      </div>
    </div>
  );
}

/** Asks once, when the panel opens, who we are and what holds: contacts and policy change, and pairings end. */
function useRefreshedMe(pairing: Pairing | null, online: boolean): void {
  const { fetch } = usePanel();
  const server = pairing?.server ?? null;
  const token = pairing?.token ?? null;
  useEffect(() => {
    if (server === null || token === null || !online) return;
    void refreshPolicy({ server, token }, fetch);
    void readMe({ server, token }, fetch).then(async (answer) => {
      if (needsPairing(answer)) await forgetToken(token);
      else if (answer.kind === 'OK') await writePairing({ server, token, me: answer.value });
    });
  }, [server, token, online, fetch]);
}
