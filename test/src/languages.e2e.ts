import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AnalystBrowser,
  EXTENSION_ID,
  removeProfile,
  startAnalystBrowser,
} from './browser/analyst-browser.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { findBarriers } from './screens/find-barriers.ts';
import { wordsIn } from './screens/words.ts';

const pictures = join(repositoryRoot, 'test/artifacts/languages');
const id = wordsIn('id');
const en = wordsIn('en');

let sites: FixtureSites;
let browser: AnalystBrowser;
let panel: Page;
let privacy: Page;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  sites = await serveFixtureSites();
  // Nobody is paired here, so there is no server.
  browser = await startAnalystBrowser({
    arguments: sites.browserArguments,
    server: 'https://lapwing.example',
  });
  await browser.page.goto('https://guesthouse.example/');
  panel = await browser.pressToolbar(browser.page);
  await panel.getByRole('heading', { name: en('extension:pair.title') }).waitFor();
});

afterAll(async () => {
  await browser?.close();
  if (browser) await removeProfile(browser.profile);
  await sites?.close();
});

describe('the extension', () => {
  it('speaks a third language, which is one file, and is chosen in the panel', async () => {
    await panel.getByLabel(en('common:language.label')).selectOption({ label: 'Bahasa Indonesia' });
    await panel.getByRole('heading', { name: id('extension:pair.title') }).waitFor();
    expect(await panel.evaluate('document.documentElement.lang')).toBe('id');
    // The background's menu follows.
    await expect
      .poll(() => panel.evaluate("chrome.storage.local.get('language').then(({ language }) => language)"))
      .toBe('id');
    await panel.reload();
    await panel.getByRole('button', { name: id('extension:pair.start'), exact: true }).waitFor();
    await panel.screenshot({ path: join(pictures, 'id-pair.png') });
  });

  it('shows in English what that file lacks', async () => {
    privacy = await browser.context.newPage();
    await privacy.goto(`chrome-extension://${EXTENSION_ID}/privacy.html`);
    await privacy.getByRole('heading', { name: id('privacy:title') }).waitFor();
    expect(id('privacy:sites.reason')).toBe(en('privacy:sites.reason'));
    await privacy.getByText(en('privacy:sites.reason')).waitFor();
    await privacy.screenshot({ path: join(pictures, 'id-privacy.png'), fullPage: true });
  });

  it('reads from right to left, 320 pixels wide, without anything cut off or out of place', async () => {
    for (const [name, page] of [
      ['panel', panel],
      ['privacy', privacy],
    ] as const) {
      await page.bringToFront();
      await page.setViewportSize({ width: 320, height: 800 });
      await page.evaluate("document.documentElement.dir = 'rtl'");
      expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(320);
      // The words of the first heading begin at the right edge of the page.
      const before = await page.evaluate<number>(`(() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector(':is(h1, h2):not(.sr-only)'));
        return document.documentElement.clientWidth - range.getBoundingClientRect().right;
      })()`);
      expect(before, name).toBeLessThanOrEqual(24);
      expect(await findBarriers(page), name).toEqual([]);
      await page.screenshot({ path: join(pictures, `rtl-${name}.png`) });
      await page.evaluate("document.documentElement.dir = 'ltr'");
    }
  });
});
