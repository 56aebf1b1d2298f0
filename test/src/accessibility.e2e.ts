import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startConsoleBrowser } from './browser/console-browser.ts';
import { consoleScreens } from './screens/console-screens.ts';
import { type DemoWorkspace, prepareDemoWorkspace } from './screens/demo-workspace.ts';
import { findBarriers } from './screens/find-barriers.ts';
import { type ScreenTour, startTour } from './screens/screen-tour.ts';
import { variants } from './screens/variants.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

/** What can differ on a narrow screen; everything else is the same document in the same colours. */
const rulesOfLayout = ['target-size', 'scrollable-region-focusable', 'meta-viewport'];

let stack: Stack;
let browser: Browser;
let demo: DemoWorkspace;
let english: ScreenTour;
let thai: ScreenTour;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startStack({ database: await sharedDatabase() }),
    startConsoleBrowser(),
  ]);
  demo = await prepareDemoWorkspace(stack);
  english = startTour(browser, demo, variants.light);
  thai = startTour(browser, demo, variants.thaiNarrowDark);
});

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

describe('every screen of the console meets WCAG 2.2 AA as far as axe can tell', () => {
  it.each(consoleScreens)('$name: light, dark, and on a phone', async (screen) => {
    const page = await english.show(screen);
    const light = await findBarriers(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await findBarriers(page, ['color-contrast']);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(variants.narrow.size);
    const narrow = await findBarriers(page, rulesOfLayout);
    await page.setViewportSize(variants.light.size);
    expect({ light, dark, narrow }).toEqual({ light: [], dark: [], narrow: [] });
  });

  const pages = consoleScreens.filter(({ name }) =>
    /^(sign-in|join|pair|queue|queue-unsure|item-imminent|item-reasons|item-unsure|item-confirm|mine|recipient-desk|batch|batch-deliver|recipient-webhook|recipient-sftp|recipient-reports|outcomes|outcomes-selected|outcome-file-plan|evidence|evidence-new|evidence-requested|evidence-built|tray|timeline|waiting|my-flags|settings|people|recipient|recipient-schedule|recipient-new|recipients-import|models|model-promote|extension|extension-unsaved|audit)$/.test(
      name,
    ),
  );
  it.each(pages)('$name: in Thai, dark, on a phone', async (screen) => {
    expect(await findBarriers(await thai.show(screen))).toEqual([]);
  });
});

describe('the bar at the bottom of a phone', () => {
  it('shows where one is, also where not all places fit', async () => {
    const last = consoleScreens.find(({ name }) => name === 'failed-jobs');
    if (!last) throw new Error('That screen has another name now');
    const page = await thai.show(last);
    const end = async () => {
      const box = await page.locator('nav [aria-current="page"]').boundingBox();
      return box === null ? null : box.x + box.width;
    };
    await expect.poll(end).toBeLessThanOrEqual(variants.thaiNarrowDark.size.width);
  });
});
