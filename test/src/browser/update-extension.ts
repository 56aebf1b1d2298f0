import type { Page } from 'playwright-core';
import { EXTENSION_DIRECTORY } from './analyst-browser.ts';

/**
 * Puts the extension in the place of itself, as the browser does with a new version: its pages close, its background
 * ends, what it keeps in the browser's memory is gone, and what is on disk stays. Resolves when the panel has closed.
 */
export async function updateExtension(panel: Page): Promise<void> {
  const protocol = await panel.context().browser()?.newBrowserCDPSession();
  if (!protocol) throw new Error('The browser has ended');
  const closed = panel.waitForEvent('close');
  await protocol.send('Extensions.loadUnpacked', { path: EXTENSION_DIRECTORY });
  await closed;
  await protocol.detach();
}
