import { useEffect, useState, useSyncExternalStore } from 'react';
import { onStored, readStored } from '../browser/storage.ts';
import { onTabClosed, onTabInFront, tabById, tabInFront } from '../browser/tabs.ts';
import { Capture } from '../capture/capture.ts';
import type { Draft } from '../flag/draft.ts';
import { DraftKeeper, type DraftView, type FormTab, type Keeping } from '../flag/draft-keeper.ts';
import type { KeptDraft } from '../flag/kept-draft.ts';
import { readSession, slotMemory } from '../flag/slot-memory.ts';
import type { Owner } from '../outbox/outbox-entry.ts';
import { CAPTURE } from '../stored-keys.ts';
import { usePanel } from './panel-context.tsx';

export interface DraftState {
  /** Becomes the key of the flag. */
  id: string;
  draft: Draft;
  /** The last capture taken into the form; null when it was filled in by hand. */
  capture: Capture | null;
  /** A capture that came while another flag was half filled in. */
  offered: Capture | null;
  /** When a form that was taken up again had last been changed, ms since the epoch. */
  resumedFrom: number | null;
  keeping: Keeping;
  /** Drafts that belong to no open tab, last changed first. */
  unfinished: readonly KeptDraft[];
  /** Ids of drafts that do not open any more. */
  closed: readonly string[];
  change(part: Partial<Draft>): void;
  /** Puts another draft in the place of this one. */
  replace(draft: Draft): void;
  /** Begins with a draft from elsewhere; what is in the form becomes an unfinished flag. */
  begin(draft: Draft): void;
  /** The draft of this id was saved as a flag. */
  finish(id: string): void;
  accept(): void;
  decline(): void;
  open(id: string): void;
  discard(id: string): void;
  /** Reads the unfinished flags anew. */
  refresh(): void;
}

const nothing: DraftView = { slot: null, keeping: 'DISK', unfinished: [], closed: [] };
const subscribeToNothing = () => () => undefined;

/**
 * The form of the tab in front of this panel's window (of `tabId` where the panel is shown as a page of its own),
 * filled in by captures and kept for its owner. Null while it is being read, and while nobody is paired.
 */
export function useDraft(tabId: number | null, owner: Owner | null): DraftState | null {
  const keeper = useKeeper(tabId, owner?.server ?? null, owner?.personId ?? null);
  const view = useSyncExternalStore(keeper?.subscribe ?? subscribeToNothing, keeper?.view ?? (() => nothing));
  const { slot, ...rest } = view;
  if (keeper === null || slot === null) return null;
  const { capture, offered, resumedFrom } = slot;
  return {
    ...rest,
    id: slot.kept.id,
    draft: slot.kept.draft,
    capture,
    offered,
    resumedFrom,
    change: keeper.change,
    replace: keeper.replace,
    begin: keeper.begin,
    finish: keeper.finish,
    accept: keeper.accept,
    decline: keeper.decline,
    open: (id) => void keeper.open(id),
    discard: (id) => void keeper.discard(id),
    refresh: keeper.refresh,
  };
}

function useKeeper(tabId: number | null, server: string | null, personId: string | null): DraftKeeper | null {
  const { drafts } = usePanel();
  const [keeper, setKeeper] = useState<DraftKeeper | null>(null);
  useEffect(() => {
    if (server === null || personId === null) return;
    let current = true;
    let stop: () => void = () => undefined;
    void readSession().then((session) => {
      if (!current) return;
      const made = new DraftKeeper({
        owner: { server, personId },
        session,
        disk: drafts,
        memory: slotMemory,
        isOpen: async (id) => (await tabById(id)) !== null,
        isPrivate: async (id) => (await tabById(id))?.private ?? false,
        now: Date.now,
        newId: () => crypto.randomUUID(),
      });
      stop = follow(made, tabId);
      setKeeper(made);
    });
    return () => {
      current = false;
      stop();
      setKeeper(null);
    };
  }, [drafts, tabId, server, personId]);
  return keeper;
}

/** Shows the keeper which tab is in front and what is captured; gives a function that stops it. */
function follow(keeper: DraftKeeper, tabId: number | null): () => void {
  const formTab = async (): Promise<FormTab> => {
    const tab = tabId === null ? await tabInFront() : await tabById(tabId);
    return { tabId: tab?.tabId ?? tabId, private: tab?.private ?? false };
  };
  const isOurs = async (capture: Capture) =>
    tabId === null ? (await tabInFront())?.windowId === capture.windowId : capture.tabId === tabId;
  const consider = async (value: unknown) => {
    const capture = Capture.safeParse(value).data;
    if (capture && (await isOurs(capture))) await keeper.consider(capture);
  };
  const show = async () => keeper.show(await formTab());
  const hidden = () => {
    if (document.visibilityState === 'hidden') void keeper.flush();
    else void keeper.list();
  };
  const stops = [
    onStored('session', CAPTURE, (value) => void consider(value)),
    onTabClosed((closed) => void keeper.forgetTab(closed)),
    ...(tabId === null ? [onTabInFront(() => void show())] : []),
  ];
  document.addEventListener('visibilitychange', hidden);
  addEventListener('pagehide', keeper.flush);
  void show().then(async () => consider(await readStored('session', CAPTURE)));
  return () => {
    for (const stop of stops) stop();
    document.removeEventListener('visibilitychange', hidden);
    removeEventListener('pagehide', keeper.flush);
    void keeper.flush();
  };
}
