import { FlagInput } from '@lapwing/contracts/flag';
import { emptyDraft } from '../flag/draft.ts';
import { openDrafts } from '../flag/draft-store.ts';
import type { KeptDraft } from '../flag/kept-draft.ts';
import type { EntryOf, NewEntry, OutboxEntry } from '../outbox/outbox-entry.ts';
import { attempted, savedEntry, settled, triedAgain } from '../outbox/outbox-transitions.ts';
import { openStorage } from '../storage/database.ts';
import { createLife } from './life.ts';
import { must, mustEqual } from './must.ts';
import type { OutboxPlace } from './outbox-places.ts';

/** One promise of an outbox store, tried on a new and empty place. Throws when it is not kept. */
export interface OutboxCase {
  name: string;
  run(place: OutboxPlace): Promise<void>;
}

const owner = { server: 'https://lapwing.example', personId: 'anna' };
const WORDS = 'a harmless sentence';

function flagOf(number: number) {
  return FlagInput.parse({
    url: `https://www.facebook.com/somebody.example/posts/${1_000_000 + number}`,
    category: 'GROOMING',
    severity: 2,
    urgency: 'PRIORITY',
    text: `${WORDS} ${number}`,
    observedAt: '2026-11-24T10:00:00.000Z',
  });
}
const newEntry = (number: number, savedAt = number): NewEntry =>
  savedEntry(`key-${number}`, flagOf(number), owner, savedAt);
const refusal = { slug: 'invalid-request', title: 'No', detail: 'words of the server', fields: [] };
const refused = (entry: OutboxEntry): OutboxEntry =>
  entry.state === 'SAVED'
    ? settled(attempted(entry), { kind: 'REFUSED', refusal }, { now: 9, random: 0 })
    : entry;
const keysOf = (entries: readonly { key: string }[]) => entries.map(({ key }) => key);

/** What every store keeps, also the one in memory. */
export const outboxCases: OutboxCase[] = [
  {
    name: 'keeps what was added for every other context, in the order of adding',
    async run(place) {
      // The clock was set back in between.
      for (const [number, savedAt] of [
        [1, 500],
        [2, 100],
        [3, 300],
      ] as const) {
        await place.open().add(newEntry(number, savedAt));
      }
      const { entries } = await place.open().contents();
      mustEqual(entries, [
        { ...entries[0], ...newEntry(1, 500), order: 1 },
        { ...entries[1], ...newEntry(2, 100), order: 2 },
        { ...entries[2], ...newEntry(3, 300), order: 3 },
      ]);
    },
  },
  {
    name: 'replaces a refused flag by its correction as a whole or not at all',
    async run(place) {
      const store = place.open();
      await store.add(newEntry(1));
      await store.add(newEntry(2));
      await store.change('key-1', refused);
      const taken = await store.add(newEntry(2), { replaces: 'key-1' }).catch((error: unknown) => error);
      must(taken instanceof DOMException && taken.name === 'ConstraintError', 'a taken key was taken again');
      mustEqual(keysOf((await store.contents()).entries), ['key-1', 'key-2']);
      await store.add(newEntry(3), { replaces: 'key-1' });
      mustEqual(keysOf((await store.contents()).entries), ['key-2', 'key-3']);
    },
  },
  {
    name: 'leaves a flag that was to be replaced when it is not refused any more',
    async run(place) {
      const store = place.open();
      await store.add(newEntry(1));
      await store.change('key-1', refused);
      await place.open().change('key-1', (entry) => triedAgain(entry, 5));
      await store.add(newEntry(2), { replaces: 'key-1' });
      mustEqual(keysOf((await store.contents()).entries), ['key-1', 'key-2']);
    },
  },
  {
    name: 'changes one entry in one step, also when contexts ask at once',
    async run(place) {
      const [one, two] = [place.open(), place.open()];
      await one.add(newEntry(1));
      const change = (store: typeof one) =>
        store.change('key-1', (stored) => ({ ...stored, attempts: stored.attempts + 1 }));
      await Promise.all([change(one), change(two), change(one), change(two)]);
      mustEqual((await one.contents()).entries[0]?.attempts, 4);
    },
  },
  {
    name: 'removes an entry when asked to, and says when there is none',
    async run(place) {
      const store = place.open();
      await store.add(newEntry(1));
      mustEqual(await store.change('key-1', () => null), null);
      mustEqual(await store.change('key-1', (entry) => entry), null);
      mustEqual((await store.contents()).entries, []);
    },
  },
  {
    name: 'tells the head of a flag without a word of it',
    async run(place) {
      const store = place.open();
      await store.add(newEntry(1));
      const heads = await store.heads();
      mustEqual(keysOf(heads), ['key-1']);
      must(!JSON.stringify(heads).includes('facebook'), 'a head holds the address');
      must(!JSON.stringify(heads).includes(WORDS), 'a head holds the text');
    },
  },
  {
    name: 'keeps a refusal with its flag until it is settled',
    async run(place) {
      const store = place.open();
      await store.add(newEntry(1));
      await store.change('key-1', refused);
      const [entry] = (await place.open().contents()).entries;
      must(entry?.state === 'REFUSED', 'it is not refused');
      mustEqual([entry.flag, entry.refusal], [flagOf(1), refusal]);
    },
  },
];

/** Changes a stored row behind the back of the store. */
async function tamper(key: string, change: (row: Record<string, unknown>) => object | null): Promise<void> {
  const { database } = await openStorage()();
  const row = await database.get('outbox', key);
  const changed = change({ ...row });
  if (changed === null) await database.delete('keys', 'content');
  else await database.put('outbox', { ...changed, key, revision: 1 });
  database.close();
}

async function oneClosed(place: OutboxPlace): Promise<void> {
  const store = place.open();
  const { entries, closed, unknown } = await store.contents();
  mustEqual([keysOf(entries), keysOf(closed), unknown], [['key-2'], ['key-1'], 0]);
  mustEqual(await store.change('key-1', () => null), null);
  mustEqual(keysOf(await store.heads()), ['key-1', 'key-2']);
  await store.discardClosed('key-2');
  await store.discardClosed('key-1');
  mustEqual(keysOf(await store.heads()), ['key-2']);
}

const oldReceipt = { flagId: 'f', itemId: 'i', settledAt: 9 };
const oldRow = (number: number, savedAt: number, rest: object) => ({
  key: `key-${number}`,
  owner,
  url: flagOf(number).url,
  imminent: false,
  savedAt,
  attempts: 0,
  ...rest,
});
/** An outbox as the first version of the database has it, in every state. */
const oldRows = [
  oldRow(1, 40, { state: 'SAVED', flag: flagOf(1), waiting: 'UNREACHABLE', nextAttemptAt: 9e15 }),
  oldRow(2, 10, { state: 'SENDING', attempts: 1, flag: flagOf(2) }),
  oldRow(3, 30, { state: 'REFUSED', attempts: 1, flag: flagOf(3), refusal, settledAt: 31 }),
  oldRow(4, 20, { state: 'ACCEPTED', attempts: 1, ...oldReceipt }),
  { key: 'key-9', savedAt: 50, state: 'FROM_THE_FUTURE', flag: 'unheard of' },
];

async function renewedOutbox(place: OutboxPlace): Promise<void> {
  const { entries, unknown } = await place.open().contents();
  mustEqual(keysOf(entries), ['key-2', 'key-4', 'key-3', 'key-1']);
  mustEqual(unknown, 1);
  const flags = entries.flatMap((entry) => ('flag' in entry ? [entry.flag] : []));
  mustEqual(flags, [flagOf(2), flagOf(3), flagOf(1)]);
  const due = entries.filter((entry): entry is EntryOf<'SAVED'> => entry.state === 'SAVED');
  mustEqual(
    due.map(({ nextAttemptAt, uncertain }) => [nextAttemptAt, uncertain]),
    [[0, false]],
  );
  const ours = (await place.rawRows()).filter((row) => !JSON.stringify(row).includes('FROM_THE_FUTURE'));
  must(!JSON.stringify(ours).includes('facebook'), 'an address lies in the open');
  must(!JSON.stringify(ours).includes(WORDS), 'a text lies in the open');
}

/** What only a store on a disk has to keep. */
export const sealedOutboxCases: OutboxCase[] = [
  {
    name: 'stores no word and no address in the open',
    async run(place) {
      const store = place.open();
      await store.add(newEntry(1));
      await store.change('key-1', refused);
      const rows = JSON.stringify(await place.rawRows());
      for (const word of ['facebook', WORDS, 'words of the server', 'GROOMING']) {
        must(!rows.includes(word), `“${word}” lies in the open`);
      }
    },
  },
  {
    name: 'keeps and shows a flag whose key is gone, goes on with another key, and drops it only when asked',
    async run(place) {
      await place.open().add(newEntry(1));
      await tamper('key-1', () => null);
      await place.open().add(newEntry(2));
      await oneClosed(place);
    },
  },
  {
    name: 'does not open a flag that was moved to another person',
    async run(place) {
      await place.open().add(newEntry(1));
      await place.open().add(newEntry(2));
      await tamper('key-1', (row) => ({ ...row, owner: { ...owner, personId: 'boon' } }));
      await oneClosed(place);
    },
  },
  {
    name: 'does not open a flag that was made imminent behind its back',
    async run(place) {
      await place.open().add(newEntry(1));
      await place.open().add(newEntry(2));
      await tamper('key-1', (row) => ({ ...row, imminent: true }));
      await oneClosed(place);
    },
  },
  {
    name: 'leaves alone what another version wrote, and counts it',
    async run(place) {
      const store = place.open();
      await store.add(newEntry(1));
      await tamper('key-9', () => ({ savedAt: 9, state: 'FROM_THE_FUTURE' }));
      await store.change('key-9', () => null);
      await store.discardClosed('key-9');
      const { entries, closed, unknown } = await store.contents();
      mustEqual([keysOf(entries), closed, unknown], [['key-1'], [], 1]);
    },
  },
  {
    name: 'takes the draft out in the step that adds its flag, and lets no late write bring it back',
    async run(place) {
      const drafts = openDrafts(openStorage());
      const id = 'key-1';
      const rest = { tabId: 7, session: 'now', capturedUrl: null, changedAt: 1 };
      const kept: KeptDraft = { id, owner, ...rest, draft: { ...emptyDraft, note: WORDS } };
      await drafts.put(kept);
      mustEqual(
        (await drafts.all(owner, 2)).drafts.map(({ draft }) => draft.note),
        [WORDS],
      );
      await place.open().add(newEntry(1));
      mustEqual((await drafts.all(owner, 2)).drafts, []);
      await drafts.put(kept);
      mustEqual((await drafts.all(owner, 2)).drafts, []);
    },
  },
  {
    name: 'takes over an outbox of the first version whole, sealed and in its order',
    async run(place) {
      await place.seedFirstVersion?.(oldRows);
      await renewedOutbox(place);
    },
  },
  {
    name: 'takes over an outbox of the first version although it is cut off after every single step',
    async run(place) {
      await place.seedFirstVersion?.(oldRows);
      for (let cutOffAt = 0; cutOffAt < 8; cutOffAt += 1) {
        const life = createLife(async (point, mortal) => {
          if (point === cutOffAt) mortal.kill();
        });
        await Promise.race([place.open(life).contents(), life.ended]);
      }
      await renewedOutbox(place);
    },
  },
  {
    name: 'takes over an outbox of the first version once when two contexts open it at the same time',
    async run(place) {
      await place.seedFirstVersion?.(oldRows);
      const [one, two] = [place.open(), place.open()];
      await Promise.all([one.contents(), two.contents(), two.change('key-1', refused)]);
      mustEqual((await one.change('key-1', (entry) => entry))?.state, 'REFUSED');
      await one.change('key-1', (entry) => ({ ...triedAgain(entry, 0), uncertain: false }));
      await renewedOutbox(place);
    },
  },
];
