import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AnalystBrowser, removeProfile, startAnalystBrowser } from './browser/analyst-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { facebookPosts, facebookPostUrl } from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { chromiumHands, freshTab } from './ways-in/chromium-hands.ts';
import type { Hands } from './ways-in/hands.ts';
import { isDriven, tryWay } from './ways-in/try-way.ts';
import { waysIn } from './ways-in/ways-in.ts';

let stack: Stack;
let sites: FixtureSites;
let browser: AnalystBrowser;
let panel: Page;
let hands: Hands;

const FEED = 'https://www.facebook.com/';
const { amber, camp } = facebookPosts;
const profile = (post: typeof amber) => `https://www.facebook.com/${post.author.handle}`;
const address = () => panel.getByLabel('Address').inputValue();

/** A fresh page, on which our button was pressed. */
async function open(url: string): Promise<Page> {
  const page = await freshTab(browser);
  await page.goto(url);
  panel = await browser.readByToolbar(page);
  await expect.poll(address).not.toBe('');
  return page;
}

beforeAll(async () => {
  [stack, sites] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    serveFixtureSites(),
  ]);
  browser = await startAnalystBrowser({ arguments: sites.browserArguments, server: stack.url });
  await bringSession(browser.context, await enrolPerson(stack, ['analyst'], 'Ada Example'), stack.url);
  await browser.page.goto(facebookPostUrl(amber));
  panel = await browser.pressToolbar(browser.page);
  await pairExtension(browser, panel, stack.url);
  hands = chromiumHands(browser);
});

afterAll(async () => {
  await browser?.close();
  if (browser) await removeProfile(browser.profile);
  await sites?.close();
  await stack?.stop();
});

beforeEach(() => keepPicturesOfFailure(() => [browser.context]));

describe('in Chromium', () => {
  it.each(waysIn.filter((way) => isDriven(way, 'CHROMIUM')))('$name flags what it says', (way) =>
    tryWay(way, hands),
  );
});

describe('the context menu', () => {
  it('flags the account that a link leads to; of any other link the author of the post around it', async () => {
    const page = await open(FEED);
    await page.getByRole('article').nth(1).locator('[data-ad-preview]').click({ button: 'right' });
    const accountOf = async (link: { linkUrl?: string }, expected: string) => {
      await browser.chooseFromMenu(page, { entry: 'account', ...link });
      await expect.poll(address).toContain(expected);
    };
    await accountOf({ linkUrl: profile(amber) }, profile(amber));
    await panel.getByText('Facebook · profile').waitFor();
    await accountOf({ linkUrl: facebookPostUrl(amber) }, profile(camp));
  });
});

describe('keyboard shortcuts', () => {
  it('are shown in the settings as they are set', async () => {
    await open(FEED);
    await panel.getByRole('button', { name: 'Settings' }).click();
    const shortcuts = panel.getByRole('region', { name: 'Keyboard shortcuts' });
    await shortcuts.waitFor();
    const set: unknown = await panel.evaluate(
      'chrome.commands.getAll().then((all) => all.map(({ name, shortcut }) => [name, shortcut]))',
    );
    const known = new Map(z.array(z.tuple([z.string(), z.string()])).parse(set));
    for (const [label, name] of [
      ['Flag this post', '_execute_action'],
      ['Flag this page', 'flag-page'],
      ['Collect this post', 'collect-post'],
    ] as const) {
      expect([...known.keys()]).toContain(name);
      const row = shortcuts.locator('div').filter({ hasText: label });
      expect(await row.locator('dd').textContent()).toBe(known.get(name) || 'not set');
    }
  });
});
