import { browser } from 'wxt/browser';
import type { Frame } from './messages.ts';

/** Ids of the scripts and styles that the browser puts into pages for us. */
export async function registeredScripts(): Promise<string[]> {
  return (await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id);
}

export async function unregisterAllScripts(): Promise<void> {
  await browser.scripting.unregisterContentScripts();
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
