import type { Page } from 'playwright-core';
import { removeProfile, startAnalystBrowser } from '../browser/analyst-browser.ts';
import { bringSession, enrolPerson } from '../browser/enrol-person.ts';
import { serveFixtureSites } from '../browser/fixture-sites.ts';
import { walkPairing, walkPanel } from '../screens/panel-walk.ts';
import { walkWays } from '../screens/ways-walk.ts';
import type { Stack } from '../stack/start-stack.ts';

/** Takes a picture of every state of the side panel: English in light and dark, Thai in both too. */
export async function picturePanel(
  stack: Stack,
  keep: (panel: Page, variant: string, name: string) => Promise<void>,
): Promise<void> {
  const sites = await serveFixtureSites();
  const browser = await startAnalystBrowser({ arguments: sites.browserArguments, server: stack.url });
  const inBoth = (light: string, dark: string) => async (name: string, panel: Page) => {
    await keep(panel, light, name);
    await panel.emulateMedia({ colorScheme: 'dark' });
    await keep(panel, dark, name);
    await panel.emulateMedia({ colorScheme: 'light' });
  };
  try {
    await bringSession(browser.context, await enrolPerson(stack, ['analyst'], 'Ada Example'), stack.url);
    const panel = await walkPairing(browser, stack.url, inBoth('light', 'dark'));
    await walkPanel(browser, panel, 'en', inBoth('light', 'dark'));
    await walkWays(panel, 'en', inBoth('light', 'dark'));
    await walkPanel(browser, panel, 'th', inBoth('thai', 'thai-narrow-dark'));
    await walkWays(panel, 'th', inBoth('thai', 'thai-narrow-dark'));
  } finally {
    await browser.close();
    await removeProfile(browser.profile);
    await sites.close();
  }
}
