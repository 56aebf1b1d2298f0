import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openChromium } from '../testing/open-chromium.ts';
import { outboxCases, sealedOutboxCases } from '../testing/outbox-cases.ts';
import type { OutboxSuite } from '../testing/outbox-suite.ts';

declare global {
  /** Put there by `load` in the page. */
  var outboxSuite: OutboxSuite;
}

const LIVES = 60;

/** The real modules in a real browser: served as they are by Vite, on a page of their own. */
describe('outbox in the IndexedDB of Chromium', () => {
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
      optimizeDeps: { include: ['idb', 'zod', 'fast-check'] },
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
      content:
        "import { outboxSuite } from '/testing/outbox-suite.ts'; globalThis.outboxSuite = outboxSuite;",
    });
    await page.waitForFunction(() => 'outboxSuite' in globalThis);
  };
  beforeEach(async () => {
    page = await (await browser.newContext()).newPage();
    await page.goto(home);
    await load();
  });

  it.each([...outboxCases, ...sealedOutboxCases])('$name', async ({ name }) => {
    await page.evaluate((one) => outboxSuite.runCase(one), name);
  });

  it('survives everything that can happen to it, as the one in Node does', async () => {
    await page.evaluate((lives) => outboxSuite.playLives(lives), LIVES);
  });

  it('keeps what was added, and its key, over a reload', async () => {
    expect(await page.evaluate(() => outboxSuite.saveOne())).toBe(1);
    await page.reload();
    await load();
    expect(await page.evaluate(() => outboxSuite.saveOne())).toBe(2);
  });

  it('refuses to save when the browser gives no more room, and loses nothing of what it has', async () => {
    const protocol = await page.context().newCDPSession(page);
    const origin = new URL(home).origin;
    await protocol.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 400_000 });
    const full = await page.evaluate(() => outboxSuite.fillUp());
    expect(full).toMatchObject({ refusedFor: 'QuotaExceededError', stillReadable: true });
    expect(full.saved).toBeGreaterThan(3);
    expect(full.kept).toBe(full.saved);
    await protocol.send('Storage.overrideQuotaForOrigin', { origin });
    expect(await page.evaluate(() => outboxSuite.saveOne())).toBe(full.saved + 1);
  });
});
