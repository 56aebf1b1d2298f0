import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findBarriers } from './find-barriers.ts';

/**
 * Pictures of a page as it is now, in light, dark and narrow, as `name.png`, `name-dark.png` and `name-narrow.png` in a folder
 * that is there; gives what axe finds in them. Leaves the page light and as wide as a desk.
 */
export async function lookInAll(page: Page, folder: string, name: string): Promise<string[]> {
  const found = await findBarriers(page);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.emulateMedia({ colorScheme: 'dark' });
  found.push(...(await findBarriers(page, ['color-contrast'])));
  await page.screenshot({ path: join(folder, `${name}-dark.png`) });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  found.push(...(await findBarriers(page, ['target-size', 'scrollable-region-focusable'])));
  await page.screenshot({ path: join(folder, `${name}-narrow.png`) });
  await page.setViewportSize({ width: 1280, height: 860 });
  return found;
}
