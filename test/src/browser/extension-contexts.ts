import type { Page } from 'playwright-core';
import { EXTENSION_ID } from './analyst-browser.ts';

/**
 * Watches a page for scripts of the extension: gives how many worlds the browser made for them in the documents that
 * are there now.
 */
export async function watchForScripts(page: Page): Promise<() => number> {
  const protocol = await page.context().newCDPSession(page);
  const worlds = new Set<string>();
  protocol.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin === `chrome-extension://${EXTENSION_ID}`) worlds.add(context.uniqueId);
  });
  protocol.on('Runtime.executionContextsCleared', () => worlds.clear());
  await protocol.send('Runtime.enable');
  return () => worlds.size;
}
