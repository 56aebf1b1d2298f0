import type { Page } from 'playwright-core';
import type { AnalystBrowser } from '../browser/analyst-browser.ts';
import { facebookPosts, facebookPostUrl } from '../browser/fixture-pages.ts';
import { pairExtension } from '../browser/pair-extension.ts';
import { type Language, wordsIn } from './words.ts';

/**
 * The network does not come back for panel and background at the same moment; at the latest the background's alarm,
 * which rings every 30 seconds, sends what waits.
 */
export const ALARM_MS = 45_000;

/** Called in every state of the side panel, when it is complete. */
export type Visit = (name: string, panel: Page) => Promise<void>;

/** Pairs the extension and visits what its person sees meanwhile, in English. Gives the open panel. */
export async function walkPairing(browser: AnalystBrowser, server: string, visit: Visit): Promise<Page> {
  const t = wordsIn('en');
  await browser.page.goto(facebookPostUrl(facebookPosts.amber));
  const panel = await browser.pressToolbar(browser.page);
  await panel.getByRole('heading', { name: t('extension:pair.title') }).waitFor();
  await visit('panel-pair', panel);
  await panel.getByLabel(t('extension:pair.server')).fill('ftp://example.org');
  await panel.getByRole('button', { name: t('extension:pair.start'), exact: true }).click();
  await panel.getByText(t('extension:pair.serverWrong')).waitFor();
  await visit('panel-pair-wrong-address', panel);
  await pairExtension(browser, panel, server);
  return panel;
}

/** Visits the states of a paired panel, in a language. Leaves the network on and the form empty. */
export async function walkPanel(
  browser: AnalystBrowser,
  panel: Page,
  language: Language,
  visit: Visit,
): Promise<void> {
  const t = wordsIn(language);
  const button = (name: string) => panel.getByRole('button', { name, exact: true });
  const outbox = panel.getByRole('region', { name: t('extension:outbox.title') });
  await panel.evaluate(`localStorage.setItem('lapwing.language', '${language}')`);
  await panel.reload();
  await browser.page.goto(facebookPostUrl(facebookPosts.hotel));
  await browser.pressToolbar(browser.page);
  await panel.getByText(`${t('taxonomy:platform.FACEBOOK')} · ${t('taxonomy:kind.POST')}`).waitFor();
  await visit('panel-filled', panel);

  await panel.keyboard.press('Control+Enter');
  await panel.getByText(t('extension:problem.category')).waitFor();
  await visit('panel-errors', panel);

  await button(t('extension:nav.flag')).click();
  await panel.getByRole('radio', { name: t('taxonomy:category.SEC_TRAVEL_TOURISM.name') }).check();
  await panel.getByRole('radio', { name: /^2 / }).check();
  await visit('panel-why', panel);
  await panel.getByRole('button', { name: t('extension:imminent.open') }).click();
  await panel.getByRole('heading', { name: t('extension:imminent.title') }).waitFor();
  await visit('panel-imminent', panel);
  await button(t('extension:imminent.leave')).click();

  await browser.context.setOffline(true);
  await panel.getByRole('button', { name: t('extension:send.saveOffline') }).click();
  await outbox
    .getByText(t('extension:outbox.waiting', { count: 1 }))
    .first()
    .waitFor();
  await outbox.getByRole('button', { expanded: false }).click();
  await outbox.getByText(t('extension:state.SAVED'), { exact: true }).waitFor();
  await visit('panel-outbox', panel);
  await browser.context.setOffline(false);
  await outbox
    .getByText(t('extension:waiting.UNREACHABLE'))
    .waitFor({ state: 'detached', timeout: ALARM_MS });
  await outbox.getByRole('button', { expanded: true }).click();

  await button(t('extension:nav.mine')).click();
  await panel.getByRole('listitem').first().waitFor();
  await visit('panel-my-flags', panel);
  await button(t('extension:nav.settings')).click();
  await panel.getByText(t('extension:settings.keysHint')).waitFor();
  await visit('panel-settings', panel);
  await button(t('extension:settings.unpair')).click();
  await panel.getByRole('dialog').waitFor();
  await visit('panel-unpair', panel);
  await panel.keyboard.press('Escape');
  await button(t('extension:nav.flag')).click();
}
