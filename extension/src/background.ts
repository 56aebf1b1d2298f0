import { readBackgroundTexts } from './background-texts.ts';
import { onAlarm } from './browser/alarms.ts';
import { type MenuChoice, onCommand, onMenu, setMenus } from './browser/commands.ts';
import { onBegin, onMessage, onTold } from './browser/messages.ts';
import { canOpenPanel, onToolbar, openPanel, usePopup } from './browser/panel.ts';
import { onStored } from './browser/storage.ts';
import type { Tab } from './browser/tabs.ts';
import { captureTab } from './capture/capture-tab.ts';
import { PickMessage } from './collect/collect-messages.ts';
import { collectPost, keepPicked } from './collect/collect-post.ts';
import { SITTING_CHANNEL } from './collect/sitting-channel.ts';
import { openSittings } from './collect/sitting-store.ts';
import { startControl } from './control/start-control.ts';
import { createDangerWatch } from './danger/watch-danger.ts';
import { DrainRequest, OUTBOX_ALARM, OUTBOX_CHANNEL } from './outbox/outbox-messages.ts';
import { openOutbox, sealPlainRows } from './outbox/outbox-store.ts';
import { createWay } from './outbox/outbox-way.ts';
import { type WorkCause, workOutbox } from './outbox/outbox-worker.ts';
import { readPairing } from './pairing/pairing-store.ts';
import { refreshPolicy } from './policy/refresh-policy.ts';
import { startRechecks } from './recheck/start-rechecks.ts';
import { REVEAL_KEYS } from './safe-viewing/frame/reveal-key.ts';
import { startSafeViewing } from './safe-viewing/start-safe-viewing.ts';
import { openStorage } from './storage/database.ts';
import { COLLECT_COMMAND, DANGER_COMMAND, LANGUAGE, PAGE_COMMAND, PANEL_PAGE } from './stored-keys.ts';

/** The browser may end the background 30 seconds after it last heard of something; an alarm rings later than this. */
const ALIVE_MS = 25_000;
const SHORTEST_WAIT_MS = 1_000;

const wholePage: MenuChoice = { entry: 'page', linkUrl: null, selection: null, element: null };

/** Everything the background listens to. Listeners are added at once, or the browser would not wake us for them. */
export function startBackground(): void {
  const channel = new BroadcastChannel(OUTBOX_CHANNEL);
  const storage = openStorage(sealPlainRows);
  const store = openOutbox(storage, () => channel.postMessage('changed'));
  const way = createWay();
  const watch = createDangerWatch(store);
  const collected = new BroadcastChannel(SITTING_CHANNEL);
  const sittings = openSittings(storage, () => collected.postMessage('changed'));
  let sooner: ReturnType<typeof setTimeout> | undefined;
  const work = async (cause: WorkCause): Promise<void> => {
    if (cause === 'DANGER') way.make();
    // What keeps it from being sent must not keep it from being told.
    void watch();
    try {
      const nextAttemptAt = await workOutbox(store, cause, (url, init) => fetch(url, init), way);
      clearTimeout(sooner);
      const wait = Math.max(SHORTEST_WAIT_MS, (nextAttemptAt ?? Number.POSITIVE_INFINITY) - Date.now());
      if (wait < ALIVE_MS) sooner = setTimeout(() => void work('DUE'), wait);
    } catch (error) {
      // The disk may be full; what is stored stays, and the alarm comes again.
      console.error('The outbox could not be drained', error);
    }
    void watch();
  };
  channel.onmessage = () => void watch();

  onToolbar((tab) => {
    void openPanel(tab.windowId).catch(() => undefined);
    void captureTab(tab, null, new Date());
  });
  // Beside a private window nothing reaches the disk, so that what is to be collected is flagged at once.
  const collect = (tab: Tab, choice: MenuChoice | null): Promise<unknown> =>
    tab.private
      ? captureTab(tab, choice, new Date())
      : collectPost(sittings, tab, choice, new Date()).catch((error: unknown) =>
          console.error('The post could not be collected', error),
        );
  onMenu((choice, tab) => {
    void openPanel(tab.windowId).catch(() => undefined);
    if (choice.entry === 'collect') void collect(tab, choice);
    else void captureTab(tab, choice, new Date());
  });
  onCommand(PAGE_COMMAND, (tab) => {
    void openPanel(tab.windowId).catch(() => undefined);
    void captureTab(tab, wholePage, new Date());
  });
  onCommand(COLLECT_COMMAND, (tab) => {
    void openPanel(tab.windowId).catch(() => undefined);
    void collect(tab, null);
  });
  onCommand(DANGER_COMMAND, (tab) => {
    void openPanel(tab.windowId).catch(() => undefined);
    void captureTab(tab, null, new Date(), true);
  });
  onAlarm(OUTBOX_ALARM, () => void work('DUE'));
  onMessage(async (message) => {
    const request = DrainRequest.safeParse(message);
    if (request.success) await work(request.data.cause);
  });
  onTold(
    (message) => PickMessage.safeParse(message).data,
    (picked, tab) => keepPicked(sittings, tab, picked, new Date()),
  );
  self.addEventListener('online', () => void work('ONLINE'));

  const renewPolicy = async () => {
    const pairing = await readPairing();
    if (pairing?.token)
      await refreshPolicy({ server: pairing.server, token: pairing.token }, (url, init) => fetch(url, init));
  };
  startSafeViewing(async (breakDue) => {
    const text = await readBackgroundTexts();
    return breakDue ? text('safe:break.mark') : text('safe:mark', { keys: REVEAL_KEYS });
  });

  startControl(async () => {
    const text = await readBackgroundTexts();
    return { label: text('ways:menu.post'), language: text.language };
  });

  startRechecks();

  const renewMenus = async () => {
    const text = await readBackgroundTexts();
    await setMenus({
      post: text('ways:menu.post'),
      selection: text('ways:menu.selection'),
      link: text('ways:menu.link'),
      account: text('ways:menu.account'),
      page: text('ways:menu.page'),
      collect: text('ways:menu.collect'),
    });
  };
  onBegin(() => {
    void renewMenus();
    void renewPolicy();
    void work('OPENED');
  });
  onStored('local', LANGUAGE, () => void renewMenus());
  if (!canOpenPanel()) void usePopup(PANEL_PAGE);
}
