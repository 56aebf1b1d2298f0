import { readFile } from 'node:fs/promises';
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
    startStack({ database: await sharedDatabase(), start: ['api', 'exporter'] }),
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

describe('a report of a year', () => {
  const take = async (choose: (page: Desk['page']) => Promise<void>) => {
    const { page } = lead;
    await page.goto(`${stack.url}/figures?year=${year}`);
    await page.getByRole('button', { name: 'Take a report' }).click();
    await choose(page);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Take report' }).click();
    const download = await downloading;
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };

  it('by Article 22 asks once how the organisation stays independent, and is a PDF', async () => {
    const { page } = lead;
    const text = page.getByLabel('How you stay independent of providers');
    const first = await take(async () => {
      await page.getByRole('button', { name: 'Take report' }).click();
      await page.getByText('Write this first.').waitFor();
      await text.fill('No provider pays us.');
    });
    expect(first.name).toBe(`lapwing-dsa-${year}-en.pdf`);
    expect(first.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const again = await take(async () => {
      expect(await text.inputValue()).toBe('No provider pays us.');
      await page.getByLabel('Format').selectOption('csv');
    });
    expect(again.bytes.toString()).toContain('"No provider pays us."');
  });

  it('for donors has the figures of the page, and is on record', async () => {
    const { name, bytes } = await take(async (page) => {
      await page.getByLabel('Report', { exact: true }).selectOption('donor');
      await page.getByLabel('Format').selectOption('csv');
      await page.getByLabel('Language', { exact: true }).selectOption('th');
    });
    expect(name).toBe(`lapwing-donor-${year}-th.csv`);
    const lines = bytes.toString().split('\r\n');
    expect(lines.filter((line) => line.startsWith('"category"'))).toEqual([
      '"category","GROOMING","การล่อลวงเด็กให้ไว้ใจ","KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS","13","13","0","15","45"',
      '"category","REST","ที่เหลือทั้งหมดรวมกัน","","12","7","5","",""',
    ]);
    const { rows } = await stack.owner.query(
      `select subject_id, details ->> 'format' as format from audit where verb = 'DISCLOSED_REPORT' order by sequence`,
    );
    expect(rows).toEqual([
      { subject_id: `dsa-${year}`, format: 'pdf' },
      { subject_id: `dsa-${year}`, format: 'csv' },
      { subject_id: `donor-${year}`, format: 'csv' },
    ]);
  });
});
