import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, openDesk, startConsoleBrowser } from './browser/console-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { addFigures } from './screens/figure-history.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

let stack: Stack;
let browser: Browser;
let lead: Desk;
let year: number;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    startConsoleBrowser(),
  ]);
  await ensureReadyMadeRecipients(stack.store);
  year = await addFigures(stack);
  lead = await openDesk(browser);
  await bringSession(lead.context, await enrolPerson(stack, ['lead'], 'Some lead'), stack.url);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

describe('the page of figures', () => {
  it('shows a lead a year of her choice by keyboard: sentences, bars and tables', async () => {
    const { page } = lead;
    await page.goto(`${stack.url}/queue`);
    await page.getByRole('link', { name: 'Figures' }).press('Enter');
    await page.getByText('Nothing to show for').waitFor();
    await page.getByLabel('Year of sending').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('25 referrals were sent.').waitFor();
    expect(new URL(page.url()).searchParams.get('year')).toBe(String(year));
    const cells = async (table: string) =>
      (await page.getByRole('table', { name: table }).getByRole('row').allInnerTexts()).map((row) =>
        row.split(/\s*\t\s*/),
      );
    // Two of seven taken down are too few, and the smaller category beside them would not hide it.
    expect(await cells('By category')).toEqual([
      ['Category', 'Sent', 'Taken down', 'Still up', 'Half within', 'Nine of ten within'],
      ['Grooming', '13', '13', '0', '15 hours', '45 hours'],
      ['All others together', '12', '7', '5', '–', '–'],
    ]);
    // Two Vietnamese posts are too few, and so they are one with the next larger language.
    expect((await cells('By language')).map(([name, sent]) => [name, sent])).toEqual([
      ['Language', 'Sent'],
      ['Thai', '12'],
      ['All others together', '13'],
    ]);
    const chart = page.getByRole('region', { name: 'By category: Sent; filled: taken down' });
    expect(await chart.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/^Grooming\s+13 sent, 13 taken down$/),
      expect.stringMatching(/^All others together\s+12 sent, 7 taken down$/),
    ]);
  });

  it('stays where it was when the address is opened again', async () => {
    const { page } = lead;
    await page.goto(`${stack.url}/figures?year=${year}&scope=OTHERS`);
    await page.getByText(`Nothing to show for ${year}`).waitFor();
    expect(await page.getByLabel('Recipients', { exact: true }).inputValue()).toBe('OTHERS');
  });
});
