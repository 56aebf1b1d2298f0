import type { Page } from 'playwright-core';
import type { Visit } from './panel-walk.ts';
import { type Language, wordsIn } from './words.ts';

/** Visits what a paired panel says of safe viewing and of breaks, in a language. Leaves no break suggested. */
export async function walkSafe(panel: Page, language: Language, visit: Visit): Promise<void> {
  const t = wordsIn(language);
  const looked = { lookedMs: 51 * 60_000, extraMs: 0, restingSince: null };
  await panel.evaluate(`localStorage.setItem('lapwing.language', '${language}')`);
  await panel.evaluate(
    `chrome.storage.local.set({ looking: { ...${JSON.stringify(looked)}, lastAt: Date.now() } })`,
  );
  await panel.reload();
  await panel.getByText(t('safe:break.due', { count: 51 })).waitFor();
  await panel
    .locator('summary', { hasText: t('safe:title') })
    .first()
    .click();
  await panel.getByText(t('safe:what')).waitFor();
  await visit('panel-safe-break-due', panel);
  await panel.getByRole('button', { name: t('safe:break.begin') }).click();
  await panel.getByText(t('safe:break.resting')).waitFor();
  await visit('panel-safe-resting', panel);
  await panel.evaluate("chrome.storage.local.remove('looking')");
  await panel.getByText(t('safe:break.resting')).waitFor({ state: 'detached' });
}
