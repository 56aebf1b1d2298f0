import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adapterFixtures } from '../../extension/src/adapters/testing/fixtures.ts';
import { isMembersOnly } from '../../extension/src/capture/is-members-only.ts';
import {
  type AnalystBrowser,
  EXTENSION_ID,
  removeProfile,
  startAnalystBrowser,
} from './browser/analyst-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { watchForScripts } from './browser/extension-contexts.ts';
import { chooseWhy } from './browser/fill-flag.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { hostilePages, hostileUrl, hostileWords, misleading } from './browser/hostile-pages.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { findBarriers } from './screens/find-barriers.ts';
import { wordsIn } from './screens/words.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

const pictures = join(repositoryRoot, 'test/artifacts/capture');
const fixturePages = adapterFixtures.flatMap(({ platform, pages }) =>
  pages.map((fixture) => ({ title: `${platform} ${fixture.name} (${fixture.variant})`, ...fixture })),
);

let stack: Stack;
let sites: FixtureSites;
let browser: AnalystBrowser;
let page: Page;
let panel: Page;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  [stack, sites] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    serveFixtureSites(fixturePages.map(({ url }) => new URL(url).hostname)),
  ]);
  browser = await startAnalystBrowser({ arguments: sites.browserArguments, server: stack.url });
  await bringSession(browser.context, await enrolPerson(stack, ['analyst'], 'Ada Example'), stack.url);
  page = browser.page;
  await page.goto('https://guesthouse.example/');
  panel = await browser.pressToolbar(page);
  await pairExtension(browser, panel, stack.url);
});

afterAll(async () => {
  await browser?.close();
  if (browser) await removeProfile(browser.profile);
  await sites?.close();
  await stack?.stop();
});

beforeEach(() => keepPicturesOfFailure(() => [browser.context]));

/** Empties the form, so that what stands in it afterwards is of the next capture. */
async function clearForm(): Promise<void> {
  const clear = panel.getByRole('button', { name: 'Clear', exact: true });
  const cleared = async () => {
    if (await clear.isVisible()) await clear.click();
    return panel.getByLabel('Address').inputValue();
  };
  await expect.poll(cleared).toBe('');
}

async function show(html: string, url = hostileUrl): Promise<void> {
  await clearForm();
  sites.show(url, html);
  await page.mouse.move(0, 0);
  // Pages of one client differ in their fragment only, for which nothing would be loaded.
  await page.goto('about:blank');
  await page.goto(url);
}

const inForm = async () => ({
  url: await panel.getByLabel('Address').inputValue(),
  author: await panel.getByLabel('Author').inputValue(),
});

/** Waits for a text in the form. On a machine that is busy a page may be read in part, and is asked for again. */
async function untilTextIsRead(view: Page, name: string): Promise<void> {
  const button = view.getByRole('button', { name });
  const read = async () => {
    if (!(await button.isVisible())) await browser.pressToolbar(page);
    return button.isVisible();
  };
  await expect.poll(read, { timeout: 30_000, interval: 500 }).toBe(true);
}

async function shownText(): Promise<string> {
  await untilTextIsRead(panel, 'Show and edit');
  await panel.getByRole('button', { name: 'Show and edit' }).click();
  return panel.getByLabel('Text of the post').inputValue();
}

describe('the extension on every imitated page', () => {
  const told: string[] = [];

  it.each(fixturePages)('fills the form from $title, and it is flagged with few keys', async (fixture) => {
    const { title, url, html, things } = fixture;
    for (const [place, { pointAt, reads }] of things.entries()) {
      await show(html, url);
      await page.hover(pointAt, { force: true });
      const characters = [...reads.text].length;
      const shown = characters === 0 ? 'No text' : `${characters} characters, hidden`;
      let began = Date.now();
      let asked = 0;
      // A reading has a few milliseconds: on a machine that is busy it may be read in part, and is asked for again.
      const filled = async () => {
        asked += 1;
        // Stands for Alt+Shift+L, which Chromium does not take from a page.
        await browser.pressToolbar(page);
        const arrived = expect.poll(async () => (await inForm()).url, { timeout: 3_000 }).not.toBe('');
        // What did not arrive is asked for again, by the poll around this.
        await arrived.catch(() => undefined);
        return { ...(await inForm()), textIsRead: await panel.getByText(shown).isVisible() };
      };
      await expect
        .poll(filled, { timeout: 30_000 })
        .toEqual({ url: reads.url, author: reads.authorHandle ?? '', textIsRead: true });
      const capturing = Date.now() - began;
      expect(await panel.getByText('no address of its own').count()).toBe(
        reads.hasOwnAddress === false ? 1 : 0,
      );
      expect(await panel.getByText('Only people in this chat').count()).toBe(
        isMembersOnly(reads.url) ? 1 : 0,
      );
      expect(await panel.getByText('looks different than expected').count()).toBe(0);
      if (place > 0) continue;
      began = Date.now();
      // With the one that asks for the reading these are all.
      for (const key of ['d', '2', 'Control+Enter']) await panel.keyboard.press(key);
      await expect.poll(async () => (await inForm()).url).toBe('');
      const seconds = (capturing + Date.now() - began) / 1_000;
      told.push(`${title}: read at the ${asked}. time, ${seconds.toFixed(1)} s`);
    }
  });

  it('sent all of them', async () => {
    const { owner } = stack;
    const pages = new Set(fixturePages.map(({ things }) => things[0]?.reads.url));
    const arrived = async () => {
      const { rows } = await owner.query('select distinct url_original from flags');
      return rows.length;
    };
    await expect.poll(arrived, { timeout: 60_000 }).toBe(pages.size);
  });

  afterAll(() => {
    process.stdout.write(`From the page to the saved flag:\n${told.join('\n')}\n`);
  });
});

describe('the extension on a hostile page', () => {
  it('is not moved by events that no person made', async () => {
    const scripts = await watchForScripts(page);
    await show(hostilePages.fakeEvents);
    await page.locator('html[data-done="yes"]').waitFor();
    expect(scripts()).toBe(0);
    expect(await inForm()).toEqual({ url: '', author: '' });
    await browser.pressToolbar(page);
    await expect.poll(inForm).toEqual({ url: hostileUrl, author: 'harbour.school.example' });
  });

  it.each(['overlay', 'frame', 'elsewhere', 'rewired', 'large'] as const)(
    'takes the post and nothing else: %s',
    async (name) => {
      await show(hostilePages[name]);
      const box = await page.locator('#words').boundingBox();
      await page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5);
      await browser.pressToolbar(page);
      await expect.poll(inForm).toEqual({ url: hostileUrl, author: 'harbour.school.example' });
      const text = await shownText();
      expect(text.startsWith(hostileWords)).toBe(true);
      expect(text.length).toBeLessThanOrEqual(2_000);
      expect(text).not.toMatch(/Believe|phishing/);
    },
  );

  it('shows characters that change the direction of reading, and keeps them', async () => {
    await show(hostilePages.misleading);
    await browser.pressToolbar(page);
    await expect.poll(async () => (await inForm()).url).toBe(hostileUrl);
    expect(await shownText()).toBe(`Look at ${misleading}`);
    const written = panel.getByText('Contains invisible characters').locator('..');
    expect(await written.textContent()).toContain('Look at safeRLOelpmaxe.livePDF');
  });

  it('says that a site looks different, and tells the organisation once which adapter that was', async () => {
    for (const _ of ['once', 'twice']) {
      await show(hostilePages.rebuilt);
      await browser.pressToolbar(page);
      await panel.getByText('looks different than expected').waitFor();
      expect((await inForm()).url).toBe(hostileUrl);
    }
    const reports = () =>
      stack.owner.query('select adapter, times from adapter_reports').then(({ rows }) => rows);
    await expect.poll(reports).toEqual([{ adapter: 'FACEBOOK', times: 1 }]);
  });

  it('lets every field be corrected, and sends what stands there', async () => {
    await panel.getByText('More about the post').click();
    await panel.getByLabel('Address').fill(hostileUrl);
    await panel.getByLabel('Author').fill('corrected.author');
    await panel.getByLabel('Account ID').fill('100064000000099');
    await panel.getByLabel('On (ID of post or video)').fill('parent-1');
    await panel.getByLabel('In (ID of group or channel)').fill('group-1');
    await panel.getByLabel('Posted').fill('2026-11-20T08:15:30');
    await panel.getByLabel('Language').fill('fil');
    await chooseWhy(panel, { category: 'Grooming', severity: 2 });
    await panel.getByRole('button', { name: 'Save and send' }).click();
    const arrived = async () => {
      const { rows } = await stack.owner.query(
        "select author_handle, author_id, parent_id, group_id, language, posted_at from flags where author_handle = 'corrected.author'",
      );
      return rows.map((row) => ({ ...row, posted_at: row.posted_at.toISOString() }));
    };
    const postedAt = await panel.evaluate("new Date('2026-11-20T08:15:30').toISOString()");
    await expect.poll(arrived).toEqual([
      {
        author_handle: 'corrected.author',
        author_id: '100064000000099',
        parent_id: 'parent-1',
        group_id: 'group-1',
        language: 'fil',
        posted_at: postedAt,
      },
    ]);
  });
});

describe('the form with all that a page can say', () => {
  it('meets WCAG 2.2 AA as far as axe can tell, at 320 px, light and dark, in English and Thai', async () => {
    await show(hostilePages.misleading);
    const tabs = await panel.evaluate<{ id: number }[]>(`chrome.tabs.query({ url: '${hostileUrl}' })`);
    const view = await browser.context.newPage();
    await view.setViewportSize({ width: 320, height: 900 });
    await view.goto(`chrome-extension://${EXTENSION_ID}/sidepanel.html?tab=${tabs[0]?.id}`);
    const found: Record<string, string[]> = {};
    for (const language of ['en', 'th'] as const) {
      const t = wordsIn(language);
      await view.evaluate(`localStorage.setItem('lapwing.language', '${language}')`);
      await view.reload();
      for (const name of ['misleading', 'rebuilt'] as const) {
        await show(hostilePages[name]);
        await browser.pressToolbar(page);
        await expect.poll(() => view.getByLabel(t('extension:what.url')).inputValue()).toBe(hostileUrl);
        if (name === 'misleading') {
          await untilTextIsRead(view, t('extension:what.textShow'));
          await view.getByRole('button', { name: t('extension:what.textShow') }).click();
        }
        await view.getByText(t('capture:details')).click();
        await view.getByLabel(t('capture:groupId')).waitFor();
        for (const scheme of ['light', 'dark'] as const) {
          await view.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
          const rules = scheme === 'dark' ? ['color-contrast'] : undefined;
          found[`${name} ${language} ${scheme}`] = await findBarriers(view, rules);
          await view.screenshot({ path: join(pictures, `${name}-${language}-${scheme}.png`) });
        }
        expect(await view.evaluate('document.documentElement.scrollWidth')).toBe(320);
      }
    }
    await view.close();
    expect(Object.values(found).flat()).toEqual([]);
  });
});
