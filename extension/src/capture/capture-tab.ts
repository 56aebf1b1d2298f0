import { writeStored } from '../browser/storage.ts';
import type { Tab } from '../browser/tabs.ts';
import { CAPTURE } from '../stored-keys.ts';
import type { Choice } from '../ways/target-of.ts';
import type { Capture } from './capture.ts';
import type { PageReading } from './page-reading.ts';
import { readTab } from './read-tab.ts';
import { reportUnlike } from './report-unlike.ts';

/**
 * Takes from the tab what a flag needs and leaves it for the panel of its window. Only ever called because the
 * analyst pressed something, which is also what lets the browser read the page. A page that cannot be read (the
 * browser's own pages, its store, a document viewer) still gives its address where that is known.
 */
export async function captureTab(
  tab: Tab,
  choice: Choice | null,
  now: Date,
  danger = false,
): Promise<Capture> {
  const capture = { ...captureOf(tab, choice, await readTab(tab.tabId, choice), now), danger };
  await writeStored('session', CAPTURE, capture);
  if (capture.unlike !== null) void reportUnlike(capture.unlike, now);
  return capture;
}

const causes = { link: 'LINK', selection: 'SELECTION', account: 'ACCOUNT' } as const;

/** A reading as what was captured; null: the page could not be read. */
export function captureOf(tab: Tab, choice: Choice | null, reading: PageReading | null, now: Date): Capture {
  const entry = choice?.entry;
  const hasCause = entry === 'link' || entry === 'selection' || entry === 'account';
  return {
    ...(reading ?? unread(tab, choice)),
    id: crypto.randomUUID(),
    cause: hasCause ? causes[entry] : 'PAGE',
    tabId: tab.tabId,
    windowId: tab.windowId,
    observedAt: now.toISOString(),
    read: reading !== null,
    danger: false,
  };
}

/** What is known without the page. */
function unread(tab: Tab, choice: Choice | null): PageReading {
  const isLink = choice?.entry === 'link' || choice?.entry === 'account';
  const address = (isLink ? choice.linkUrl : null) ?? tab.url;
  return {
    adapter: 'WEB',
    unlike: null,
    url: /^https?:/.test(address ?? '') ? (address ?? '') : '',
    hasOwnAddress: true,
    authorHandle: '',
    authorId: '',
    text: (choice?.entry === 'selection' ? (choice.selection ?? '') : '').slice(0, 2_000).toWellFormed(),
    language: '',
    postedAt: '',
    parentId: '',
    groupId: '',
    counts: {},
  };
}
