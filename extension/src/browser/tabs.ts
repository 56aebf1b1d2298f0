import { browser } from 'wxt/browser';

export interface Tab {
  tabId: number;
  windowId: number;
  /** Only known where the person just asked us to look at the tab, or granted us the site. */
  url: string | null;
  /** In a private window: nothing of it may stay on this computer. */
  private: boolean;
}

export interface RawTab {
  id?: number | undefined;
  windowId: number;
  url?: string | undefined;
  incognito: boolean;
}

/** A tab as we know it, or null where the browser gives none. */
export function tabOf(raw: RawTab | undefined): Tab | null {
  if (raw?.id === undefined || raw.id < 0) return null;
  return { tabId: raw.id, windowId: raw.windowId, url: raw.url ?? null, private: raw.incognito };
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
