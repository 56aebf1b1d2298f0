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
import { chooseWhy } from './browser/fill-flag.ts';
import { facebookPosts, facebookPostUrl } from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { stopBackground } from './browser/stop-background.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { until } from './stack/until.ts';

let stack: Stack;
let sites: FixtureSites;
let browser: AnalystBrowser;
let panel: Page;

const amber = facebookPostUrl(facebookPosts.amber);
const camp = facebookPostUrl(facebookPosts.camp);
const hotel = facebookPostUrl(facebookPosts.hotel);

const start = (profile?: string) =>
  startAnalystBrowser({
    arguments: sites.browserArguments,
    server: stack.url,
    ...(profile === undefined ? {} : { profile }),
  });

const address = () => panel.getByLabel('Address');
const note = () => panel.getByLabel('Note');
const unfinished = () => panel.getByText(/\d unfinished flags?/);
const row = (url: string) =>
  panel.getByRole('list', { name: 'Unfinished flags' }).getByRole('listitem').filter({ hasText: url });

/** Presses the toolbar on a page and waits until the form has its address. */
async function ask(page: Page): Promise<void> {
  panel = await browser.pressToolbar(page);
  await expect.poll(() => address().inputValue()).toBe(page.url());
}

beforeAll(async () => {
  [stack, sites] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    serveFixtureSites(),
  ]);
  browser = await start();
  await bringSession(browser.context, await enrolPerson(stack, ['analyst'], 'Ada Example'), stack.url);
  await browser.page.goto(amber);
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

describe('what is filled in beside a tab', () => {
  let other: Page;

  it('stays with its tab: another tab has a form of its own, and no capture overwrites it', async () => {
    await ask(browser.page);
    await chooseWhy(panel, { category: 'Grooming', severity: 3, note: 'Of the first tab.' });
    other = await browser.context.newPage();
    await other.goto(camp);
    await other.bringToFront();
    await expect.poll(() => note().inputValue()).toBe('');
    await ask(other);
    await note().fill('Of the second tab.');
    await browser.page.bringToFront();
    await expect.poll(() => note().inputValue()).toBe('Of the first tab.');
    expect(await address().inputValue()).toBe(amber);
    await other.bringToFront();
    await expect.poll(() => note().inputValue()).toBe('Of the second tab.');
    expect(await unfinished().count()).toBe(0);
  });

  it('is there after the panel and the background ended', async () => {
    await browser.page.bringToFront();
    await expect.poll(() => note().inputValue()).toBe('Of the first tab.');
    await note().pressSequentially(' And more.');
    await stopBackground(panel);
    await panel.close();
    panel = await browser.pressToolbar(browser.page);
    await expect.poll(() => note().inputValue()).toBe('Of the first tab. And more.');
  });

  it('becomes an unfinished flag when its tab is closed', async () => {
    await other.close();
    await unfinished().waitFor();
    expect(await unfinished().textContent()).toBe('1 unfinished flag');
    await unfinished().click();
    await row(camp).getByText('No category yet').waitFor();
  });
});

describe('after the browser was killed', () => {
  it('is taken up where the same address is asked about again, and the rest is listed', async () => {
    await until('the browser has kept what it was allowed', () => remembersGrant(browser));
    await until('both drafts are on disk', async () => (await countRows(panel, 'drafts')) === 2);
    // Hidden, the panel does not wait for its time to write.
    await note().fill('Typed, and killed in the same moment.');
    await panel.close();
    await browser.kill();
    browser = await start(browser.profile);
    await browser.page.goto(hotel);
    await ask(browser.page);
    await expect.poll(() => unfinished().textContent()).toBe('2 unfinished flags');
    expect(await note().inputValue()).toBe('');

    await browser.page.goto(amber);
    panel = await browser.pressToolbar(browser.page);
    await panel.getByText('You began this flag earlier.').waitFor();
    expect(await note().inputValue()).toBe('Typed, and killed in the same moment.');
    expect(await panel.getByRole('radio', { name: 'Grooming' }).isChecked()).toBe(true);
    await expect.poll(() => unfinished().textContent()).toBe('1 unfinished flag');
  });

  it('opens from the list, and what was in the form is listed instead', async () => {
    await unfinished().click();
    await row(camp).getByRole('button', { name: 'Open' }).click();
    await expect.poll(() => note().inputValue()).toBe('Of the second tab.');
    await row(amber).waitFor();
    await row(amber).getByText('Grooming').waitFor();
  });

  it('is gone from disk and list once it is sent', async () => {
    await row(amber).getByRole('button', { name: 'Open' }).click();
    await expect.poll(() => address().inputValue()).toBe(amber);
    await panel.getByRole('button', { name: /^Save/ }).click();
    await panel
      .getByRole('region', { name: 'Outbox' })
      .getByText(/Last flag accepted/)
      .first()
      .waitFor();
    await expect.poll(() => address().inputValue()).toBe('');
    expect(await unfinished().textContent()).toBe('1 unfinished flag');
    expect(await countRows(panel, 'drafts')).toBe(1);
  });

  it('is gone once it is discarded', async () => {
    await row(camp).getByRole('button', { name: 'Discard' }).click();
    await panel.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await unfinished().waitFor({ state: 'detached' });
    await until('nothing is on disk', async () => (await countRows(panel, 'drafts')) === 0);
  });
});

describe('a panel that is shown as a page', () => {
  it('has the form of the tab that it was opened for, whichever tab is in front', async () => {
    await browser.page.goto(camp);
    await ask(browser.page);
    await note().fill('Beside the camp.');
    const tabId = await panel.evaluate<number>(
      'chrome.tabs.query({ active: true, currentWindow: true }).then(([tab]) => tab.id)',
    );
    const page = await browser.context.newPage();
    await page.goto(`${panel.url()}?tab=${tabId}`);
    await expect.poll(() => page.getByLabel('Note').inputValue()).toBe('Beside the camp.');
    expect(await page.getByLabel('Address').inputValue()).toBe(camp);
    await page.close();
  });
});
