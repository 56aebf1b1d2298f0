import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { OutboxEntry } from './outbox-entry.ts';

/** What the outbox holds. Entries that this version cannot read are left alone and only counted. */
export interface OutboxContents {
  /** Oldest first. */
  entries: OutboxEntry[];
  unreadable: number;
}

/** Where flags wait. Every promise resolves only once the change is durable. */
export interface OutboxStore {
  /** Adds an entry; with `replaces`, takes the entry of that key out in the same transaction. */
  add(entry: OutboxEntry, replaces?: string): Promise<void>;
  contents(): Promise<OutboxContents>;
  /** Reads, changes and writes one entry in one transaction; null from `change` removes it. */
  change(key: string, change: (entry: OutboxEntry) => OutboxEntry | null): Promise<OutboxEntry | null>;
}

interface OutboxDatabase extends DBSchema {
  outbox: { key: string; value: OutboxEntry; indexes: { savedAt: number } };
}

// The disk has it when the promise resolves, not only the operating system's memory.
const durable = { durability: 'strict' } as const;

function openDatabase(): Promise<IDBPDatabase<OutboxDatabase>> {
  return openDB<OutboxDatabase>('lapwing', 1, {
    upgrade(database) {
      database.createObjectStore('outbox', { keyPath: 'key' }).createIndex('savedAt', 'savedAt');
    },
  });
}

/** The outbox in IndexedDB. `onChange` is called after every durable change. */
export function openOutbox(onChange: () => void): OutboxStore {
  let opened: Promise<IDBPDatabase<OutboxDatabase>> | null = null;
  const database = async () => {
    opened ??= openDatabase();
    try {
      return await opened;
    } catch (error) {
      // A full disk may have room later; a rejected promise must not be kept.
      opened = null;
      throw error;
    }
  };
  return {
    async add(entry, replaces) {
      const transaction = (await database()).transaction('outbox', 'readwrite', durable);
      const work = [transaction.store.add(entry), transaction.done];
      if (replaces !== undefined) work.push(transaction.store.delete(replaces));
      await Promise.all(work);
      onChange();
    },
    async contents() {
      const rows = await (await database()).getAllFromIndex('outbox', 'savedAt');
      const parsed = rows.map((row) => OutboxEntry.safeParse(row));
      const entries = parsed.flatMap((result) => (result.success ? [result.data] : []));
      return { entries, unreadable: rows.length - entries.length };
    },
    async change(key, change) {
      const transaction = (await database()).transaction('outbox', 'readwrite', durable);
      const row = OutboxEntry.safeParse(await transaction.store.get(key));
      const next = row.success ? change(row.data) : null;
      const work: Promise<unknown>[] = [transaction.done];
      if (row.success) work.push(next ? transaction.store.put(next) : transaction.store.delete(key));
      await Promise.all(work);
      onChange();
      return next;
    },
  };
}
