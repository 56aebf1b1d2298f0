import { browser } from 'wxt/browser';
import { isMenuEntry, type MenuEntry, menuEntries } from './ways/menu-entries.ts';

/**
 * The only file that touches the browser's extension API; everything else is given these functions. Written once
 * for Chromium and Firefox, which differ in how the panel opens.
 */

export interface Tab {
  tabId: number;
  windowId: number;
  /** Only known where the person just asked us to look at the tab, or granted us the site. */
  url: string | null;
  /** In a private window: nothing of it may stay on this computer. */
  private: boolean;
}

interface RawTab {
  id?: number | undefined;
  windowId: number;
  url?: string | undefined;
  incognito: boolean;
}

function tabOf(raw: RawTab | undefined): Tab | null {
  if (raw?.id === undefined || raw.id < 0) return null;
  return { tabId: raw.id, windowId: raw.windowId, url: raw.url ?? null, private: raw.incognito };
}

// Firefox only, and unknown to the types, which are Chromium's.
function hasSidebar(api: object): api is {
  sidebarAction: { open(): Promise<void>; isOpen(where: { windowId: number }): Promise<boolean> };
} {
  return 'sidebarAction' in api;
}

const hasSidePanel = () => 'sidePanel' in browser && browser.sidePanel !== undefined;

/** Whether there is a panel beside the page; on a phone there is not, and a popup takes its place. */
export function canOpenPanel(): boolean {
  return hasSidePanel() || hasSidebar(browser);
}

/** Opens the panel of the window. Must be called directly in the handler of what the person pressed. */
export async function openPanel(windowId: number): Promise<void> {
  if (hasSidePanel()) await browser.sidePanel.open({ windowId });
  else if (hasSidebar(browser)) await browser.sidebarAction.open();
}

/** Windows in which the panel of a tab is shown, by the tab. */
const panelWindows = new Map<number, number>();

/**
 * Opens the panel for a press on something of ours in a tab's page; called as directly as {@link openPanel}. Firefox opens
 * its sidebar for no press in a page: where that is closed, the panel of the tab is shown in a small window of its own.
 */
export async function openPanelBeside({ windowId, tabId }: Tab, page: string): Promise<void> {
  try {
    return await openPanel(windowId);
  } catch {
    if (hasSidebar(browser) && (await browser.sidebarAction.isOpen({ windowId }))) return;
  }
  const known = panelWindows.get(tabId);
  if (known !== undefined) {
    const shown = await browser.windows.update(known, { focused: true }).catch(() => null);
    if (shown !== null) return;
  }
  const size = { width: 420, height: 760 };
  const made = await browser.windows.create({ url: `${page}?tab=${tabId}`, type: 'popup', ...size });
  if (made?.id !== undefined) panelWindows.set(tabId, made.id);
}

/** Shows the page when the toolbar button is pressed, instead of telling the background. */
export async function usePopup(page: string): Promise<void> {
  await browser.action.setPopup({ popup: page });
}

/** The toolbar button or its keyboard shortcut was pressed; the tab may be read until it goes elsewhere. */
export function onToolbar(listener: (tab: Tab) => void): void {
  browser.action.onClicked.addListener((raw) => {
    const tab = tabOf(raw);
    if (tab) listener(tab);
  });
}

/** Puts our entries into the context menu, in place of any earlier ones. */
export async function setMenus(titles: Readonly<Record<MenuEntry, string>>): Promise<void> {
  await browser.contextMenus.removeAll();
  for (const [id, contexts] of Object.entries(menuEntries)) {
    if (isMenuEntry(id)) browser.contextMenus.create({ id, title: titles[id], contexts: [...contexts] });
  }
}

export interface MenuChoice {
  entry: MenuEntry;
  linkUrl: string | null;
  selection: string | null;
  /** Firefox's number of the element that was pressed on; see {@link elementOfMenu}. */
  element: number | null;
}

export function onMenu(listener: (choice: MenuChoice, tab: Tab) => void): void {
  browser.contextMenus.onClicked.addListener((info, raw) => {
    const { menuItemId: entry } = info;
    const tab = tabOf(raw);
    if (!isMenuEntry(entry) || !tab) return;
    const element = 'targetElementId' in info ? info.targetElementId : null;
    const choice = {
      entry,
      linkUrl: info.linkUrl ?? null,
      selection: info.selectionText ?? null,
      element: typeof element === 'number' ? element : null,
    };
    listener(choice, { ...tab, url: info.pageUrl ?? tab.url });
  });
}

// Firefox only, and unknown to the types, which are Chromium's.
function hasMenuElements(api: object): api is { menus: { getTargetElement(id: number): Element | null } } {
  return 'menus' in api;
}

/** In a script of ours in a page: the element that the context menu was opened on, by Firefox's number of it. */
export function elementOfMenu(id: number): Element | null {
  return hasMenuElements(browser) ? browser.menus.getTargetElement(id) : null;
}

/** The shortcuts as they are set in this browser; empty where another extension has the keys, or a person took them out. */
export async function readShortcuts(): Promise<ReadonlyMap<string, string>> {
  const commands = await browser.commands.getAll();
  return new Map(commands.map(({ name = '', shortcut = '' }) => [name, shortcut]));
}

export interface ToolbarMark {
  /** One or two characters on the button; empty: none. */
  text: string;
  /** Behind the text, `#rrggbb`. */
  colour: string;
  /** What the button is called. */
  title: string;
}

/** Marks the toolbar button on every tab. */
export async function markToolbar({ text, colour, title }: ToolbarMark): Promise<void> {
  await Promise.all([
    browser.action.setBadgeText({ text }),
    browser.action.setBadgeBackgroundColor({ color: colour }),
    browser.action.setTitle({ title }),
  ]);
}

const notifications = { permissions: ['notifications' as const] };

/** Whether notices of the system may be shown. */
export async function mayNotify(): Promise<boolean> {
  return browser.permissions.contains(notifications);
}

/** Asks the person whether they may. Must be called directly in the handler of what the person pressed. */
export async function askToNotify(): Promise<boolean> {
  return browser.permissions.request(notifications);
}

/** Gives up showing notices of the system. */
export async function stopNotifying(): Promise<void> {
  await browser.permissions.remove(notifications);
}

/** Shows a notice of the system, without a sound, until it is put away. Does nothing where that is not allowed. */
export async function notify(id: string, title: string, message: string): Promise<void> {
  if (!(await mayNotify())) return;
  const looks = { type: 'basic', iconUrl: '/icon/128.png', title, message } as const;
  await browser.notifications.create(id, { ...looks, silent: true, requireInteraction: true, priority: 2 });
}

/** Runs one of our scripts in the tab's page, in a world that the page cannot reach. Rejects where it may not. */
export async function runFileInTab(tabId: number, file: string): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId }, files: [file] });
}

type WithoutNull<Value> = null extends Value
  ? never
  : Value extends object
    ? { [Key in keyof Value]: WithoutNull<Value[Key]> }
    : Value;

/**
 * Runs the function in the same world of the tab's page and gives what it returned. It may refer to nothing outside of
 * itself; what it is given must be JSON without null, as Chromium leaves out properties that are. Rejects where the page
 * may not be read.
 */
export async function runInTab<Input, Output>(
  tabId: number,
  run: (input: Input) => Output,
  input: Input & WithoutNull<Input>,
): Promise<unknown> {
  const [result] = await browser.scripting.executeScript({ target: { tabId }, func: run, args: [input] });
  return result?.result;
}

/** The tab in front in the panel's own window. */
export async function tabInFront(): Promise<Tab | null> {
  const [raw] = await browser.tabs.query({ active: true, currentWindow: true });
  return tabOf(raw);
}

export async function tabById(tabId: number): Promise<Tab | null> {
  return browser.tabs.get(tabId).then(tabOf, () => null);
}

/** Another tab came to the front, in any window; gives a function that stops it. */
export function onTabInFront(listener: () => void): () => void {
  browser.tabs.onActivated.addListener(listener);
  return () => browser.tabs.onActivated.removeListener(listener);
}

/** A tab was closed; gives a function that stops it. */
export function onTabClosed(listener: (tabId: number) => void): () => void {
  browser.tabs.onRemoved.addListener(listener);
  return () => browser.tabs.onRemoved.removeListener(listener);
}

/** The JSON of a file of the extension itself. */
export async function readOwnFile(path: string): Promise<unknown> {
  return (await fetch(new URL(path, location.origin))).json();
}

/** Opens an address, or a page of the extension (`privacy.html`), in a tab of its own. */
export async function openTab(url: string): Promise<void> {
  await browser.tabs.create({ url });
}

/** Opens a tab with nothing in it, in front; gives its number. */
export async function openBlankTab(): Promise<number> {
  const { id } = await browser.tabs.create({ url: 'about:blank' });
  if (id === undefined) throw new Error('The browser opened no tab');
  return id;
}

/** Brings the tab to the front and leads it to an address. */
export async function goTo(tabId: number, url: string): Promise<void> {
  await browser.tabs.update(tabId, { url, active: true });
}

/** Whether the tab shows a page of the web, and all of it. */
export async function hasLoaded(tabId: number): Promise<boolean> {
  const { status, url, pendingUrl } = await browser.tabs.get(tabId);
  return status === 'complete' && pendingUrl === undefined && /^https?:/.test(url ?? '');
}

/** `local` stays on disk; `session` stays in memory until the browser closes. */
export type Area = 'local' | 'session';

export async function readStored(area: Area, key: string): Promise<unknown> {
  const values: Record<string, unknown> = await browser.storage[area].get(key);
  return values[key];
}

/** Stores a JSON value; null removes it. */
export async function writeStored(area: Area, key: string, value: unknown): Promise<void> {
  if (value === null) await browser.storage[area].remove(key);
  else await browser.storage[area].set({ [key]: value });
}

/** Calls back with the new value (undefined once removed); gives a function that stops it. */
export function onStored(area: Area, key: string, listener: (value: unknown) => void): () => void {
  const heard = (changes: Record<string, { newValue?: unknown }>, where: string) => {
    if (where === area && key in changes) listener(changes[key]?.newValue);
  };
  browser.storage.onChanged.addListener(heard);
  return () => browser.storage.onChanged.removeListener(heard);
}

/** The administrator changed what is preset; gives a function that stops it. */
export function onManaged(listener: () => void): () => void {
  const heard = (_: unknown, where: string) => {
    if (where === 'managed') listener();
  };
  browser.storage.onChanged.addListener(heard);
  return () => browser.storage.onChanged.removeListener(heard);
}

/** Calls back when anything in any area changes; gives a function that stops it. */
export function onStoredAnything(listener: () => void): () => void {
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}

/** Everything in an area, by key. `managed` is what the organisation's administrator preset; nobody can write it. */
export async function allStored(area: Area | 'managed'): Promise<Record<string, unknown>> {
  try {
    return await browser.storage[area].get(null);
  } catch (error) {
    // Firefox rejects where no administrator preset anything.
    if (area === 'managed') return {};
    throw error;
  }
}

export async function clearStored(area: Area): Promise<void> {
  await browser.storage[area].clear();
}

/** Wakes the background every `periodInMinutes` (at least 0.5), until disarmed. */
export async function armAlarm(name: string, periodInMinutes: number): Promise<void> {
  const armed = await browser.alarms.get(name);
  if (armed?.periodInMinutes !== periodInMinutes) await browser.alarms.create(name, { periodInMinutes });
}

export async function disarmAlarm(name: string): Promise<void> {
  await browser.alarms.clear(name);
}

/** Names of the alarms that are armed. */
export async function armedAlarms(): Promise<string[]> {
  return (await browser.alarms.getAll()).map(({ name }) => name);
}

export async function disarmAllAlarms(): Promise<void> {
  await browser.alarms.clearAll();
}

/** Ids of the scripts and styles that the browser puts into pages for us. */
export async function registeredScripts(): Promise<string[]> {
  return (await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id);
}

export async function unregisterAllScripts(): Promise<void> {
  await browser.scripting.unregisterContentScripts();
}

export function onAlarm(name: string, listener: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) listener();
  });
}

/** The extension was installed or updated, or the browser was started. */
export function onBegin(listener: () => void): void {
  browser.runtime.onInstalled.addListener(listener);
  browser.runtime.onStartup.addListener(listener);
}

/** Tells the background something. Resolves when it heard; nobody listening is no error. */
export async function tellBackground(message: unknown): Promise<void> {
  await browser.runtime.sendMessage(message).catch(() => undefined);
}

const isOwnPage = (url: string | undefined) => url?.startsWith(`${location.origin}/`) === true;

/** Listens to our own pages. The background stays awake until the returned promise settles. */
export function onMessage(listener: (message: unknown) => Promise<void>): void {
  browser.runtime.onMessage.addListener((message: unknown, sender, answer) => {
    if (sender.id !== browser.runtime.id || !isOwnPage(sender.url)) return false;
    void listener(message).finally(() => answer(null));
    return true;
  });
}

/**
 * Listens to what our scripts in pages tell; what `parse` makes nothing of is left to other listeners. What the returned
 * promise gives is the answer. It is called directly, so that a press in the page may still open the panel.
 */
export function onTold<Message>(
  parse: (message: unknown) => Message | undefined,
  listener: (message: Message, tab: Tab) => Promise<unknown>,
): void {
  browser.runtime.onMessage.addListener((message: unknown, sender, answer) => {
    const tab = tabOf(sender.tab);
    if (sender.id !== browser.runtime.id || isOwnPage(sender.url) || tab === null) return false;
    const parsed = parse(message);
    if (parsed === undefined) return false;
    void listener(parsed, tab).then(answer, () => answer(null));
    return true;
  });
}

/** Asks the person for access to sites. Must be called directly in the handler of what the person pressed. */
export async function askToReach(...patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: [...patterns] });
}

/** Whether the person still gives access to the sites; she can take it back in the browser at any time. */
export async function mayReach(...patterns: readonly string[]): Promise<boolean> {
  return browser.permissions.contains({ origins: [...patterns] });
}

/** Gives access to the sites back. */
export async function stopReaching(...patterns: string[]): Promise<void> {
  await browser.permissions.remove({ origins: patterns });
}

/** Every site that the person gives access to, as match patterns. */
export async function reachableSites(): Promise<string[]> {
  return (await browser.permissions.getAll()).origins ?? [];
}

/** Access to a site was given or taken back, here or in the browser; gives a function that stops it. */
export function onReachableSites(listener: () => void): () => void {
  browser.permissions.onAdded.addListener(listener);
  browser.permissions.onRemoved.addListener(listener);
  return () => {
    browser.permissions.onAdded.removeListener(listener);
    browser.permissions.onRemoved.removeListener(listener);
  };
}

export function extensionVersion(): string {
  return browser.runtime.getManifest().version;
}

/** A document in a tab, in which our script runs. */
export interface Frame {
  tabId: number;
  frameId: number;
  /** Unknown to Firefox. */
  documentId: string | null;
  /** Address of the tab, where the person gave us its site; else what is known of the document's own. */
  url: string | null;
}

/**
 * Listens to our scripts in all frames of pages; what `parse` makes nothing of is left to other listeners. What the
 * returned promise gives is the answer. Pages cannot speak here.
 */
export function onFrameMessage<Message>(
  parse: (message: unknown) => Message | undefined,
  listener: (message: Message, frame: Frame) => Promise<unknown>,
): void {
  browser.runtime.onMessage.addListener((message: unknown, sender, answer) => {
    const { tab, frameId } = sender;
    if (sender.id !== browser.runtime.id || isOwnPage(sender.url)) return false;
    if (tab?.id === undefined || frameId === undefined) return false;
    const parsed = parse(message);
    if (parsed === undefined) return false;
    const url = tab.url ?? sender.origin ?? null;
    const frame = { tabId: tab.id, frameId, documentId: sender.documentId ?? null, url };
    void listener(parsed, frame).then(answer, () => answer(null));
    return true;
  });
}

/** In a script of ours in a page: whether the extension that it came with is still there, and not replaced. */
export function isInstalled(): boolean {
  try {
    return browser.runtime.id !== undefined;
  } catch {
    return false;
  }
}

/** Asks the background something from a page; null where nobody answers. */
export async function askBackground(message: unknown): Promise<unknown> {
  try {
    const answer: unknown = await browser.runtime.sendMessage(message);
    return answer;
  } catch {
    return null;
  }
}

/** Tells our scripts in all frames of the tab something; nobody listening is no error. */
export async function tellFrames(tabId: number, message: unknown): Promise<void> {
  await browser.tabs.sendMessage(tabId, message).catch(() => undefined);
}

/** Listens, in a page, to the background; gives a function that stops it. */
export function onBackgroundMessage(listener: (message: unknown) => void): () => void {
  const heard = (message: unknown, sender: { id?: string | undefined }) => {
    if (sender.id === browser.runtime.id) listener(message);
  };
  browser.runtime.onMessage.addListener(heard);
  return () => browser.runtime.onMessage.removeListener(heard);
}

/** All frames of a tab, or one of its documents. */
export type StyleTarget = Pick<Frame, 'tabId' | 'frameId' | 'documentId'> | { tabId: number };

function injectionTarget(target: StyleTarget) {
  const { tabId } = target;
  if (!('frameId' in target)) return { tabId, allFrames: true };
  return target.documentId === null
    ? { tabId, frameIds: [target.frameId] }
    : { tabId, documentIds: [target.documentId] };
}

/** Adds style that no page can override, closed shadow trees included. Rejects where the page may not be reached. */
export async function addUserStyle(target: StyleTarget, css: string): Promise<void> {
  await browser.scripting.insertCSS({ target: injectionTarget(target), css, origin: 'USER' });
}

/** Takes away what {@link addUserStyle} added; style that is not there is no error. */
export async function removeUserStyle(target: StyleTarget, css: string): Promise<void> {
  await browser.scripting
    .removeCSS({ target: injectionTarget(target), css, origin: 'USER' })
    .catch(() => undefined);
}

export interface PageScript {
  id: string;
  file: string;
  /** MAIN: among the page's own scripts, which can see and change it. */
  world: 'ISOLATED' | 'MAIN';
  /** Runs when the page is there, and in none of its frames; else in all of them, before anything is drawn. */
  late?: true;
}

/** Where scripts run by themselves: match patterns. No match: nowhere. */
export interface Reach {
  matches: string[];
  excludeMatches: string[];
}

/**
 * Lets the scripts run in every matching document from now on and after every start of the browser; replaces what was
 * registered under the same ids.
 *
 * @param anew also where the browser says that they are registered so: one that has just started may only remember it
 */
export async function registerPageScripts(
  scripts: readonly PageScript[],
  reach: Reach,
  anew: boolean,
): Promise<void> {
  const ids = scripts.map(({ id }) => id);
  const known = await browser.scripting.getRegisteredContentScripts({ ids });
  if (reach.matches.length === 0) {
    if (known.length > 0)
      await browser.scripting.unregisterContentScripts({ ids: known.map(({ id }) => id) });
    return;
  }
  const wanted = scripts.map(({ id, file, world, late }) => {
    const frames = late !== true;
    const script = { id, world, ...reach, js: [file], allFrames: frames, matchOriginAsFallback: frames };
    const runAt: 'document_start' | 'document_idle' = frames ? 'document_start' : 'document_idle';
    return { ...script, runAt, persistAcrossSessions: true };
  });
  const same = (one: readonly string[] = [], other: readonly string[] = []) =>
    one.toSorted().join() === other.toSorted().join();
  // What is right is not touched: a page that begins meanwhile might be missed.
  const isRight = ({ id, matches, excludeMatches }: (typeof wanted)[number]) =>
    known.some(
      (script) =>
        script.id === id && same(script.matches, matches) && same(script.excludeMatches, excludeMatches),
    );
  if (!anew && wanted.every(isRight)) return;
  const isKnown = ({ id }: { id: string }) => known.some((script) => script.id === id);
  const [old, fresh] = [wanted.filter(isKnown), wanted.filter((script) => !isKnown(script))];
  if (old.length > 0) await browser.scripting.updateContentScripts(old);
  if (fresh.length > 0) await browser.scripting.registerContentScripts(fresh);
}

/** Runs the scripts in a tab that is open already. Rejects where it may not be reached. */
export async function runPageScripts(tabId: number, scripts: readonly PageScript[]): Promise<void> {
  for (const { file, world, late } of scripts) {
    const target = { tabId, allFrames: late !== true };
    await browser.scripting.executeScript({ target, files: [file], world, injectImmediately: true });
  }
}

/** All tabs; with an address only where the person lets us know it. */
export async function allTabs(): Promise<Tab[]> {
  return (await browser.tabs.query({})).map(tabOf).filter((tab) => tab !== null);
}

/** Silences the whole tab, whatever in it makes a sound, or gives back the sound that we took. */
export async function muteTab(tabId: number, muted: boolean): Promise<void> {
  const { mutedInfo } = await browser.tabs.get(tabId);
  const isOurs = mutedInfo?.muted === true && mutedInfo.extensionId === browser.runtime.id;
  if (muted ? mutedInfo?.muted !== true : isOurs) await browser.tabs.update(tabId, { muted });
}

/** A tab shows another document, or has drawn it; gives a function that stops it. */
export function onTabShows(listener: (tab: Tab, status: 'loading' | 'complete') => void): () => void {
  const heard = (_: number, change: { status?: string | undefined }, raw: RawTab) => {
    const tab = tabOf(raw);
    if (tab && (change.status === 'loading' || change.status === 'complete')) listener(tab, change.status);
  };
  browser.tabs.onUpdated.addListener(heard);
  return () => browser.tabs.onUpdated.removeListener(heard);
}

/** A keyboard command of the browser was pressed; the tab may be read until it goes elsewhere. */
export function onCommand(name: string, listener: (tab: Tab) => void): void {
  browser.commands.onCommand.addListener((command, raw) => {
    const tab = tabOf(raw);
    if (command === name && tab) listener(tab);
  });
}

// Firefox only, and unknown to the types, which are Chromium's.
function tellsShadow(element: HTMLElement): element is HTMLElement & {
  openOrClosedShadowRoot: ShadowRoot | null;
} {
  return 'openOrClosedShadowRoot' in element;
}

/** The shadow tree of an element, closed ones included; only in a page. */
export function shadowOf(element: HTMLElement): ShadowRoot | null {
  return tellsShadow(element) ? element.openOrClosedShadowRoot : browser.dom.openOrClosedShadowRoot(element);
}
