import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { sentToGoogle } from '@lapwing/store/testing/sent-referrals';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk, startConsoleBrowser } from './browser/console-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { findBarriers } from './screens/find-barriers.ts';
import { wordsIn } from './screens/words.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

const t = wordsIn('en');

let stack: Stack;
let browser: Browser;
let admin: Desk;
let referrer: Desk;

const deskOf = async (roles: Parameters<typeof enrolPerson>[1], name: string) => {
  const person = await enrolPerson(stack, roles, name);
  const desk = await openDesk(browser);
  await bringSession(desk.context, person, stack.url);
  return { desk, personId: person.personId };
};

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    startConsoleBrowser(),
  ]);
  await ensureReadyMadeRecipients(stack.store);
  ({ desk: admin } = await deskOf(['admin'], 'Adele'));
  const other = await deskOf(['referrer'], 'Rafael');
  referrer = other.desk;
  await sentToGoogle(stack.store, { personId: other.personId, requestId: 'test' }, 1);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});
beforeEach(() => keepPicturesOfFailure(() => browser.contexts()));

/** A file as an old spreadsheet in Thailand writes it: Windows-874, lines end with CR LF. */
const thai = (text: string) =>
  Buffer.from(
    [...text].map((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      return code >= 0x0e00 ? code - 0x0e00 + 0xa0 : code;
    }),
  );

describe('the list of schools', () => {
  it('is put there as a file, refused at its lines, and marks what a referrer writes', async () => {
    const { page } = admin;
    await page.goto(`${stack.url}/recipients`);
    await page.getByRole('button', { name: t('recipient-settings:schools.open') }).click();
    await page.getByText(t('recipient-settings:schools.none')).waitFor();
    const file = page.getByLabel(t('recipient-settings:schools.file'));
    const choose = async (text: string) => {
      await file.setInputFiles({ name: 'schools.csv', mimeType: 'text/csv', buffer: thai(text) });
      await page.getByLabel(t('outcomes:file.encoding')).selectOption('windows-874');
    };
    await choose('โรงเรียนบ้านหนองตัวอย่าง\r\nนา\r\n');
    await page.getByText(t('recipient-settings:schools.wrong', { count: 1 })).waitFor();
    expect(await page.getByRole('button', { name: /^Use 0/ }).isDisabled()).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
    await choose('ชื่อโรงเรียน\r\nโรงเรียนบ้านหนองตัวอย่าง;Nong Example\r\nวัดใหญ่ตัวอย่าง;Wat Example\r\n');
    await page.getByText(t('recipient-settings:schools.problem.heading')).waitFor();
    await page.getByText(t('recipient-settings:schools.wrong', { count: 1 })).waitFor();
    await choose('โรงเรียนบ้านหนองตัวอย่าง,Nong Example\r\nวัดใหญ่ตัวอย่าง\r\n');
    await page.getByRole('button', { name: t('recipient-settings:schools.replace', { count: 2 }) }).click();
    // The toast and what is read aloud of it say the same.
    await page
      .getByText(t('recipient-settings:schools.saved', { count: 2 }))
      .first()
      .waitFor();

    const { page: desk } = referrer;
    await desk.goto(`${stack.url}/outcomes`);
    await desk
      .getByRole('button', { name: t('outcomes:timeline.show') })
      .first()
      .click();
    await desk.getByRole('button', { name: t('outcomes:correction.open') }).click();
    await desk.getByLabel(t('outcomes:correction.relation')).selectOption('RETRACTION');
    const reason = desk.getByLabel(t('outcomes:correction.reason'), { exact: true });
    await reason.fill('It was a notice of nong example');
    await desk
      .getByRole('button', { name: t('console:personalData.takeOutOne', { text: 'nong example' }) })
      .click();
    expect(await reason.inputValue()).toBe('It was a notice of [school]');
    await desk.getByRole('button', { name: t('outcomes:correction.write') }).click();
    await desk.getByText('Written. It is ready to be sent').first().waitFor();
    await desk.screenshot({ path: join(repositoryRoot, 'test/artifacts/schools.png') });
  });
});
