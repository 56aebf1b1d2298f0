import { memoryOutbox } from '../outbox/memory-outbox.ts';
import { headOf } from '../outbox/outbox-row.ts';
import { type OutboxStore, openOutbox, sealPlainRows } from '../outbox/outbox-store.ts';
import { openStorage } from '../storage/database.ts';
import { createLife, type Life } from './life.ts';
import { mortalOpened, mortalOutbox, mortalStorage } from './mortal-outbox.ts';

/** Somewhere an outbox lies, which outlives the contexts that use it. */
export interface OutboxPlace {
  /** Opens it as a new context. */
  open(life?: Life): OutboxStore;
  /** Its rows as they are stored. */
  rawRows(): Promise<unknown[]>;
  /** Puts an outbox of the database's first version there; undefined where there never was one. */
  seedFirstVersion?(rows: readonly object[]): Promise<void>;
}

export function memoryPlace(): OutboxPlace {
  const store = memoryOutbox();
  return {
    open: (life = createLife()) => mortalOutbox(store, life),
    rawRows: async () => [...store.rows.values()].map((row) => ({ ...headOf(row), ...row })),
  };
}

/** The real store on whatever IndexedDB this is. One at a time: its database has a fixed name, and must be empty. */
export function indexedDbPlace(): OutboxPlace {
  return {
    open(life = createLife()) {
      const storage = openStorage((opened) => sealPlainRows(mortalOpened(opened, life)));
      return mortalOutbox(
        openOutbox(mortalStorage(storage, life), () => undefined),
        life,
      );
    },
    async rawRows() {
      const { database } = await openStorage()();
      const rows = await database.getAll('outbox');
      database.close();
      return rows;
    },
    seedFirstVersion,
  };
}

function seedFirstVersion(rows: readonly object[]): Promise<void> {
  const done = Promise.withResolvers<void>();
  const opening = indexedDB.open('lapwing', 1);
  opening.onerror = () => done.reject(opening.error);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('outbox', { keyPath: 'key' }).createIndex('savedAt', 'savedAt');
  };
  opening.onsuccess = () => {
    const transaction = opening.result.transaction('outbox', 'readwrite');
    for (const row of rows) transaction.objectStore('outbox').put(row);
    transaction.oncomplete = () => {
      opening.result.close();
      done.resolve();
    };
  };
  return done.promise;
}
