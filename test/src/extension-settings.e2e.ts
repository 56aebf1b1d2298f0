import { defaultExtensionPolicy, ExtensionPolicyView } from '@lapwing/contracts';
import { changeExtensionPolicy } from '@lapwing/store/extension/change-extension-policy';
import { readExtensionPolicy } from '@lapwing/store/extension/read-extension-policy';
import { reportAdapter } from '@lapwing/store/extension/report-adapter';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk, startConsoleBrowser } from './browser/console-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { askFor } from './stack/api-client.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { addTokenHolder } from './stack/token-holders.ts';

let stack: Stack;
let browser: Browser;
let desk: Desk;
let page: Page;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    startConsoleBrowser(),
  ]);
  for (const extensionVersion of ['0.1.0', '0.1.0', '0.2.0'])
    await reportAdapter(stack.store, { adapter: 'TIKTOK', extensionVersion });
  desk = await openDesk(browser);
  ({ page } = desk);
  await bringSession(desk.context, await enrolPerson(stack, ['admin'], 'Ada Example'), stack.url);
  await page.goto(`${stack.url}/settings`);
  await page.getByRole('link', { name: 'Open', exact: true }).click();
  await page.getByRole('heading', { name: 'Extension', level: 1 }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const save = async () => {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Everything is saved').waitFor();
};

describe('the page of the extension', () => {
  it('shows the defaults, and which reader found nothing', async () => {
    expect(await page.getByRole('radio', { name: 'On', exact: true }).isChecked()).toBe(true);
    const tiktok = page.getByRole('switch', { name: 'TikTok' });
    expect(await tiktok.isChecked()).toBe(true);
    const described = await tiktok.evaluate((input) => {
      const id = input.getAttribute('aria-describedby');
      return id === null ? '' : (input.ownerDocument.getElementById(id)?.textContent ?? '');
    });
    expect(described).toMatch(/^Found nothing 3 times in 7 days, last on .+\. Extension 0\.2\.0, 0\.1\.0$/);
    expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
  });

  it('saves what an admin decides, by keyboard alone', async () => {
    await page.getByRole('switch', { name: 'TikTok' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('radio', { name: 'On', exact: true }).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByLabel('After how many minutes').fill('25');
    await page.getByRole('checkbox', { name: 'Analysts may ask for a suggestion' }).focus();
    await page.keyboard.press('Space');
    for (const title of ['Secrecy', 'Private app']) {
      await page.getByRole('button', { name: 'Add a template' }).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.type(title);
      await page.keyboard.press('Tab');
      while (!(await page.evaluate(`document.activeElement.matches('textarea')`)))
        await page.keyboard.press('Tab');
      await page.keyboard.type(`Asks for it: ${title}.`);
    }
    await page.getByRole('button', { name: 'Move template 2 of 2 up' }).focus();
    await page.keyboard.press('Enter');
    // The way on is closed at the end; the focus waits on the way back, not in nowhere.
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
      'Move template 1 of 2 down',
    );
    await save();
    expect(await readExtensionPolicy(stack.store)).toMatchObject({
      version: 1,
      adaptersOff: ['TIKTOK'],
      safeViewing: 'LOCKED_ON',
      breakAfterMinutes: 25,
      suggestions: true,
      noteTemplates: [
        { title: 'Private app', text: 'Asks for it: Private app.' },
        { title: 'Secrecy', text: 'Asks for it: Secrecy.' },
      ],
    });
  });

  it('says what is wrong where it is wrong, and saves nothing', async () => {
    await page.getByLabel('After how many minutes').fill('5');
    await page.getByLabel('Title of template 2').fill('');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Enter a whole number from 10 to 240.').waitFor();
    await page.getByText('Give it a title on one line.').waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("aria-invalid")')).toBe('true');
    expect(await readExtensionPolicy(stack.store)).toMatchObject({ version: 1 });
    await page.getByRole('button', { name: 'Discard', exact: true }).click();
    expect(await page.getByLabel('After how many minutes').inputValue()).toBe('25');
  });

  it('asks before it is left with something unsaved', async () => {
    await page.getByRole('checkbox', { name: 'Suggest breaks' }).uncheck();
    const people = page.getByRole('navigation').getByRole('link', { name: 'People' });
    await people.click();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Stay here' }).click();
    expect(new URL(page.url()).pathname).toBe('/extension');
    expect(await page.getByRole('checkbox', { name: 'Suggest breaks' }).isChecked()).toBe(false);
    await people.click();
    await dialog.getByRole('button', { name: 'Leave without saving' }).click();
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Extension' }).click();
    expect(await page.getByRole('checkbox', { name: 'Suggest breaks' }).isChecked()).toBe(true);
    // Nothing was changed: nothing is asked.
    await people.click();
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Extension' }).click();
  });

  it('tells of a change that somebody else saved first, keeps what was entered and lets the person choose', async () => {
    const { personId } = await addTokenHolder(stack, ['admin']);
    const other = async (version: number, breakAfterMinutes: number) => {
      const { updatedAt: _never, ...defaults } = defaultExtensionPolicy;
      const input = { ...defaults, breakAfterMinutes };
      await changeExtensionPolicy(stack.store, { personId, requestId: null }, { version, input });
    };
    const minutes = page.getByLabel('After how many minutes');
    const saveButton = page.getByRole('button', { name: 'Save', exact: true });
    const told = page.getByText('Somebody else changed these settings.');

    await minutes.fill('100');
    await other(1, 60);
    await saveButton.click();
    await told.waitFor();
    expect(await minutes.inputValue()).toBe('100');
    await page.getByRole('button', { name: 'Drop mine, show theirs' }).click();
    await told.waitFor({ state: 'detached' });
    expect(await minutes.inputValue()).toBe('60');

    await minutes.fill('110');
    await other(2, 70);
    await saveButton.click();
    await told.waitFor();
    await page.getByRole('button', { name: 'Save mine instead' }).click();
    await page.getByText('Everything is saved').waitFor();
    expect(await readExtensionPolicy(stack.store)).toMatchObject({ version: 4, breakAfterMinutes: 110 });
    const complaints = desk.complaints.filter((line) => !line.includes('409'));
    expect(complaints).toEqual([]);
  });

  it('is not there for others, who may still read what holds', async () => {
    const lead = await addTokenHolder(stack, ['lead']);
    const policy = await askFor(ExtensionPolicyView, stack.url, lead.token, 'GET', '/v1/extension/policy');
    expect(policy.breakAfterMinutes).toBe(110);
    const other = await openDesk(browser);
    await bringSession(other.context, await enrolPerson(stack, ['lead'], 'Lea Example'), stack.url);
    await other.page.goto(`${stack.url}/extension`);
    await other.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await other.page.getByRole('switch').count()).toBe(0);
    await other.page.goto(`${stack.url}/settings`);
    await other.page.getByRole('heading', { name: 'Settings' }).waitFor();
    expect(await other.page.getByRole('link', { name: 'Extension' }).count()).toBe(0);
  });
});
