import type { Page } from 'playwright-core';

export interface FlagChoices {
  /** As the panel names it in English. */
  category: string;
  severity: 1 | 2 | 3 | 4;
  note?: string;
}

/** Says why, by keyboard, in the side panel's form. The page has filled in what. */
export async function chooseWhy(panel: Page, choices: FlagChoices): Promise<void> {
  await panel
    .getByRole('radiogroup', { name: 'Category' })
    .getByRole('radio', { name: choices.category })
    .press('Space');
  await panel
    .getByRole('radiogroup', { name: 'Severity' })
    .getByRole('radio', { name: new RegExp(`^${choices.severity} `) })
    .press('Space');
  if (choices.note !== undefined) await panel.getByLabel('Note').fill(choices.note);
}
