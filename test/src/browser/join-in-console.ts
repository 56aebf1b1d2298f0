import type { Page } from 'playwright-core';
import { codeOf } from './totp.ts';

export interface Newcomer {
  name: string;
  email: string;
  password: string;
}

/**
 * Opens a one-time link, sets the password and an authenticator app, and lands on the first page. The first admin is
 * asked for her name and address.
 *
 * @returns the secret of the authenticator app, base32
 */
export async function joinInConsole(page: Page, link: string, newcomer: Newcomer): Promise<string> {
  await page.goto(link);
  await page.getByLabel('New password').waitFor();
  const name = page.getByLabel('Your name');
  if (await name.isVisible()) {
    await name.fill(newcomer.name);
    await page.getByLabel('E-mail').fill(newcomer.email);
  }
  await page.getByLabel('New password').fill(newcomer.password);
  await page.getByLabel('The same password again').fill(newcomer.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('button', { name: 'Authenticator app' }).click();
  await page.getByRole('button', { name: 'Show the code to scan' }).click();
  const secret = (await page.locator('form code').textContent()) ?? '';
  await page.getByLabel('Code from the app').fill(await codeOf(secret));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  return secret;
}

/** Signs in with password and one-time code. */
export async function signInToConsole(
  page: Page,
  server: string,
  person: { email: string; password: string; secret: string },
): Promise<void> {
  await page.goto(`${server}/sign-in`);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByLabel('Code', { exact: true }).fill(await codeOf(person.secret));
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}
