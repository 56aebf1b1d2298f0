import type { Page } from 'playwright-core';
import type { AnalystBrowser } from '../browser/analyst-browser.ts';
import { facebookPosts, facebookPostUrl } from '../browser/fixture-pages.ts';
import type { Visit } from './panel-walk.ts';
import { type Language, wordsIn } from './words.ts';

/**
 * Visits what is unfinished, taken up again and taken back, in a language: of a paired panel with an empty form and
 * a network. Leaves it so.
 */
export async function walkUnfinished(
  browser: AnalystBrowser,
  panel: Page,
  language: Language,
  visit: Visit,
): Promise<void> {
  const t = wordsIn(language);
  const outbox = panel.getByRole('region', { name: t('extension:outbox.title') });
  const dialog = panel.getByRole('dialog');
  await panel.evaluate(`localStorage.setItem('lapwing.language', '${language}')`);
  await panel.reload();

  const other = await browser.context.newPage();
  await other.goto(facebookPostUrl(facebookPosts.camp));
  await browser.pressToolbar(other);
  await panel.getByText(`${t('taxonomy:platform.FACEBOOK')} · ${t('taxonomy:kind.POST')}`).waitFor();
  await panel.getByRole('radio', { name: t('taxonomy:category.GROOMING.name') }).check();
  await panel.getByRole('radio', { name: /^2 / }).check();
  await other.close();
  await panel.getByText(t('extension:drafts.count', { count: 1 })).click();
  await visit('panel-unfinished', panel);

  const unfinished = panel.getByRole('list', { name: t('extension:drafts.title') });
  await unfinished.getByRole('button', { name: t('extension:outbox.discard') }).click();
  await dialog.waitFor();
  await visit('panel-discard-unfinished', panel);
  await panel.keyboard.press('Escape');
  await unfinished.getByRole('button', { name: t('extension:drafts.open') }).click();
  await panel.getByText(t('extension:drafts.resumed')).waitFor();
  await visit('panel-resumed', panel);

  await browser.context.setOffline(true);
  await panel.getByRole('button', { name: t('extension:send.saveOffline') }).click();
  await outbox.getByRole('button', { expanded: false }).click();
  await outbox.getByText(t('extension:waiting.UNREACHABLE')).waitFor();
  await outbox.getByRole('button', { name: t('extension:outbox.withdraw') }).click();
  await dialog.waitFor();
  await visit('panel-withdraw', panel);
  await dialog.getByRole('button', { name: t('extension:outbox.withdrawConfirm') }).click();
  await outbox.getByText(t('extension:state.WITHDRAWN'), { exact: true }).first().waitFor();
  await visit('panel-withdrawn', panel);
  await outbox.getByRole('button', { expanded: true }).click();
  await browser.context.setOffline(false);
}
