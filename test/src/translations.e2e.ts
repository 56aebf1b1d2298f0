import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NewTranslation } from '@lapwing/contracts';
import { writeCorrection } from '@lapwing/store/corrections/write-correction';
import { repositoryRoot } from '@lapwing/store/environment';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { composeReferrals } from '@lapwing/store/referrals/compose-referrals';
import { confirmItem } from '@lapwing/store/testing/confirmed-item';
import { sendToGoogle } from '@lapwing/store/testing/sent-referrals';
import { addPerson, freshKey, invent } from '@lapwing/store/testing/workspace';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk, startConsoleBrowser } from './browser/console-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { lookInAll } from './screens/look-in-all.ts';
import { wordsIn } from './screens/words.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

const pictures = join(repositoryRoot, 'test/artifacts/translations');
const t = wordsIn('en');
const explanation = 'บัญชีนี้ถามอายุเด็ก และขอให้เก็บเป็นความลับ';
const into = { language: t('console:translation.language.en') };

let stack: Stack;
let browser: Browser;
let desk: Desk;
let itemId: string;
let referralId: string;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  [stack, browser] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    startConsoleBrowser(),
  ]);
  await ensureReadyMadeRecipients(stack.store);
  const person = await enrolPerson(stack, ['reviewer', 'referrer'], 'Tida Translates');
  desk = await openDesk(browser);
  await bringSession(desk.context, person, stack.url);
  const confirmed = await confirmItem(
    stack.store,
    { url: 'https://www.youtube.com/watch?v=translate01' },
    { explanation },
  );
  itemId = confirmed.itemId;
  referralId = confirmed.made.referrals[0]?.referralId ?? '';
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});
beforeEach(() => keepPicturesOfFailure(() => browser.contexts()));

const look = (page: Page, name: string): Promise<string[]> => lookInAll(page, pictures, name);

describe('the explanation of a confirmed item', () => {
  it('is translated by keyboard, after personal data was taken out, and is sent beside the original', async () => {
    const { page } = desk;
    await page.goto(`${stack.url}/queue/${itemId}`);
    await page.getByText(explanation).waitFor();
    await page.getByRole('button', { name: t('console:translation.add') }).focus();
    await page.keyboard.press('Enter');
    const text = page.getByLabel(t('console:translation.text'), { exact: true });
    await text.waitFor();
    await page.getByText('Google').last().waitFor();
    // The form took the focus: nothing is typed as a key of the page.
    await page.keyboard.press('Control+Enter');
    await page.getByText(t('console:translation.missing')).waitFor();
    await page.keyboard.type('The account asks for an age; call 081-234-5678.');
    await page.keyboard.press('Control+Enter');
    await page.getByText(t('console:personalData.missing', { count: 1 })).waitFor();
    expect(await look(page, 'form')).toEqual([]);
    await page
      .getByRole('button', { name: t('console:personalData.takeOutOne', { text: '081-234-5678' }) })
      .press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.getByText(t('console:translation.done')).first().waitFor();
    const translation = page.getByText('The account asks for an age; call [telephone number].');
    await translation.waitFor();
    expect(await translation.getAttribute('lang')).toBe('en');
    await page.getByText(explanation).waitFor();
    expect(await look(page, 'translated')).toEqual([]);

    const { rows } = await stack.owner.query('select language, translated_from, text from translations');
    expect(rows).toEqual([
      {
        language: 'en',
        translated_from: 'th',
        text: 'The account asks for an age; call [telephone number].',
      },
    ]);
  });

  it('is translated while it is written, so that the first batch has both', async () => {
    const { page } = desk;
    const analyst = await addPerson(stack.store, ['analyst']);
    const flag = invent({ url: 'https://www.youtube.com/watch?v=translate02' });
    const flagged = await acceptFlag(stack.store, analyst, flag, { idempotencyKey: freshKey() });
    await page.goto(`${stack.url}/queue/${flagged.itemId}`);
    await page.getByRole('button', { name: t('console:claim.take') }).click();
    await page.getByText(t('console:claim.mine')).waitFor();
    await page.keyboard.press('c');
    await page.getByRole('form', { name: t('console:decide.confirmTitle') }).waitFor();
    await page.keyboard.type(explanation);
    await page.getByRole('button', { name: t('console:translation.add') }).press('Enter');
    await page.keyboard.type('It asks for an age, and for 081-234-5678.');
    await page.keyboard.press('Control+Enter');
    await page.getByText(t('console:personalData.missing', { count: 1 })).waitFor();
    expect(await look(page, 'decision')).toEqual([]);
    await page
      .getByRole('button', { name: t('console:personalData.takeOutOne', { text: '081-234-5678' }) })
      .press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: t('common:actions.undo') }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Confirmed.', { exact: true }).first().waitFor();
    const ready = await stack.owner.query<{ id: string }>('select id from referrals where item_id = $1', [
      flagged.itemId,
    ]);
    const [referral] = await composeReferrals(
      stack.store.db,
      ready.rows.map(({ id }) => id),
    );
    expect(referral).toMatchObject({
      explanation,
      translationEn: { translatedFrom: 'th', text: 'It asks for an age, and for [telephone number].' },
    });
  });

  it('goes out no more once a correction said other words: first of the translation, until it is saved again, then of the explanation', async () => {
    const { page } = desk;
    const referrer = await addPerson(stack.store, ['referrer']);
    await sendToGoogle(stack.store, referrer, [referralId]);
    const correct = async (change: { explanation: string } | { translation: NewTranslation }) => {
      const correction = { referralId, relation: 'CORRECTION' as const, reason: 'It was another place' };
      const written = await writeCorrection(stack.store, referrer, {
        ...correction,
        ...change,
        confirmedPersonalData: [],
      });
      await sendToGoogle(stack.store, referrer, [written.referralId]);
    };
    await page.goto(`${stack.url}/queue/${itemId}`);
    await page.getByRole('button', { name: t('console:translation.changeInto', into) }).press('Enter');
    await page.getByLabel(t('console:translation.text'), { exact: true }).fill('Words of before.');
    // While she writes: her words put nothing in the place of what she has not seen.
    await correct({
      translation: { language: 'en', text: 'The account asks for years.' },
    });
    await page.keyboard.press('Control+Enter');
    await page.getByText(t('console:translation.code.changed_meanwhile')).waitFor();
    await page.getByText('The account asks for years.').waitFor();
    expect(await look(page, 'changed-meanwhile')).toEqual([]);
    await page.goto(`${stack.url}/queue/${itemId}`);
    await page.getByText(t('console:translation.outOfDateBody')).waitFor();
    await page.getByText('The account asks for years.').waitFor();
    expect(await look(page, 'out-of-date')).toEqual([]);
    await page.getByRole('button', { name: t('console:translation.lookAgainInto', into) }).press('Enter');
    await page.getByText(t('console:translation.noTakers')).waitFor();
    await page.getByLabel(t('console:translation.text'), { exact: true }).press('Control+Enter');
    await page.getByText(t('console:translation.done')).first().waitFor();
    await page.getByText(t('console:translation.outOfDateBody')).waitFor({ state: 'detached' });
    await correct({ explanation: 'คำอธิบายใหม่' });
    await page.goto(`${stack.url}/queue/${itemId}`);
    await page.getByText(t('console:translation.correctedBody')).waitFor();
    await page.getByText('คำอธิบายใหม่').waitFor();
    expect(await page.getByRole('button', { name: t('console:translation.changeInto', into) }).count()).toBe(
      0,
    );
    expect(await look(page, 'corrected')).toEqual([]);
    expect(desk.complaints.filter((one) => !/409|422/.test(one))).toEqual([]);
  });
});
