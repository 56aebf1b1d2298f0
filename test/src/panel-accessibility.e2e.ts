import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnalystBrowser, removeProfile, startAnalystBrowser } from './browser/analyst-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { findBarriers } from './screens/find-barriers.ts';
import { type Visit, walkPairing, walkPanel } from './screens/panel-walk.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

let stack: Stack;
let sites: FixtureSites;
let browser: AnalystBrowser;

beforeAll(async () => {
  [stack, sites] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    serveFixtureSites(),
  ]);
  browser = await startAnalystBrowser({ arguments: sites.browserArguments, server: stack.url });
  await bringSession(browser.context, await enrolPerson(stack, ['analyst'], 'Ada Example'), stack.url);
});

afterAll(async () => {
  await browser?.close();
  if (browser) await removeProfile(browser.profile);
  await sites?.close();
  await stack?.stop();
});

describe('the side panel', () => {
  it('meets WCAG 2.2 AA in every state, light and dark, in English and Thai, as far as axe can tell', async () => {
    const found: Record<string, string[]> = {};
    const visited: string[] = [];
    const visit =
      (language: string): Visit =>
      async (name, panel) => {
        visited.push(name);
        const light = await findBarriers(panel);
        await panel.emulateMedia({ colorScheme: 'dark' });
        const dark = await findBarriers(panel, ['color-contrast']);
        await panel.emulateMedia({ colorScheme: 'light' });
        if (light.length + dark.length > 0) found[`${name} ${language}`] = [...light, ...dark];
      };
    const panel = await walkPairing(browser, stack.url, visit('en'));
    await walkPanel(browser, panel, 'en', visit('en'));
    await walkPanel(browser, panel, 'th', visit('th'));
    expect(found).toEqual({});
    expect(new Set(visited).size).toBeGreaterThan(8);
  });
});
