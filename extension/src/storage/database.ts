import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { renewedRow } from '../outbox/old-outbox-row.ts';
import type { OutboxRow } from '../outbox/outbox-row.ts';
import { createSealer, makeSealingKey, type Sealer } from './sealing.ts';

/**
 * Rows are parsed by whoever reads them: another version of the extension may have written them. The index
 * `savedAt` was the first version's.
 */
interface LapwingDatabase extends DBSchema {
  outbox: { key: string; value: OutboxRow; indexes: { order: number; savedAt: number } };
  drafts: { key: string; value: { id: string; [field: string]: unknown } };
  sittings: { key: string; value: { id: string; [field: string]: unknown } };
  keys: { key: string; value: { id: string; key: CryptoKey } };
}
export type Database = IDBPDatabase<LapwingDatabase>;

/** What an open database is worked with. */
export interface Opened {
  database: Database;
  sealer: Sealer;
}

/** The extension's database, opened when it is first needed and again after it was closed. */
export type Storage = () => Promise<Opened>;

export const DATABASE_NAME = 'lapwing';
const VERSION = 3;
const CONTENT_KEY = 'content';

/** The disk has it when the promise resolves, not only the operating system's memory. */
export const durable = { durability: 'strict' } as const;

/**
 * Opens the database for one context (a panel, the background). `onOpened` runs each time before anybody works
 * with it; it may fail, then the database is used as it is.
 */
export function openStorage(onOpened: (opened: Opened) => Promise<void> = async () => {}): Storage {
  let current: Promise<Opened> | null = null;
  const open = async (): Promise<Opened> => {
    const database = await openDatabase(() => {
      current = null;
    });
    const opened = { database, sealer: createSealer(await contentKey(database)) };
    await onOpened(opened).catch((error: unknown) =>
      console.error('Old rows could not be sealed yet', error),
    );
    return opened;
  };
  return async () => {
    current ??= open();
    try {
      return await current;
    } catch (error) {
      // A full disk may have room later; a rejected promise must not be kept.
      current = null;
      throw error;
    }
  };
}

async function openDatabase(onClosed: () => void): Promise<Database> {
  const database = await openDB<LapwingDatabase>(DATABASE_NAME, VERSION, {
    async upgrade(upgraded, oldVersion, _, transaction) {
      upgraded.createObjectStore('sittings', { keyPath: 'id' });
      if (oldVersion === 2) return;
      upgraded.createObjectStore('keys', { keyPath: 'id' });
      upgraded.createObjectStore('drafts', { keyPath: 'id' });
      const outbox =
        oldVersion === 0
          ? upgraded.createObjectStore('outbox', { keyPath: 'key' })
          : transaction.objectStore('outbox');
      outbox.createIndex('order', 'order');
      if (oldVersion === 0) return;
      outbox.deleteIndex('savedAt');
      const rows = (await outbox.getAll()).toSorted((a, b) => savedAtOf(a) - savedAtOf(b));
      for (const [index, row] of rows.entries()) await outbox.put(renewedRow(row, index + 1));
    },
    // A newer version of the extension wants to change the database: it may.
    blocking() {
      database.close();
      onClosed();
    },
    terminated: onClosed,
  });
  return database;
}

function savedAtOf(row: OutboxRow): number {
  return typeof row.savedAt === 'number' ? row.savedAt : 0;
}

/** The key of this profile; made once, whichever context comes first. */
async function contentKey(database: Database): Promise<CryptoKey> {
  const stored = await database.get('keys', CONTENT_KEY);
  if (stored) return stored.key;
  const made = await makeSealingKey();
  const transaction = database.transaction('keys', 'readwrite', durable);
  const first = await transaction.store.get(CONTENT_KEY);
  const work: Promise<unknown>[] = [transaction.done];
  if (!first) work.push(transaction.store.add({ id: CONTENT_KEY, key: made }));
  await Promise.all(work);
  return first?.key ?? made;
}
