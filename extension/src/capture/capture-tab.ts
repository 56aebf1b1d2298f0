import { callCaptureScript } from '../adapters/call-capture-script.ts';
import type { AskedTarget } from '../adapters/target.ts';
import { type MenuChoice, runFileInTab, runInTab, type Tab, writeStored } from '../browser.ts';
import { readPolicy } from '../policy/policy-store.ts';
import { CAPTURE, CAPTURE_SCRIPT } from '../stored-keys.ts';
import type { Capture } from './capture.ts';
import { PageReading } from './page-reading.ts';
import { reportUnlike } from './report-unlike.ts';

/**
 * Takes from the tab what a flag needs and leaves it for the panel of its window. Only ever called because the
 * analyst pressed something, which is also what lets the browser read the page. A page that cannot be read (the
 * browser's own pages, its store, a document viewer) still gives its address where that is known.
 */
export async function captureTab(
  tab: Tab,
  choice: MenuChoice | null,
  now: Date,
  danger = false,
): Promise<Capture> {
  const target = targetOf(choice);
  const reading = await readTab(tab.tabId, target);
  const capture: Capture = {
    ...(reading ?? unread(tab, choice)),
    id: crypto.randomUUID(),
    cause:
      choice === null || choice.context === 'page'
        ? 'PAGE'
        : choice.context === 'link'
          ? 'LINK'
          : 'SELECTION',
    tabId: tab.tabId,
    windowId: tab.windowId,
    observedAt: now.toISOString(),
    read: reading !== null,
    danger,
  };
  await writeStored('session', CAPTURE, capture);
  if (capture.unlike !== null) void reportUnlike(capture.unlike, now);
  return capture;
}

function targetOf(choice: MenuChoice | null): AskedTarget {
  if (choice?.context === 'link' && choice.linkUrl !== null) return { kind: 'LINK', url: choice.linkUrl };
  return choice?.context === 'selection'
    ? { kind: 'SELECTION', text: choice.selection ?? '' }
    : { kind: 'CURSOR' };
}

/** Null where the page may not be read, or where what came back is of no known shape. */
async function readTab(tabId: number, target: AskedTarget): Promise<PageReading | null> {
  try {
    const { adaptersOff } = await readPolicy();
    await runFileInTab(tabId, CAPTURE_SCRIPT);
    const answer = await runInTab(tabId, callCaptureScript, { target, switchedOff: adaptersOff });
    return PageReading.safeParse(answer).data ?? null;
  } catch {
    return null;
  }
}

/** What is known without the page. */
function unread(tab: Tab, choice: MenuChoice | null): PageReading {
  const address = choice?.context === 'link' ? choice.linkUrl : tab.url;
  return {
    adapter: 'WEB',
    unlike: null,
    url: /^https?:/.test(address ?? '') ? (address ?? '') : '',
    hasOwnAddress: true,
    authorHandle: '',
    authorId: '',
    text: (choice?.selection ?? '').slice(0, 2_000).toWellFormed(),
    language: '',
    postedAt: '',
    parentId: '',
    groupId: '',
    counts: {},
  };
}
