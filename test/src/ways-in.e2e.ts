import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AnalystBrowser, removeProfile, startAnalystBrowser } from './browser/analyst-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { facebookPosts, facebookPostUrl, youtubeComment } from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

let stack: Stack;
let sites: FixtureSites;
let browser: AnalystBrowser;
let panel: Page;

const FEED = 'https://www.facebook.com/';
const { amber, camp, hotel } = facebookPosts;
const profile = (post: typeof amber) => `https://www.facebook.com/${post.author.handle}`;
const address = () => panel.getByLabel('Address').inputValue();
const author = () => panel.getByLabel('Author').inputValue();

/** A fresh page, on which our button was pressed, with an empty form beside it. */
async function open(url: string): Promise<Page> {
  const page = await browser.context.newPage();
  await browser.page.close();
  browser = { ...browser, page };
  await page.goto(url);
  panel = await browser.pressToolbar(page);
  await panel.getByRole('button', { name: 'Flag', exact: true }).click();
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
});

afterAll(async () => {
  await browser?.close();
  if (browser) await removeProfile(browser.profile);
  await sites?.close();
  await stack?.stop();
});

beforeEach(() => keepPicturesOfFailure(() => [browser.context]));

describe('the context menu', () => {
  it('flags the post that it was opened on, whichever fills the window and wherever the pointer went', async () => {
    const page = await open(FEED);
    await page.getByRole('article').nth(2).locator('[data-ad-preview]').click({ button: 'right' });
    await page.getByRole('article').nth(0).hover();
    await browser.chooseFromMenu(page, { entry: 'post' });
    await expect.poll(address).toContain(facebookPostUrl(hotel));
    expect(await author()).toBe(hotel.author.handle);
  });

  it('flags the account of that post, or the one that a link leads to', async () => {
    const page = await open(FEED);
    await page.getByRole('article').nth(1).locator('[data-ad-preview]').click({ button: 'right' });
    const accountOf = async (link: { linkUrl?: string }, expected: string) => {
      await browser.chooseFromMenu(page, { entry: 'account', ...link });
      await expect.poll(address).toContain(expected);
    };
    await accountOf({}, profile(camp));
    await panel.getByText('Facebook · profile').waitFor();
    await accountOf({ linkUrl: profile(amber) }, profile(amber));
    await accountOf({ linkUrl: facebookPostUrl(amber) }, profile(camp));
  });

  it('flags what a link leads to, with nothing of the page around it', async () => {
    const page = await open('https://guesthouse.example/');
    await browser.chooseFromMenu(page, { entry: 'link', linkUrl: facebookPostUrl(hotel) });
    await expect.poll(address).toBe(facebookPostUrl(hotel));
    await panel.getByText(`${'What a guest wrote'.length} characters, hidden`).waitFor();
  });

  it('flags the page as a whole, whatever the pointer is on', async () => {
    const page = await open(FEED);
    await page.getByRole('article').nth(0).locator('[data-ad-preview]').click({ button: 'right' });
    await browser.chooseFromMenu(page, { entry: 'page' });
    await expect.poll(address).toBe(FEED);
  });

  it('flags the selected words with the comment that they stand in', async () => {
    const page = await open(`https://www.youtube.com/watch?v=${youtubeComment.video}`);
    const words = page.locator('#content-text').first();
    await words.selectText();
    await browser.chooseFromMenu(page, {
      entry: 'selection',
      selectionText: (await words.textContent()) ?? '',
    });
    await expect.poll(address).toContain(youtubeComment.id);
    expect(await author()).toBe(youtubeComment.author.handle);
  });
});

describe('keyboard shortcuts', () => {
  it('flag the page as a whole, and are shown in the settings as they are set', async () => {
    const page = await open(FEED);
    await page.getByRole('article').nth(0).hover();
    await browser.pressShortcut(page, 'flag-page');
    await expect.poll(address).toBe(FEED);
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
