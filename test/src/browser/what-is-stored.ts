import type { Page } from 'playwright-core';

/** Everything that the browser keeps for the extension, by name, asked of the browser itself. */
export interface BrowserStores {
  local: Record<string, unknown>;
  session: Record<string, unknown>;
  page: Record<string, string>;
  /** Of every store of every database: `database/store`, and its rows. */
  databases: Record<string, unknown[]>;
  caches: string[];
  alarms: string[];
  scripts: string[];
  sites: string[];
}

/** Reads all of it without the extension's own code. @param page a page of the extension */
export function whatIsStored(page: Page): Promise<BrowserStores> {
  return page.evaluate<BrowserStores>(`(async () => {
    const asked = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const databases = {};
    for (const { name } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const rows = await asked(database.transaction(store).objectStore(store).getAll());
        databases[name + '/' + store] = rows.map((row) => JSON.parse(JSON.stringify(row)));
      }
      database.close();
    }
    return {
      local: await chrome.storage.local.get(null),
      session: await chrome.storage.session.get(null),
      page: { ...localStorage, ...sessionStorage },
      databases,
      caches: await caches.keys(),
      alarms: (await chrome.alarms.getAll()).map(({ name }) => name),
      scripts: (await chrome.scripting.getRegisteredContentScripts()).map(({ id }) => id),
      sites: (await chrome.permissions.getAll()).origins,
    };
  })()`);
}

/** Every name under which something is stored. */
export function storedNames(stores: BrowserStores): string[] {
  return [
    ...Object.keys(stores.local),
    ...Object.keys(stores.session),
    ...Object.keys(stores.page),
    ...Object.keys(stores.databases),
    ...stores.caches,
    ...stores.alarms,
    ...stores.scripts,
  ];
}
