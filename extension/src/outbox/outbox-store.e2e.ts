import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openChromium } from '../testing/open-chromium.ts';

declare global {
  /** Put there by `load` in the page. */
  var openOutbox: typeof import('./outbox-store.ts').openOutbox;
}

const entry = {
  key: 'key-1',
  owner: { server: 'https://lapwing.example', personId: 'p' },
  url: 'https://example.org/post',
  imminent: false,
  savedAt: 2,
  attempts: 0,
  state: 'SAVED' as const,
  waiting: 'NEW' as const,
  nextAttemptAt: 2,
  flag: {
    url: 'https://example.org/post',
    category: 'GROOMING' as const,
    secondaryCategories: [],
    modifiers: [],
    severity: 2 as const,
    urgency: 'PRIORITY' as const,
    text: 'some text',
    note: '',
    observedAt: '2026-11-24T10:00:00.000Z',
    hashes: [],
    client: 'test',
  },
};

/** The real module in a real browser: served as it is by Vite, on a page of its own. */
describe('outbox in IndexedDB', () => {
  let server: ViteDevServer;
  let browser: Browser;
  let page: Page;
  let home: string;
  beforeAll(async () => {
    server = await createServer({
      configFile: false,
      root: fileURLToPath(new URL('..', import.meta.url)),
      server: {
        host: '127.0.0.1',
        port: 0,
        fs: { allow: [fileURLToPath(new URL('../../..', import.meta.url))] },
      },
      appType: 'custom',
      optimizeDeps: { include: ['idb', 'zod'] },
      logLevel: 'error',
    });
    server.middlewares.use('/blank', (_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>blank</title>');
    });
    await server.listen();
    home = `${server.resolvedUrls?.local[0]}blank`;
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  const load = async () => {
    await page.addScriptTag({
      type: 'module',
      content: "import { openOutbox } from '/outbox/outbox-store.ts'; globalThis.openOutbox = openOutbox;",
    });
    await page.waitForFunction(() => 'openOutbox' in globalThis);
  };
  beforeEach(async () => {
    page = await (await browser.newContext()).newPage();
    await page.goto(home);
    await load();
  });

  it('keeps what was added over a reload, oldest first, and tells of every change', async () => {
    const changes = await page.evaluate(async (first) => {
      let heard = 0;
      const store = openOutbox(() => {
        heard += 1;
      });
      await store.add(first);
      await store.add({ ...first, key: 'key-0', savedAt: 1 });
      return heard;
    }, entry);
    expect(changes).toBe(2);
    await page.reload();
    await load();
    const contents = await page.evaluate(() => openOutbox(() => undefined).contents());
    expect(contents.entries.map(({ key }) => key)).toEqual(['key-0', 'key-1']);
    expect(contents.entries[1]).toEqual(entry);
  });

  it('replaces a refused flag by its correction as a whole or not at all', async () => {
    const keys = await page.evaluate(async (first) => {
      const store = openOutbox(() => undefined);
      await store.add(first);
      await store.add({ ...first, key: 'key-2' });
      // The key is taken: the old flag must stay where it is.
      const failed = await store.add({ ...first, key: 'key-2' }, 'key-1').then(
        () => false,
        () => true,
      );
      const between = (await store.contents()).entries.map(({ key }) => key);
      await store.add({ ...first, key: 'key-3' }, 'key-1');
      return { failed, between, after: (await store.contents()).entries.map(({ key }) => key) };
    }, entry);
    expect(keys).toEqual({ failed: true, between: ['key-1', 'key-2'], after: ['key-2', 'key-3'] });
  });

  it('changes one entry in one transaction, also when two ask at once', async () => {
    const attempts = await page.evaluate(async (first) => {
      const [one, two] = [openOutbox(() => undefined), openOutbox(() => undefined)];
      await one.add(first);
      const change = (store: typeof one) =>
        store.change('key-1', (stored) => ({ ...stored, attempts: stored.attempts + 1 }));
      await Promise.all([change(one), change(two), change(one), change(two)]);
      return (await one.contents()).entries[0]?.attempts;
    }, entry);
    expect(attempts).toBe(4);
  });

  it('leaves alone what this version cannot read, and counts it', async () => {
    const found = await page.evaluate(async (first) => {
      const store = openOutbox(() => undefined);
      await store.add(first);
      await new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('lapwing');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('outbox', 'readwrite');
          transaction.objectStore('outbox').put({ key: 'key-9', savedAt: 9, state: 'FROM_THE_FUTURE' });
          transaction.oncomplete = () => resolve();
        };
      });
      await store.change('key-9', () => null);
      const { entries, unreadable } = await store.contents();
      return { keys: entries.map(({ key }) => key), unreadable };
    }, entry);
    expect(found).toEqual({ keys: ['key-1'], unreadable: 1 });
  });
});
