import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Capture } from '../capture/capture.ts';
import type { Owner } from '../outbox/outbox-entry.ts';
import { openOutbox } from '../outbox/outbox-store.ts';
import { saveFlag } from '../outbox/save-flag.ts';
import { openStorage } from '../storage/database.ts';
import { draftOfFlag, emptyDraft } from './draft.ts';
import { DraftKeeper, type FormTab, type SlotMemory, WRITE_EVERY_MS } from './draft-keeper.ts';
import { type DraftStore, openDrafts } from './draft-store.ts';
import { flagOfDraft } from './flag-of-draft.ts';
import { DRAFT_LIFETIME_MS, type Slot } from './kept-draft.ts';

const anna: Owner = { server: 'https://lapwing.example', personId: 'anna' };
const boon: Owner = { server: 'https://lapwing.example', personId: 'boon' };
const START = Date.parse('2026-11-24T10:00:00Z');
const postA = 'https://www.facebook.com/somebody.example/posts/1000001';
const postB = 'https://www.facebook.com/somebody.example/posts/1000002';

const captured = (tabId: number, url: string, id = `capture of ${url} in ${tabId}`): Capture => ({
  id,
  cause: 'PAGE',
  tabId,
  windowId: 1,
  observedAt: '2026-11-24T10:00:00.000Z',
  url,
  text: 'a harmless post',
  authorHandle: 'somebody.example',
  authorId: '',
  parentId: '',
  groupId: '',
  postedAt: '',
  hasOwnAddress: true,
  counts: {},
  unlike: null,
  language: 'en',
  read: true,
  danger: false,
});
const tab = (tabId: number | null, isPrivate = false): FormTab => ({ tabId, private: isPrivate });

/** A browser: its memory ends with it, its disk (an IndexedDB) does not. */
function startBrowser(session: string) {
  const slots = new Map<string, Slot>();
  const open = new Set([1, 2, 3]);
  const keyOf = (owner: Owner, tabId: number | null) => `${owner.personId} ${tabId}`;
  const memory: SlotMemory = {
    read: async (owner, tabId) => structuredClone(slots.get(keyOf(owner, tabId)) ?? null),
    write: (slot) => void slots.set(keyOf(slot.kept.owner, slot.kept.tabId), structuredClone(slot)),
    forget: (owner, tabId) => void slots.delete(keyOf(owner, tabId)),
  };
  let writes = 0;
  let isFull = false;
  const storage = openStorage();
  const real = openDrafts(storage);
  const disk: DraftStore = {
    ...real,
    async put(kept) {
      writes += 1;
      if (isFull) throw new DOMException('The disk is full', 'QuotaExceededError');
      await real.put(kept);
    },
  };
  return {
    open,
    outbox: openOutbox(storage, () => undefined),
    disk: real,
    slots,
    writes: () => writes,
    fill: (full: boolean) => {
      isFull = full;
    },
    /** Opens a panel, for anna unless another is named. */
    panel(owner = anna, isPrivate = false) {
      return new DraftKeeper({
        owner,
        session,
        disk,
        memory,
        isOpen: async (tabId) => open.has(tabId),
        isPrivate: async () => isPrivate,
        now: Date.now,
        newId: () => crypto.randomUUID(),
      });
    },
  };
}

const draftIn = (keeper: DraftKeeper) => keeper.view().slot?.kept.draft;
const notes = (keeper: DraftKeeper) => keeper.view().unfinished.map(({ draft }) => draft.note);
const onDisk = async (browser: ReturnType<typeof startBrowser>, owner = anna) =>
  (await browser.disk.all(owner, Date.now())).drafts.map(({ draft }) => draft.note);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  // Everything else runs in real time, above all IndexedDB.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the form of a tab', () => {
  it('is on disk within the time it takes to write, and not at every key', async () => {
    const browser = startBrowser('one');
    const keeper = browser.panel();
    await keeper.show(tab(1));
    for (const note of ['a', 'as', 'ask', 'asks']) keeper.change({ note });
    expect(browser.writes()).toBe(0);
    vi.advanceTimersByTime(WRITE_EVERY_MS);
    await keeper.flush();
    expect(browser.writes()).toBe(1);
    expect(await onDisk(browser)).toEqual(['asks']);
    keeper.change({ note: 'asks for secrecy' });
    await keeper.flush();
    expect(await onDisk(browser)).toEqual(['asks for secrecy']);
  });

  it('is not on disk while a page alone filled it in, and leaves the disk when it is cleared', async () => {
    const browser = startBrowser('one');
    const keeper = browser.panel();
    await keeper.show(tab(1));
    await keeper.consider(captured(1, postA));
    expect(draftIn(keeper)).toMatchObject({ url: postA, text: 'a harmless post' });
    vi.advanceTimersByTime(WRITE_EVERY_MS);
    await keeper.flush();
    expect(browser.writes()).toBe(0);
    keeper.change({ category: 'GROOMING' });
    await keeper.flush();
    expect(await onDisk(browser)).toHaveLength(1);
    keeper.replace(emptyDraft);
    await keeper.flush();
    expect(await onDisk(browser)).toEqual([]);
  });

  it('is there again when the panel is opened anew, with all that was typed', async () => {
    const browser = startBrowser('one');
    const first = browser.panel();
    await first.show(tab(1));
    first.change({ note: 'typed in the last moment' });
    // The panel is gone before anything reached the disk.
    const second = browser.panel();
    await second.show(tab(1));
    expect(draftIn(second)?.note).toBe('typed in the last moment');
  });

  it('is each its own: the panel follows the tab in front', async () => {
    const browser = startBrowser('one');
    const keeper = browser.panel();
    await keeper.show(tab(1));
    keeper.change({ note: 'of the first' });
    await keeper.show(tab(2));
    expect(draftIn(keeper)?.note).toBe('');
    keeper.change({ note: 'of the second' });
    await keeper.show(tab(1));
    expect(draftIn(keeper)?.note).toBe('of the first');
    await keeper.flush();
    expect((await onDisk(browser)).toSorted()).toEqual(['of the first', 'of the second']);
    expect(notes(keeper)).toEqual([]);
  });

  it('is not overwritten by what is captured in another tab, nor by another window of it', async () => {
    const browser = startBrowser('one');
    const keeper = browser.panel();
    await keeper.show(tab(2));
    keeper.change({ note: 'of the second' });
    await keeper.consider(captured(1, postA));
    expect(draftIn(keeper)).toMatchObject({ url: '', note: 'of the second' });
    await keeper.show(tab(1));
    expect(draftIn(keeper)).toMatchObject({ url: postA, note: '' });
    await keeper.show(tab(2));
    expect(draftIn(keeper)?.note).toBe('of the second');
  });

  it('with work in it is not overwritten by a capture of its own tab: that is offered', async () => {
    const browser = startBrowser('one');
    const keeper = browser.panel();
    await keeper.show(tab(1));
    await keeper.consider(captured(1, postA));
    keeper.change({ note: 'half done' });
    await keeper.consider(captured(1, postB));
    expect(draftIn(keeper)).toMatchObject({ url: postA, note: 'half done' });
    expect(keeper.view().slot?.offered?.url).toBe(postB);
    // The offer waits with its tab.
    await keeper.show(tab(2));
    expect(keeper.view().slot?.offered).toBeNull();
    await keeper.show(tab(1));
    keeper.accept();
    expect(draftIn(keeper)).toMatchObject({ url: postB, note: '' });
    await keeper.list();
    expect(notes(keeper)).toEqual(['half done']);
    // Asked once, not at every opening of the panel.
    await keeper.consider(captured(1, postB));
    expect(keeper.view().slot?.offered).toBeNull();
  });

  it('asks no second time about a capture that was declined', async () => {
    const keeper = startBrowser('one').panel();
    await keeper.show(tab(1));
    keeper.change({ note: 'half done' });
    await keeper.consider(captured(1, postB));
    keeper.decline();
    await keeper.consider(captured(1, postB));
    expect(keeper.view().slot?.offered).toBeNull();
    expect(draftIn(keeper)?.note).toBe('half done');
  });

  it('gives way to a flag to be corrected and becomes an unfinished one', async () => {
    const browser = startBrowser('one');
    const keeper = browser.panel();
    await keeper.show(tab(1));
    keeper.change({ note: 'half done' });
    const built = flagOfDraft(
      { ...emptyDraft, url: postB, category: 'GROOMING', severity: 2 },
      new Date(),
      'test',
    );
    if (!built.ok) throw new Error('must be a flag');
    keeper.begin(draftOfFlag(built.flag, 'key of the refused'));
    expect(draftIn(keeper)).toMatchObject({ url: postB, corrects: 'key of the refused' });
    await keeper.list();
    expect(notes(keeper)).toEqual(['half done']);
  });
});

describe('a draft whose flag was saved', () => {
  it('is gone, and its form is empty', async () => {
    const browser = startBrowser('one');
    const keeper = browser.panel();
    await keeper.show(tab(1));
    await keeper.consider(captured(1, postA));
    keeper.change({ category: 'GROOMING', severity: 2 });
    await keeper.flush();
    const id = await save(browser, keeper);
    keeper.finish(id);
    await keeper.flush();
    expect(draftIn(keeper)).toMatchObject({ url: '', category: null });
    expect(keeper.view().slot?.kept.id).not.toBe(id);
    expect(await onDisk(browser)).toEqual([]);
    // The same page is not filled in again.
    await keeper.consider(captured(1, postA));
    expect(draftIn(keeper)?.url).toBe('');
  });

  it('does not come back when the panel ended before it heard of the saving', async () => {
    const browser = startBrowser('one');
    const keeper = browser.panel();
    await keeper.show(tab(1));
    keeper.change({ url: postA, category: 'GROOMING', severity: 2 });
    await keeper.flush();
    await save(browser, keeper);
    const second = browser.panel();
    await second.show(tab(1));
    expect(draftIn(second)).toMatchObject({ url: '', category: null });
    expect(await onDisk(browser)).toEqual([]);
  });

  it('takes no other form with it when another tab came to the front meanwhile', async () => {
    const browser = startBrowser('one');
    const keeper = browser.panel();
    await keeper.show(tab(1));
    keeper.change({ url: postA, category: 'GROOMING', severity: 2 });
    const id = await save(browser, keeper);
    await keeper.show(tab(2));
    keeper.change({ note: 'of the second' });
    keeper.finish(id);
    expect(draftIn(keeper)?.note).toBe('of the second');
    await keeper.show(tab(1));
    expect(draftIn(keeper)?.url).toBe('');
  });

  async function save(browser: ReturnType<typeof startBrowser>, keeper: DraftKeeper): Promise<string> {
    const { slot } = keeper.view();
    const built = slot && flagOfDraft(slot.kept.draft, new Date(), 'test');
    if (!built?.ok) throw new Error('must be a flag');
    return (await saveFlag(browser.outbox, built.flag, anna, { now: Date.now(), draft: slot?.kept.id })).key;
  }
});

describe('after the browser was started anew', () => {
  async function crashed(change = { note: 'asks for secrecy' }) {
    const browser = startBrowser('one');
    const keeper = browser.panel();
    await keeper.show(tab(1));
    await keeper.consider(captured(1, postA));
    keeper.change(change);
    vi.advanceTimersByTime(WRITE_EVERY_MS);
    await keeper.flush();
  }

  it('takes up the draft where the same address is captured again, with when it was begun', async () => {
    await crashed();
    vi.setSystemTime(START + 3_600_000);
    const keeper = startBrowser('two').panel();
    await keeper.show(tab(2));
    // The number of its tab means another tab now.
    expect(draftIn(keeper)?.note).toBe('');
    expect(notes(keeper)).toEqual(['asks for secrecy']);
    await keeper.consider(captured(2, postA, 'later'));
    expect(draftIn(keeper)).toMatchObject({ url: postA, note: 'asks for secrecy' });
    expect(keeper.view().slot?.resumedFrom).toBe(START);
    expect(notes(keeper)).toEqual([]);
  });

  it('does not give a draft to the tab that has its number by chance', async () => {
    await crashed();
    const keeper = startBrowser('two').panel();
    await keeper.show(tab(1));
    expect(draftIn(keeper)?.note).toBe('');
    await keeper.consider(captured(1, postB));
    expect(draftIn(keeper)).toMatchObject({ url: postB, note: '' });
    expect(notes(keeper)).toEqual(['asks for secrecy']);
  });

  it('opens an unfinished flag in the form and makes room for it', async () => {
    await crashed();
    const browser = startBrowser('two');
    const keeper = browser.panel();
    await keeper.show(tab(3));
    keeper.change({ note: 'begun since' });
    const id = keeper.view().unfinished[0]?.id ?? '';
    await keeper.open(id);
    expect(draftIn(keeper)).toMatchObject({ url: postA, note: 'asks for secrecy' });
    await keeper.list();
    expect(notes(keeper)).toEqual(['begun since']);
    await keeper.flush();
    expect((await onDisk(browser)).toSorted()).toEqual(['asks for secrecy', 'begun since']);
  });

  it('forgets an unfinished flag when asked to', async () => {
    await crashed();
    const browser = startBrowser('two');
    const keeper = browser.panel();
    await keeper.show(tab(3));
    await keeper.discard(keeper.view().unfinished[0]?.id ?? '');
    expect(notes(keeper)).toEqual([]);
    expect(await onDisk(browser)).toEqual([]);
  });

  it('forgets it by itself seven days after its last change', async () => {
    await crashed();
    vi.setSystemTime(START + DRAFT_LIFETIME_MS);
    const keeper = startBrowser('two').panel();
    await keeper.show(tab(3));
    expect(notes(keeper)).toEqual(['asks for secrecy']);
    vi.setSystemTime(START + DRAFT_LIFETIME_MS + 1);
    await keeper.list();
    expect(notes(keeper)).toEqual([]);
    vi.setSystemTime(START);
    await keeper.list();
    expect(notes(keeper)).toEqual([]);
  });

  it('keeps it no longer because the clock ran years ahead when it was written', async () => {
    await crashed();
    const past = START - 3_000 * 24 * 3_600_000;
    vi.setSystemTime(past);
    const keeper = startBrowser('two').panel();
    await keeper.show(tab(3));
    expect(keeper.view().unfinished.map(({ changedAt }) => changedAt)).toEqual([past]);
    vi.setSystemTime(past + DRAFT_LIFETIME_MS + 1);
    await keeper.list();
    expect(notes(keeper)).toEqual([]);
  });

  it('shows nobody the drafts of another person, and keeps them for her', async () => {
    await crashed();
    const browser = startBrowser('two');
    const hers = browser.panel(boon);
    await hers.show(tab(1));
    await hers.consider(captured(1, postA));
    expect(draftIn(hers)?.note).toBe('');
    expect(notes(hers)).toEqual([]);
    hers.change({ note: 'of boon' });
    await hers.flush();
    const again = browser.panel(anna);
    await again.show(tab(1));
    expect(draftIn(again)?.note).toBe('');
    expect(notes(again)).toEqual(['asks for secrecy']);
    expect(await onDisk(browser, boon)).toEqual(['of boon']);
  });

  it('counts a draft that does not open any more', async () => {
    await crashed();
    const { database } = await openStorage()();
    await database.delete('keys', 'content');
    database.close();
    const keeper = startBrowser('two').panel();
    await keeper.show(tab(1));
    expect(notes(keeper)).toEqual([]);
    const [closed = ''] = keeper.view().closed;
    await keeper.discard(closed);
    expect(keeper.view().closed).toEqual([]);
  });
});

describe('a tab that is closed', () => {
  it('leaves its draft among the unfinished flags', async () => {
    const browser = startBrowser('one');
    const keeper = browser.panel();
    await keeper.show(tab(1));
    keeper.change({ note: 'half done' });
    await keeper.show(tab(2));
    browser.open.delete(1);
    await keeper.forgetTab(1);
    await keeper.list();
    expect(notes(keeper)).toEqual(['half done']);
    expect([...browser.slots.keys()]).not.toContain('anna 1');
  });
});

describe('a form that cannot be kept on disk', () => {
  it('in a private window stays in memory, says so, and leaves nothing behind', async () => {
    const browser = startBrowser('one');
    const keeper = browser.panel(anna, true);
    await keeper.show(tab(1, true));
    await keeper.consider(captured(1, postA));
    keeper.change({ note: 'half done' });
    vi.advanceTimersByTime(WRITE_EVERY_MS);
    await keeper.flush();
    expect(keeper.view().keeping).toBe('PRIVATE');
    await keeper.consider(captured(1, postB));
    keeper.accept();
    await keeper.list();
    expect(notes(keeper)).toEqual(['half done']);
    await keeper.consider(captured(2, postA));
    expect(browser.writes()).toBe(0);
    expect(await onDisk(browser)).toEqual([]);
    const again = browser.panel(anna, true);
    await again.show(tab(1, true));
    expect(draftIn(again)?.url).toBe(postB);
  });

  it('in a private window is not put on disk by the panel of another window either, once its tab is closed', async () => {
    const browser = startBrowser('one');
    const inPrivate = browser.panel(anna, true);
    await inPrivate.show(tab(1, true));
    inPrivate.change({ note: 'half done' });
    const ordinary = browser.panel();
    await ordinary.show(tab(2));
    browser.open.delete(1);
    await ordinary.forgetTab(1);
    await ordinary.flush();
    expect(browser.writes()).toBe(0);
    expect(await onDisk(browser)).toEqual([]);
    expect([...browser.slots.keys()]).not.toContain('anna 1');
  });

  it('stays in memory while the disk is full, says so, and is written once there is room', async () => {
    const browser = startBrowser('one');
    const keeper = browser.panel();
    await keeper.show(tab(1));
    browser.fill(true);
    keeper.change({ note: 'half done' });
    await keeper.flush();
    expect(keeper.view().keeping).toBe('FAILED');
    keeper.begin({ ...emptyDraft, note: 'next' });
    await keeper.list();
    expect(notes(keeper)).toEqual(['half done']);
    browser.fill(false);
    keeper.change({ note: 'next one' });
    await keeper.flush();
    expect(keeper.view().keeping).toBe('DISK');
    expect(await onDisk(browser)).toEqual(['next one']);
    expect(notes(keeper)).toEqual(['half done']);
  });
});
