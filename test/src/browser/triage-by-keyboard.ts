import type { Page } from 'playwright-core';

/** Opens the masked text of the item that is shown, by key. */
export async function openTextByKey(page: Page): Promise<void> {
  await page.keyboard.press('o');
  await page.getByRole('button', { name: 'Hide' }).waitFor();
}

/** Confirms the claimed item that is shown, with nothing but keys. Resolves when the console says that it is done. */
export async function confirmByKey(page: Page, explanation: string): Promise<void> {
  await page.keyboard.press('c');
  await page.getByRole('form', { name: 'Confirm and refer' }).waitFor();
  await page.keyboard.type(explanation);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Confirmed.', { exact: true }).first().waitFor();
}
