import { type Database, durable, type Opened, type Storage } from '../storage/database.ts';
import { type NewEntry, type OutboxEntry, OutboxHead } from './outbox-entry.ts';
import { type OutboxRow, openRow, rowOf, sealedRow } from './outbox-row.ts';

/** What the outbox holds, in the order in which it was saved. */
export interface OutboxContents {
  entries: OutboxEntry[];
  /** Flags whose content does not open any more. They are kept until their person throws them away. */
  closed: OutboxHead[];
  /** How many rows another version of the extension wrote; they are left alone. */
  unknown: number;
}

/** What else happens in the transaction that adds a flag. */
interface AddOptions {
  /** Key of a refused flag that is taken out, if it is still refused. */
  replaces?: string | undefined;
}

/** Where flags wait. Every promise resolves only once the change is durable. */
export interface OutboxStore {
  /**
   * Puts an entry behind all others, and gives it with its place. Takes out the draft of the same id, so that no
   * crash leaves both. Rejects when the key is taken: the flag is there already.
   */
  add(entry: NewEntry, options?: AddOptions): Promise<OutboxEntry>;
  /** Every flag as far as it can be known without opening it, in order. */
  heads(): Promise<OutboxHead[]>;
  contents(): Promise<OutboxContents>;
  /**
   * Reads, changes and writes one entry as one step; null from `change` removes it. `change` may be called again
   * when another context was faster, so it must do nothing else. Gives null when there is no such entry or it
   * does not open.
   */
  change(key: string, change: (entry: OutboxEntry) => OutboxEntry | null): Promise<OutboxEntry | null>;
  /** Removes a flag that does not open any more; does nothing to any other. */
  discardClosed(key: string): Promise<void>;
}

/** The outbox in IndexedDB, sealed. `onChange` is called after every durable change. */
export function openOutbox(storage: Storage, onChange: () => void): OutboxStore {
  return {
    async add(entry, options = {}) {
      const { database, sealer } = await storage();
      const row = await rowOf({ ...entry, order: 0 }, sealer);
      const transaction = database.transaction(['outbox', 'drafts'], 'readwrite', durable);
      const outbox = transaction.objectStore('outbox');
      const last = await outbox.index('order').openKeyCursor(null, 'prev');
      const order = (last?.key ?? 0) + 1;
      const replaced = options.replaces === undefined ? undefined : await outbox.get(options.replaces);
      const work: Promise<unknown>[] = [
        transaction.done,
        outbox.add({ ...row, order }),
        transaction.objectStore('drafts').delete(entry.key),
      ];
      if (replaced?.state === 'REFUSED') work.push(outbox.delete(replaced.key));
      await Promise.all(work);
      onChange();
      return { ...entry, order };
    },
    async heads() {
      const { database } = await storage();
      return (await rowsOf(database)).flatMap((row) => OutboxHead.safeParse(row).data ?? []);
    },
    async contents() {
      const { database, sealer } = await storage();
      const rows = await rowsOf(database);
      const opened = await Promise.all(rows.map((row) => openRow(row, sealer)));
      return {
        entries: opened.flatMap((row) => (row.kind === 'ENTRY' ? [row.entry] : [])),
        closed: opened.flatMap((row) => (row.kind === 'CLOSED' ? [row.head] : [])),
        unknown: opened.filter((row) => row.kind === 'UNKNOWN').length,
      };
    },
    async change(key, change) {
      for (;;) {
        const { database, sealer } = await storage();
        const row = await database.get('outbox', key);
        if (row === undefined) return null;
        const opened = await openRow(row, sealer);
        if (opened.kind !== 'ENTRY') return null;
        const { entry } = opened;
        const next = change(entry);
        if (next === entry) return entry;
        const after = next && (await rowOf(next, sealer, { row, entry }));
        if (!(await replaceRow(database, row, after))) continue;
        onChange();
        return next;
      }
    },
    async discardClosed(key) {
      const { database, sealer } = await storage();
      const row = await database.get('outbox', key);
      if (row === undefined || (await openRow(row, sealer)).kind !== 'CLOSED') return;
      if (await replaceRow(database, row, null)) onChange();
    },
  };
}

/**
 * Seals what the first version of the database left in the open. One row after the other, so that it can be cut
 * off anywhere: what is not sealed yet is read as it is, and sealed the next time.
 */
export async function sealPlainRows({ database, sealer }: Opened): Promise<void> {
  for (const row of await database.getAll('outbox')) {
    const sealed = await sealedRow(row, sealer);
    if (sealed !== null) await replaceRow(database, row, sealed);
  }
}

/** In order; rows of another version may have no place. */
async function rowsOf(database: Database): Promise<OutboxRow[]> {
  const placeOf = ({ order }: OutboxRow) => (typeof order === 'number' ? order : 0);
  return (await database.getAll('outbox')).toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Writes `after` (null: nothing) in the place of what was read, unless another context changed it since. */
async function replaceRow(database: Database, before: OutboxRow, after: OutboxRow | null): Promise<boolean> {
  const transaction = database.transaction('outbox', 'readwrite', durable);
  const now = await transaction.store.get(before.key);
  const same = now !== undefined && now.revision === before.revision;
  const work: Promise<unknown>[] = [transaction.done];
  if (same) work.push(after ? transaction.store.put(after) : transaction.store.delete(before.key));
  await Promise.all(work);
  return same;
}
