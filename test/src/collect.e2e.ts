import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AnalystBrowser,
  remembersGrant,
  removeProfile,
  startAnalystBrowser,
} from './browser/analyst-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { countRows } from './browser/extension-database.ts';
import { facebookPosts, facebookPostUrl } from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { findBarriers } from './screens/find-barriers.ts';
import { postFlag } from './stack/api-client.ts';
import { inventFlag } from './stack/invent-flag.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { addTokenHolder } from './stack/token-holders.ts';
import { until } from './stack/until.ts';

let stack: Stack;
let sites: FixtureSites;
let browser: AnalystBrowser;
let panel: Page;

const hotel = facebookPostUrl(facebookPosts.hotel);
const camp = facebookPostUrl(facebookPosts.camp);
const start = (profile?: string) =>
  startAnalystBrowser({
    arguments: sites.browserArguments,
    server: stack.url,
    ...(profile === undefined ? {} : { profile }),
  });
const posts = () => panel.getByRole('list', { name: /^\d+ posts?$/ }).getByRole('listitem');
const post = (url: string) => posts().filter({ hasText: url });
const collect = () => panel.getByRole('button', { name: 'Collect', exact: true }).click();
const paste = async (text: string) => {
  await panel.getByLabel('Links', { exact: true }).fill(text);
  await panel.getByRole('button', { name: 'Add links' }).click();
};
const flags = async () => {
  const { rows } = await stack.store.pool.query(
    'select url_original, category, severity, urgency from flags where person_id = $1 order by id',
    [person],
  );
  return rows;
};
let person: string;

beforeAll(async () => {
  [stack, sites] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    serveFixtureSites(),
  ]);
  const other = await addTokenHolder(stack, ['analyst']);
  await postFlag(stack.url, other.token, inventFlag({ url: camp }));
  browser = await start();
  const ada = await enrolPerson(stack, ['analyst'], 'Ada Example');
  person = ada.personId;
  await bringSession(browser.context, ada, stack.url);
  await browser.page.goto(facebookPostUrl(facebookPosts.amber));
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

describe('a pasted list of links', () => {
  it('is taken with duplicates folded and refusals explained', async () => {
    await collect();
    await panel.getByText('Nothing collected yet').waitFor();
    await paste(
      [
        `1. ${hotel}?__cft__[0]=AZX`,
        `see ${camp} and pantip.com`,
        'https://m.facebook.com/lapwing.hotel.example/posts/1029384758',
        'the one from yesterday',
        'http://192.168.1.2/post',
        'https://pantip.com/topic/40000001',
      ].join('\n'),
    );
    await panel.getByText('3 added.').waitFor();
    await panel.getByText('1 was here already.').waitFor();
    await panel.getByText('2 cannot be flagged:').waitFor();
    await panel.getByText('Line 4:').waitFor();
    await panel.getByText('Line 5:').waitFor();
    expect(await posts().count()).toBe(3);
  });

  it('marks what the organisation knows already', async () => {
    await expect.poll(() => post(camp).getByRole('status').textContent()).toMatch(/\S/);
    expect(await post(hotel).getByRole('status').count()).toBe(0);
    expect(await findBarriers(panel)).toEqual([]);
    await panel.emulateMedia({ colorScheme: 'dark' });
    expect(await findBarriers(panel, ['color-contrast'])).toEqual([]);
    await panel.emulateMedia({ colorScheme: 'light' });
  });

  it('is sealed on disk, and outlives the panel and a crash of the browser', async () => {
    await panel.getByLabel('Note').fill('Found on one list.');
    await until('it is on disk', async () => (await countRows(panel, 'sittings')) === 1);
    await panel.close();
    panel = await browser.pressToolbar(browser.page);
    await collect();
    await expect.poll(() => posts().count()).toBe(3);
    await until('the browser has kept what it was allowed', () => remembersGrant(browser));
    await panel.getByLabel('Note').fill('Found on one list, in a chat.');
    await browser.kill();
    browser = await start(browser.profile);
    await browser.page.goto(facebookPostUrl(facebookPosts.amber));
    panel = await browser.pressToolbar(browser.page);
    await collect();
    await expect.poll(() => posts().count()).toBe(3);
    expect(await panel.getByLabel('Note').inputValue()).toMatch(/^Found on one list/);
  });

  it('is sent only as far as it was looked at, and only when it is complete', async () => {
    const send = panel.getByRole('button', { name: /^Save and send/ });
    expect(await send.isDisabled()).toBe(true);
    await post(hotel).getByRole('checkbox').check();
    await post(camp).getByRole('checkbox').press('Space');
    await panel.getByText('2 looked at').waitFor();
    await panel.getByRole('button', { name: 'Save and send 2' }).click();
    await panel.getByText('2 posts need something before they can be sent.').waitFor();
    await panel.getByLabel('Category').selectOption({ label: 'Grooming' });
    await panel.getByLabel('Severity').selectOption('2');
    await expect.poll(() => panel.getByText(/need something/).count()).toBe(0);
    expect(await flags()).toEqual([]);
  });

  it('lets one post say something of its own, and another be taken out', async () => {
    await paste('https://pantip.com/topic/40000002');
    await post('40000001')
      .getByRole('button', { name: /^Correct/ })
      .click();
    const dialog = panel.getByRole('dialog');
    await dialog.getByLabel('Severity').selectOption('3');
    await dialog.getByLabel('Note').fill('This one names a place.');
    expect(await findBarriers(panel)).toEqual([]);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await panel.getByText('3 looked at').waitFor();
    await post('40000002')
      .getByRole('button', { name: /^Remove/ })
      .click();
    await expect.poll(() => posts().count()).toBe(3);
  });

  it('becomes one flag for each post, in the order of the list', async () => {
    await panel.getByRole('button', { name: 'Save and send 3' }).click();
    await panel.getByText('3 flags are saved and on their way.').waitFor();
    await panel.getByText('Nothing collected yet').waitFor();
    await until('all of them arrived', async () => (await flags()).length === 3);
    expect(await flags()).toMatchObject([
      {
        url_original: expect.stringContaining(hotel),
        category: 'GROOMING',
        severity: 2,
        urgency: 'PRIORITY',
      },
      { url_original: camp, category: 'GROOMING', severity: 2, urgency: 'PRIORITY' },
      {
        url_original: 'https://pantip.com/topic/40000001',
        category: 'GROOMING',
        severity: 3,
        urgency: 'URGENT',
      },
    ]);
    await until('nothing of it is on disk', async () => (await countRows(panel, 'sittings')) === 0);
    // Nothing was opened, here or on the server.
    expect(sites.requests.filter((request) => request.includes('pantip'))).toEqual([]);
  });

  it('takes two hundred posts without a network, and no more', async () => {
    await browser.context.setOffline(true);
    const list = Array.from({ length: 205 }, (_, index) => `https://pantip.com/topic/${50_000_000 + index}`);
    await paste(list.join('\n'));
    await panel.getByText('200 added.').waitFor();
    await panel.getByText('5 found no room').waitFor();
    await expect.poll(() => posts().count()).toBe(200);
    await posts().first().getByRole('checkbox').check();
    await panel.getByRole('button', { name: 'Save 1: sent later' }).waitFor();
    await browser.context.setOffline(false);
  });
});

describe('posts of one page', () => {
  const article = (index: number) => browser.page.getByRole('article').nth(index);
  const urls = async () => {
    const texts = await posts().locator('p[dir=ltr]').allTextContents();
    return texts.map((text) => text.split('?')[0]);
  };

  it('are picked by click and by keyboard, with marks that the page cannot see or touch', async () => {
    await browser.page.goto('https://www.facebook.com/');
    panel = await browser.pressToolbar(browser.page);
    await collect();
    await emptied();
    await panel.getByRole('button', { name: 'Pick on this page' }).click();
    await panel.getByText('Picking in the page.').waitFor();
    await browser.page.bringToFront();
    // A press of the page's own script picks nothing; a person's does, and follows no link.
    await article(0).evaluate((element: { click(): void }) => element.click());
    await article(2).getByRole('link').first().click();
    await expect.poll(urls).toEqual([hotel]);
    expect(browser.page.url()).toBe('https://www.facebook.com/');
    await browser.page.keyboard.press('ArrowUp');
    await browser.page.keyboard.press('Enter');
    await expect.poll(urls).toEqual([hotel, camp]);
    await article(2).locator('[data-ad-preview]').click();
    await expect.poll(urls).toEqual([camp]);
    const seen = await browser.page.evaluate<string>(
      `[...document.documentElement.children].map(({ tagName, shadowRoot, innerHTML }) =>
        tagName === 'DIV' ? String(shadowRoot) + innerHTML : '').join('')`,
    );
    expect(seen).toBe('null');
    await browser.page.keyboard.press('Escape');
    expect(await browser.page.locator('html > div').count()).toBe(0);
    await panel.getByText('1 looked at').waitFor();
  });

  it('are all taken at once, each with its own words and author, and are still to be looked at', async () => {
    await panel.getByRole('button', { name: 'All posts here' }).click();
    await expect.poll(() => posts().count()).toBe(3);
    await panel.getByText('1 looked at').waitFor();
    await post(facebookPosts.amber.id)
      .getByText(facebookPosts.amber.author.handle, { exact: true })
      .waitFor();
    await post(facebookPosts.hotel.id)
      .getByRole('button', { name: /^Correct/ })
      .click();
    const dialog = panel.getByRole('dialog');
    await dialog.getByText(`${facebookPosts.hotel.text.length} characters, hidden`).waitFor();
    await panel.keyboard.press('Escape');
    await browser.page.bringToFront();
    await browser.page.keyboard.press('Escape');
  });

  it('are collected one by one by shortcut and menu', async () => {
    await emptied();
    await panel.close();
    await browser.page.goto(hotel);
    panel = await browser.pressToolbar(browser.page);
    await panel.close();
    await browser.pressShortcut(browser.page, 'collect-post');
    await browser.page.goto(facebookPostUrl(facebookPosts.amber));
    panel = await browser.pressToolbar(browser.page);
    await panel.close();
    await browser.chooseFromMenu(browser.page, { entry: 'collect' });
    panel = await browser.pressToolbar(browser.page);
    await collect();
    await expect.poll(urls).toEqual([hotel, facebookPostUrl(facebookPosts.amber)]);
  });

  /** Takes everything out of the sitting. */
  async function emptied(): Promise<void> {
    await expect
      .poll(async () => {
        const count = await posts().count();
        if (count === 0) return 0;
        await panel.getByRole('button', { name: /^Remove everything/ }).click();
        await panel.getByRole('dialog').getByRole('button', { name: 'Remove everything' }).click();
        return -1;
      })
      .toBe(0);
  }
});
