import type { Page } from 'playwright-core';
import type { AnalystBrowser } from './analyst-browser.ts';

/**
 * Pairs the extension from its open panel, as its person does: address of the server, then the approval in the tab
 * that opens, where she is signed in already. Resolves when the panel shows the form. Takes five seconds: so often
 * does the extension ask (RFC 8628, section 3.5).
 *
 * @returns the code as both sides showed it
 */
export async function pairExtension(browser: AnalystBrowser, panel: Page, server: string): Promise<string> {
  await panel.getByLabel('Server address').fill(server);
  const opening = browser.context.waitForEvent('page', (page) => page.url().startsWith(`${server}/pair`));
  await panel.getByRole('button', { name: 'Pair', exact: true }).click();
  const approval = await opening;
  const code = (await panel.getByLabel('Pairing code').textContent()) ?? '';
  await approval.getByText(code).waitFor();
  await approval.getByRole('button', { name: 'Yes, pair it' }).click();
  await approval.getByRole('heading', { name: 'The extension is paired' }).waitFor();
  await approval.close();
  await panel.getByRole('button', { name: 'Flag', exact: true }).waitFor();
  return code;
}
