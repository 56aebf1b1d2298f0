import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import {
  type AnalystBrowser,
  EXTENSION_ID,
  removeProfile,
  startAnalystBrowser,
} from './browser/analyst-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { watchForScripts } from './browser/extension-contexts.ts';
import { chooseWhy } from './browser/fill-flag.ts';
import { facebookPosts, facebookPostUrl, youtubeCommentUrl } from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { filesWithWords } from './browser/search-profile.ts';
import { storedNames, whatIsStored } from './browser/what-is-stored.ts';
import { FaultProxy } from './faults/fault-proxy.ts';
import { findBarriers } from './screens/find-barriers.ts';
import { ALARM_MS } from './screens/panel-walk.ts';
import { type Language, wordsIn } from './screens/words.ts';
import { freePort } from './stack/free-port.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { until } from './stack/until.ts';

const ordinary = 'https://guesthouse.example';
const youtube = 'https://*.youtube.com/*';
/** After this the background waits for ten minutes, unless a person asks it to try. */
const serverFails = {
  kind: 'ANSWER',
  status: 500,
  headers: { 'retry-after': '600' },
  body: JSON.stringify({
    type: 'about:blank',
    slug: 'internal',
    title: 'No',
    status: 500,
    requestId: '7f3d2c1a-1111-4111-8111-111111111111',
  }),
} as const;
const pictures = join(repositoryRoot, 'test/artifacts/privacy');

let stack: Stack;
let proxy: FaultProxy;
let sites: FixtureSites;
let browser: AnalystBrowser;
let panel: Page;
let privacy: Page;

const privacyUrl = `chrome-extension://${EXTENSION_ID}/privacy.html`;
const counted = async (what: string): Promise<number> => {
  const { rows } = await stack.owner.query(`select count(*)::int n from ${what}`);
  return rows[0].n;
};
const flags = () => counted('flags');
const pairings = () => counted("credentials where kind = 'EXTENSION' and revoked_at is null");

/** Opens the privacy page as a person does, from the settings. */
async function openPrivacy(from: Page): Promise<Page> {
  const opening = browser.context.waitForEvent('page', (page) => page.url().startsWith(privacyUrl));
  await from.getByRole('button', { name: 'Settings', exact: true }).click();
  await from.getByRole('button', { name: 'What is stored, and wiping it' }).click();
  const page = await opening;
  await page.getByRole('heading', { name: 'What Lapwing keeps in this browser' }).waitFor();
  return page;
}

async function flag(note?: string): Promise<void> {
  await chooseWhy(panel, { category: 'Grooming', severity: 2, ...(note === undefined ? {} : { note }) });
  await panel.getByRole('button', { name: /^Save/ }).click();
}

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  proxy = await FaultProxy.start(await freePort());
  [stack, sites] = await Promise.all([
    startStack({
      database: await sharedDatabase(),
      start: ['api'],
      settings: { LAPWING_PUBLIC_URL: proxy.url },
    }),
    serveFixtureSites(),
  ]);
  proxy.passTo(stack.url);
  browser = await startAnalystBrowser({
    arguments: sites.browserArguments,
    server: proxy.url,
    sites: [youtube],
    inPrivate: true,
    blocksThirdPartyCookies: true,
  });
  const analyst = await enrolPerson({ store: stack.store, url: proxy.url }, ['analyst'], 'Ada Example');
  await bringSession(browser.context, analyst, proxy.url);
});

afterAll(async () => {
  await browser?.close();
  if (browser) await removeProfile(browser.profile);
  await sites?.close();
  await proxy?.close();
  await stack?.stop();
});

describe('the extension in a browser that blocks third-party cookies', () => {
  let broken = false;
  beforeEach(({ skip }) => {
    if (broken) skip('an earlier step failed');
    onTestFailed(() => {
      broken = true;
    });
    keepPicturesOfFailure(() => [browser.context]);
  });

  it('reads nothing of a page before its person asks', async () => {
    const scripts = await watchForScripts(browser.page);
    await browser.page.goto(`${ordinary}/`, { waitUntil: 'load' });
    expect(scripts()).toBe(0);
    panel = await browser.pressToolbar(browser.page);
    await until('the page was read when it was asked for', () => scripts() > 0);
  });

  it('pairs and flags', async () => {
    await pairExtension(browser, panel, proxy.url);
    await browser.page.goto(facebookPostUrl(facebookPosts.amber));
    await browser.pressToolbar(browser.page);
    await expect.poll(() => panel.getByLabel('Address').inputValue()).toContain('facebook.com');
    await flag();
    await panel.getByText('Last flag accepted').first().waitFor();
    expect(await flags()).toBe(1);
  });

  it('keeps no trace of pages that were visited', async () => {
    const visited = Array.from({ length: 20 }, (_, index) => `room-${index}-by-the-lake`);
    for (const room of visited) await browser.page.goto(`${ordinary}/${room}`);
    const stores = JSON.stringify(await whatIsStored(panel));
    expect(visited.filter((room) => stores.includes(room))).toEqual([]);
    // Not a test that sees nothing: what was asked about is found.
    expect(stores).toContain(facebookPosts.amber.id);
  });

  it('declares and shows everything that it stores after a long walk', async () => {
    // A form with work in it, a flag that waits, a choice of look, a pairing that waits for approval.
    await browser.context.setOffline(true);
    await panel.getByLabel('Address').fill(youtubeCommentUrl);
    await flag('Waits for the network.');
    await panel
      .getByText(/waiting/)
      .first()
      .waitFor();
    await panel.getByLabel('Address').fill(`${ordinary}/unfinished`);
    await chooseWhy(panel, { category: 'Grooming', severity: 3 });
    await panel.getByRole('button', { name: 'Settings', exact: true }).click();
    await panel.getByLabel('Appearance').selectOption({ label: 'Light' });
    await panel.getByLabel('Language').selectOption({ label: 'English' });
    await panel.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck();
    await panel.getByRole('checkbox', { name: 'Single-key shortcuts' }).check();
    privacy = await openPrivacy(panel);

    const names = storedNames(await whatIsStored(privacy));
    expect(names.length).toBeGreaterThan(10);
    const shown = await privacy.getByRole('region', { name: 'Stored' }).locator('code').allTextContents();
    expect(names.filter((name) => !shown.includes(name))).toEqual([]);
    expect(await privacy.getByText('Unknown', { exact: true }).count()).toBe(0);
    // Facts instead of contents: one flag sealed, one receipt; the token and the note are not on the page.
    await privacy
      .getByText('1 sealed · 1 receipt without content')
      .or(privacy.getByText('1 receipt without content · 1 sealed'))
      .waitFor();
    await privacy.getByText('There is one, and no script can read it.').waitFor();
    for (const summary of await privacy.getByText('Show what is in it').all()) await summary.click();
    const text = (await privacy.locator('body').textContent()) ?? '';
    const { local } = await whatIsStored(privacy);
    const token = /"token":"([^"]+)"/.exec(JSON.stringify(local))?.[1] ?? 'missing';
    expect(token.length).toBeGreaterThan(10);
    expect(text).not.toContain(token);
    expect(text).not.toContain('Waits for the network.');
    expect(text).toContain(proxy.url);
  });

  it('is there for everybody: axe, narrow, light and dark, in English and Thai', async () => {
    const found: Record<string, string[]> = {};
    for (const language of ['en', 'th'] satisfies Language[]) {
      await privacy.evaluate(`localStorage.setItem('lapwing.language', '${language}')`);
      await privacy.reload();
      const t = wordsIn(language);
      await privacy.getByRole('heading', { name: t('privacy:title') }).waitFor();
      await privacy.setViewportSize({ width: 320, height: 900 });
      expect(await privacy.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
      for (const scheme of ['light', 'dark'] as const) {
        await privacy.evaluate(`document.documentElement.dataset.theme = '${scheme}'`);
        await privacy.screenshot({ path: join(pictures, `${language}-${scheme}-320.png`), fullPage: true });
      }
      await privacy.setViewportSize({ width: 1000, height: 900 });
      await privacy.screenshot({ path: join(pictures, `${language}-dark-wide.png`), fullPage: true });
      found[`${language} dark`] = await findBarriers(privacy, ['color-contrast']);
      await privacy.evaluate("document.documentElement.dataset.theme = 'light'");
      found[`${language} light`] = await findBarriers(privacy);
      await privacy.getByRole('button', { name: t('privacy:wipe.button') }).click();
      await privacy.getByRole('dialog').waitFor();
      found[`${language} wiping`] = await findBarriers(privacy);
      await privacy.screenshot({ path: join(pictures, `${language}-asked.png`) });
      await privacy.keyboard.press('Escape');
    }
    expect(Object.values(found).flat()).toEqual([]);
    await privacy.evaluate("localStorage.setItem('lapwing.language', 'en')");
    await privacy.reload();
  });

  it('gives a site back that was allowed', async () => {
    const region = privacy.getByRole('region', { name: 'Sites Lapwing may reach' });
    await region.getByText('Your organisation’s server').waitFor();
    await region.getByLabel('Allow a platform').selectOption({ label: 'YouTube' });
    await region.getByRole('button', { name: 'Allow YouTube' }).click();
    await region.getByRole('code').filter({ hasText: youtube }).waitFor();
    expect((await whatIsStored(privacy)).sites).toContain(youtube);

    // What it was asked for: the page can be read from the panel, without its toolbar button.
    await browser.context.setOffline(false);
    await browser.page.goto(youtubeCommentUrl);
    await browser.page.bringToFront();
    await panel.getByRole('button', { name: 'Flag', exact: true }).click();
    await panel.getByRole('button', { name: 'Fill in from this page' }).click();
    await panel.getByRole('button', { name: 'Start over with the new page' }).click();
    await expect.poll(() => panel.getByLabel('Address').inputValue()).toBe(youtubeCommentUrl);

    await region.getByRole('button', { name: `Take back ${youtube}` }).click();
    await region.getByRole('code').filter({ hasText: youtube }).waitFor({ state: 'detached' });
    expect((await whatIsStored(privacy)).sites).not.toContain(youtube);
  });

  it('writes nothing of a private window to the disk', async () => {
    const opening = browser.context.waitForEvent('page', (page) => page.url() === 'about:blank');
    await privacy.evaluate("chrome.windows.create({ incognito: true, url: 'about:blank' })");
    const page = await opening;
    const secret = `${ordinary}/?private-window`;
    await page.goto(secret);
    await browser.pressToolbar(page);
    const own = await until('a panel is open in the private window', async () => {
      for (const candidate of browser.context.pages()) {
        if (!candidate.url().includes('sidepanel')) continue;
        const isPrivate = await candidate.evaluate('chrome.windows.getCurrent().then((w) => w.incognito)');
        if (isPrivate === true) return candidate;
      }
      return undefined;
    });
    await expect.poll(() => own.getByLabel('Address').inputValue()).toContain('private-window');
    await own.getByText(/^Private window/).waitFor();
    await own.getByLabel('Author').fill('somebody-in-private');
    await chooseWhy(own, { category: 'Grooming', severity: 2, note: 'Written in private.' });
    const draftsNow = async () => (await whatIsStored(privacy)).databases['lapwing/drafts'];
    const drafts = await draftsNow();
    // The panel of the ordinary window hears that the tab was closed, and keeps forms of closed tabs.
    await page.close();
    await until('the form of the private tab is forgotten', async () => {
      const { session } = await whatIsStored(privacy);
      return !Object.entries(session).some(
        ([key, form]) => key.startsWith('form:') && JSON.stringify(form).includes('somebody-in-private'),
      );
    });
    expect(await draftsNow()).toEqual(drafts);
    const folder = join(browser.profile, 'Default');
    for (const place of ['IndexedDB', 'Local Extension Settings', 'Local Storage', 'Session Storage']) {
      expect(await filesWithWords(join(folder, place), 'private-window')).toEqual([]);
      expect(await filesWithWords(join(folder, place), 'somebody-in-private')).toEqual([]);
    }
  });

  it('names what was not sent before it wipes, and offers to send it first', async () => {
    const { context } = browser;
    await panel.getByText('Last flag accepted').first().waitFor({ timeout: ALARM_MS });
    const sent = await flags();
    await context.setOffline(true);
    await panel.getByLabel('Address').fill(youtubeCommentUrl);
    await flag();
    await panel.getByText('1 flag waiting to be sent').first().waitFor();
    await privacy.bringToFront();
    await privacy.getByRole('button', { name: 'Wipe everything' }).click();
    const dialog = privacy.getByRole('dialog', { name: 'Wipe everything?' });
    await dialog.getByText('1 flag was not sent and would be lost:').waitFor();
    const unsent = dialog.getByRole('list', { name: 'Flags that would be lost' });
    expect(await unsent.textContent()).toContain(youtubeCommentUrl);
    expect(await unsent.textContent()).toContain('Grooming');
    await dialog.getByText(/unfinished flag/).waitFor();
    await dialog.getByText('There is no network now.').waitFor();
    // The background hears of the network too, and would be quicker than the press.
    const tried = proxy.flags.length;
    proxy.next(serverFails);
    await context.setOffline(false);
    await dialog.getByText('There is no network now.').waitFor({ state: 'detached' });
    await until('the flag was tried and has to wait', () => proxy.flags.length === tried + 1);
    await dialog.getByRole('button', { name: 'Send them first' }).click();
    await dialog.getByText('The server has every flag you saved here.').waitFor({ timeout: ALARM_MS });
    expect(await flags()).toBe(sent + 1);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('leaves nothing when everything is wiped, here or on the server', async () => {
    expect(await pairings()).toBe(1);
    await privacy.getByRole('button', { name: 'Wipe everything' }).click();
    await privacy.getByRole('dialog').getByRole('button', { name: 'Wipe everything' }).click();
    await privacy.getByRole('heading', { name: 'Everything is wiped' }).waitFor();
    await privacy.getByText('The server does not know this browser any more.').waitFor();
    await privacy.screenshot({ path: join(pictures, 'wiped.png') });
    expect(await pairings()).toBe(0);
    await panel.getByText('This panel was closed so that it writes nothing.').waitFor();
    expect(await whatIsStored(privacy)).toEqual({
      local: {},
      session: {},
      page: {},
      databases: {},
      caches: [],
      alarms: [],
      scripts: [],
      sites: [],
    });
  });
});
