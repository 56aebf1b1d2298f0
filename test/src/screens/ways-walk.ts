import type { Page } from 'playwright-core';
import { facebookPosts, facebookPostUrl, youtubeCommentUrl } from '../browser/fixture-pages.ts';
import type { Visit } from './panel-walk.ts';
import { type Language, wordsIn } from './words.ts';

/**
 * Visits what stands beside the form of a paired panel: help for a category, several posts at once, the code for a
 * phone, and what is to be checked. Leaves the sitting empty and shows the form.
 */
export async function walkWays(panel: Page, language: Language, visit: Visit): Promise<void> {
  const t = wordsIn(language);
  const button = (name: string) => panel.getByRole('button', { name, exact: true });
  const dialog = panel.getByRole('dialog');
  const close = async () => {
    await panel.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  };

  await panel.evaluate(`localStorage.setItem('lapwing.language', '${language}')`);
  await panel.reload();
  await button(t('extension:nav.flag')).click();
  const category = t('taxonomy:category.SEC_TRAVEL_TOURISM.name');
  await button(t('guidance:about', { name: category })).click();
  await dialog.waitFor();
  await visit('panel-category-help', panel);
  await close();

  await button(t('ways:panel.fromPhone')).click();
  await dialog.getByRole('img', { name: t('ways:panel.code') }).waitFor();
  await visit('panel-phone', panel);
  await close();

  await button(t('ways:collect.tab')).click();
  await panel.getByText(t('ways:collect.none')).waitFor();
  await visit('panel-collect-empty', panel);
  const links = [facebookPostUrl(facebookPosts.camp), youtubeCommentUrl, 'the one from yesterday'];
  await panel.getByLabel(t('ways:collect.links'), { exact: true }).fill(links.join('\n'));
  await button(t('ways:collect.add')).click();
  const posts = panel
    .getByRole('list', { name: t('ways:collect.posts', { count: 2 }) })
    .getByRole('listitem');
  await posts.nth(1).getByRole('checkbox').check();
  await visit('panel-collect', panel);
  await posts
    .first()
    .getByRole('button', { name: t('ways:collect.correct') })
    .click();
  await dialog.waitFor();
  await visit('panel-collect-correct', panel);
  await close();
  for (let left = 2; left > 0; left -= 1) {
    await panel
      .getByRole('button', { name: t('ways:collect.remove') })
      .first()
      .click();
  }
  await panel.getByText(t('ways:collect.none')).waitFor();

  await button(t('extension:nav.mine')).click();
  await button(t('recheck:CHECK')).click();
  await panel.getByText(t('recheck:empty')).waitFor();
  await visit('panel-check-empty', panel);
  await button(t('extension:nav.flag')).click();
}
