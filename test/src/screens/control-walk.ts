import type { Page } from 'playwright-core';
import type { AnalystBrowser } from '../browser/analyst-browser.ts';
import { facebookPosts, facebookPostUrl } from '../browser/fixture-pages.ts';
import type { Visit } from './panel-walk.ts';
import { type Language, wordsIn } from './words.ts';

/** Visits what the settings of a paired panel say of the button on posts, in a language. Leaves it off. */
export async function walkControl(
  browser: AnalystBrowser,
  panel: Page,
  language: Language,
  visit: Visit,
): Promise<void> {
  const t = wordsIn(language);
  await panel.evaluate(`localStorage.setItem('lapwing.language', '${language}')`);
  await panel.reload();
  const settings = panel.getByRole('button', { name: t('extension:nav.settings'), exact: true });
  await browser.page.goto('about:blank');
  await settings.click();
  await panel.getByText(t('control:noSite')).waitFor();
  await visit('panel-control-no-site', panel);
  await browser.page.goto(facebookPostUrl(facebookPosts.hotel));
  await browser.pressToolbar(browser.page);
  await settings.click();
  const wanted = panel.getByRole('checkbox', { name: t('control:show', { site: 'facebook.com' }) });
  await wanted.waitFor();
  // As after the browser's permission was taken back.
  await panel.evaluate("chrome.storage.local.set({ 'post-control': { sites: ['facebook.com'] } })");
  await panel.getByText(t('control:notAllowed')).waitFor();
  await visit('panel-control-not-allowed', panel);
  await wanted.click();
  await panel.getByText(t('control:notAllowed')).waitFor({ state: 'detached' });
}
