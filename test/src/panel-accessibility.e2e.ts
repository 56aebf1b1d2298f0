import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnalystBrowser, removeProfile, startAnalystBrowser } from './browser/analyst-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { walkControl } from './screens/control-walk.ts';
import { findBarriers } from './screens/find-barriers.ts';
import { type Visit, walkPairing, walkPanel } from './screens/panel-walk.ts';
import { walkSafe } from './screens/safe-walk.ts';
import { walkUnfinished } from './screens/unfinished-walk.ts';
import { walkWays } from './screens/ways-walk.ts';
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
  let panel: Page;
  const found: Record<string, string[]> = {};
  const visited: string[] = [];
  const visit =
    (language: string): Visit =>
    async (name, seen) => {
      visited.push(name);
      const light = await findBarriers(seen);
      await seen.emulateMedia({ colorScheme: 'dark' });
      const dark = await findBarriers(seen, ['color-contrast']);
      await seen.emulateMedia({ colorScheme: 'light' });
      if (light.length + dark.length > 0) found[`${name} ${language}`] = [...light, ...dark];
    };

  it('meets WCAG 2.2 AA in every state, light and dark, in English and Thai, as far as axe can tell', async () => {
    panel = await walkPairing(browser, stack.url, visit('en'));
    await walkPanel(browser, panel, 'en', visit('en'));
    await walkPanel(browser, panel, 'th', visit('th'));
    expect(found).toEqual({});
    expect(new Set(visited).size).toBeGreaterThan(8);
  });

  it('does so with what is unfinished, taken up again and taken back', async () => {
    const before = visited.length;
    await walkUnfinished(browser, panel, 'en', visit('en'));
    await walkUnfinished(browser, panel, 'th', visit('th'));
    expect(found).toEqual({});
    expect(visited.length - before).toBe(10);
  });

  it('does so with help, a phone, several posts and what is to be checked', async () => {
    const before = visited.length;
    await walkWays(panel, 'en', visit('en'));
    await walkWays(panel, 'th', visit('th'));
    expect(found).toEqual({});
    expect(visited.length - before).toBe(12);
  });

  it('does so with the button on posts', async () => {
    const before = visited.length;
    await walkControl(browser, panel, 'en', visit('en'));
    await walkControl(browser, panel, 'th', visit('th'));
    expect(found).toEqual({});
    expect(visited.length - before).toBe(4);
  });

  it('does so with safe viewing and breaks', async () => {
    const before = visited.length;
    await walkSafe(panel, 'en', visit('en'));
    await walkSafe(panel, 'th', visit('th'));
    expect(found).toEqual({});
    expect(visited.length - before).toBe(4);
  });
});
