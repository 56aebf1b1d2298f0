import { type MenuChoice, runInTab, type Tab, writeStored } from '../browser.ts';
import { CAPTURE } from '../stored-keys.ts';
import type { Capture } from './capture.ts';
import { contentOfReading } from './content-of-reading.ts';
import { PageReading } from './page-reading.ts';
import { readPage } from './read-page.ts';

/**
 * Takes from the tab what a flag needs and leaves it for the panel of its window. Only ever called because the
 * analyst pressed something, which is also what lets the browser read the page. A page that cannot be read (the
 * browser's own pages, its store, a document viewer) still gives its address where that is known.
 */
export async function captureTab(tab: Tab, choice: MenuChoice | null, now: Date): Promise<Capture> {
  const reading = await runInTab(tab.tabId, readPage).then(
    (result) => PageReading.safeParse(result).data ?? null,
    () => null,
  );
  const capture: Capture = {
    id: crypto.randomUUID(),
    cause: 'PAGE',
    tabId: tab.tabId,
    windowId: tab.windowId,
    observedAt: now.toISOString(),
    url: /^https?:/.test(tab.url ?? '') ? (tab.url ?? '') : '',
    text: choice?.selection ?? '',
    authorHandle: '',
    language: '',
    read: reading !== null,
    ...(reading === null ? {} : contentOfReading(reading)),
    ...(choice === null ? {} : chosen(choice, reading)),
  };
  await writeStored('session', CAPTURE, capture);
  return capture;
}

/** What the context menu knows better than the page. */
function chosen(choice: MenuChoice, reading: PageReading | null): Partial<Capture> {
  if (choice.context === 'link' && choice.linkUrl !== null) {
    // The page around a link is not what the link leads to: its text and author are not the content's.
    const text = reading?.links.find((link) => link.href === choice.linkUrl)?.text ?? '';
    return { cause: 'LINK', url: choice.linkUrl, text, authorHandle: '', language: '' };
  }
  return choice.context === 'selection' ? { cause: 'SELECTION' } : {};
}
