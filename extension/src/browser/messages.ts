import { browser } from 'wxt/browser';
import { type Tab, tabOf } from './tabs.ts';

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
