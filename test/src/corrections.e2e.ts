import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { sentToGoogle } from '@lapwing/store/testing/sent-referrals';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk, startConsoleBrowser } from './browser/console-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { lookInAll } from './screens/look-in-all.ts';
import { wordsIn } from './screens/words.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

const pictures = join(repositoryRoot, 'test/artifacts/corrections');
const t = wordsIn('en');

let stack: Stack;
let browser: Browser;
let desk: Desk;
let google: string;
let first: string;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  [stack, browser] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    startConsoleBrowser(),
  ]);
  await ensureReadyMadeRecipients(stack.store);
  google = await recipientBySlug(stack.store, 'google');
  const person = await enrolPerson(stack, ['referrer'], 'Rafael');
  desk = await openDesk(browser);
  await bringSession(desk.context, person, stack.url);
  [first = ''] = await sentToGoogle(stack.store, { personId: person.personId, requestId: 'test' }, 1);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});
beforeEach(() => keepPicturesOfFailure(() => browser.contexts()));

const look = (page: Page, name: string): Promise<string[]> => lookInAll(page, pictures, name);

const openForm = async () => {
  await desk.page.goto(`${stack.url}/outcomes`);
  await desk.page
    .getByRole('button', { name: t('outcomes:timeline.show') })
    .first()
    .click();
  await desk.page.getByRole('button', { name: t('outcomes:correction.open') }).click();
};

describe('a referral that was sent', () => {
  it('is taken back by a referral of its own, after personal data was looked at', async () => {
    const { page } = desk;
    await openForm();
    const write = page.getByRole('button', { name: t('outcomes:correction.write') });
    await write.click();
    await page.getByText(t('outcomes:correction.nothing')).waitFor();
    await page.getByText(t('outcomes:correction.reasonMissing')).waitFor();
    expect(await look(page, 'form')).toEqual([]);
    const language = t('console:translation.language.en');
    await page.getByLabel(t('outcomes:correction.translation', { language })).waitFor();
    await page.getByLabel(t('outcomes:correction.relation')).selectOption('RETRACTION');
    const reason = page.getByLabel(t('outcomes:correction.reason'), { exact: true });
    await reason.fill('It was a campaign; their desk is 081-234-5678');
    await write.click();
    await page.getByText(t('outcomes:correction.code.personal_data')).waitFor();
    await page
      .getByRole('button', { name: t('console:personalData.takeOutOne', { text: '081-234-5678' }) })
      .click();
    await write.click();
    await page.getByText('Written. It is ready to be sent').first().waitFor();

    await page.goto(`${stack.url}/referrals/${google}`);
    const ready = page.getByRole('list', { name: t('console:referrals.readyTitle') });
    await ready.getByText(t('taxonomy:relation.RETRACTION')).waitFor();
    expect(await look(page, 'ready')).toEqual([]);
    const { rows } = await stack.owner.query(
      'select relates_to, state from referrals where relates_to is not null',
    );
    expect(rows).toEqual([{ relates_to: first, state: 'READY' }]);
  });

  it('says in its timeline that it is taken back, and is not taken back twice', async () => {
    const { page } = desk;
    await openForm();
    await page.getByLabel(t('outcomes:correction.relation')).selectOption('RETRACTION');
    await page.getByLabel(t('outcomes:correction.reason'), { exact: true }).fill('Once more');
    await page.getByRole('button', { name: t('outcomes:correction.write') }).click();
    await page.getByText(t('outcomes:correction.code.retracted')).waitFor();
    await page.getByRole('button', { name: t('common:actions.cancel') }).click();
    await page
      .getByRole('button', { name: t('outcomes:timeline.show') })
      .first()
      .click();
    await page.getByText(t('outcomes:timeline.CORRECTED.RETRACTION')).waitFor();
    expect(await look(page, 'timeline')).toEqual([]);
    // The browser tells of the refusals that were asked for.
    expect(desk.complaints.filter((one) => !/409|422/.test(one))).toEqual([]);
  });

  it('stands apart, with what to do, where the formats of its recipient cannot say it any more', async () => {
    const { page } = desk;
    const give = (formats: readonly string[]) =>
      stack.owner.query(
        "update recipients set configuration = jsonb_set(configuration, '{formats}', $1) where id = $2",
        [JSON.stringify(formats), google],
      );
    const { rows } = await stack.owner.query(
      "select configuration->'formats' as formats from recipients where id = $1",
      [google],
    );
    await give(['dsa']);
    await page.goto(`${stack.url}/referrals/${google}`);
    const apart = page.getByRole('list', { name: t('console:referrals.unsayableTitle') });
    await apart.getByText(t('taxonomy:relation.RETRACTION')).waitFor();
    await page.getByText(t('console:referrals.unsayable', { count: 1 })).waitFor();
    expect(await page.getByRole('button', { name: t('console:referrals.preview') }).isDisabled()).toBe(true);
    expect(await look(page, 'unsayable')).toEqual([]);
    await apart.getByRole('button', { name: t('console:referrals.withdraw') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Told by telephone');
    await dialog.getByRole('button', { name: t('console:referrals.withdraw') }).click();
    await apart.waitFor({ state: 'detached' });
    await give(rows[0].formats);
  });
});
