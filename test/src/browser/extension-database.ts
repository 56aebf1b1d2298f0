import type { Page } from 'playwright-core';

// Scripts for a page of the extension, which has IndexedDB where Node has none.

const opened = (name: string, upgrade = '') => `await new Promise((resolve, reject) => {
  const opening = indexedDB.open(${JSON.stringify(name)});
  ${upgrade}
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error);
})`;
const asked = (request: string) => `await new Promise((resolve, reject) => {
  const request = ${request};
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
})`;

/** How many rows one store of the extension's database has. */
export function countRows(panel: Page, store: 'outbox' | 'drafts' | 'sittings'): Promise<number> {
  return panel.evaluate<number>(`(async () => {
    const database = ${opened('lapwing')};
    const count = ${asked(`database.transaction('${store}').objectStore('${store}').count()`)};
    database.close();
    return count;
  })()`);
}

/**
 * Puts a row as it is into a database beside the extension's, on disk when it resolves. Gives the name of the error
 * where the browser refuses, else null.
 */
export function storeOpenly(panel: Page, row: object): Promise<string | null> {
  const upgrade =
    "opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { autoIncrement: true });";
  return panel.evaluate<string | null>(`(async () => {
    const database = ${opened('beside', upgrade)};
    const outcome = await new Promise((resolve) => {
      const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
      transaction.objectStore('rows').put(${JSON.stringify(row)});
      transaction.oncomplete = () => resolve(null);
      transaction.onabort = () => resolve(transaction.error.name);
    });
    database.close();
    return outcome;
  })()`);
}

/** What comes of trying to read the key that seals. */
export function tryToReadKey(panel: Page): Promise<{ extractable: boolean; read: string }> {
  return panel.evaluate(`(async () => {
    const database = ${opened('lapwing')};
    const [row] = ${asked("database.transaction('keys').objectStore('keys').getAll()")};
    database.close();
    const read = await crypto.subtle.exportKey('raw', row.key).then(() => 'read', (error) => error.name);
    return { extractable: row.key.extractable, read };
  })()`);
}
