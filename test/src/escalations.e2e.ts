import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startExporter } from '@lapwing/exporter/start-exporter';
import type { Desk as MailServer } from '@lapwing/exporter/testing/delivery/desk';
import { mailDesk, readMails } from '@lapwing/exporter/testing/delivery/mail-desk';
import { finishBatch } from '@lapwing/store/batches/finish-batch';
import { markBatchSent } from '@lapwing/store/batches/mark-batch-sent';
import { repositoryRoot } from '@lapwing/store/environment';
import { silentLogger } from '@lapwing/store/logging';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { takeReply } from '@lapwing/store/replies/take-reply';
import { loadSecrets } from '@lapwing/store/secrets';
import { urgentBatch } from '@lapwing/store/testing/urgent-batch';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk, startConsoleBrowser } from './browser/console-browser.ts';
import { bringSession, type EnrolledPerson, enrolPerson } from './browser/enrol-person.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { lookInAll } from './screens/look-in-all.ts';
import { wordsIn } from './screens/words.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

const pictures = join(repositoryRoot, 'test/artifacts/escalations');
const t = wordsIn('en');

let stack: Stack;
let browser: Browser;
let [admin, lead, referrer]: Desk[] = [];
let sender: EnrolledPerson;
let called: EnrolledPerson;
let mailServer: MailServer;
let stopExporter: () => Promise<void>;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  [stack, browser, mailServer] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    startConsoleBrowser(),
    mailDesk.open(() => ''),
  ]);
  await ensureReadyMadeRecipients(stack.store);
  [admin, lead, referrer] = [await openDesk(browser), await openDesk(browser), await openDesk(browser)];
  await bringSession(admin.context, await enrolPerson(stack, ['admin'], 'Alma'), stack.url);
  called = await enrolPerson(stack, ['lead'], 'Lena');
  await bringSession(lead.context, called, stack.url);
  sender = await enrolPerson(stack, ['referrer'], 'Rafael');
  await bringSession(referrer.context, sender, stack.url);
  const { sealKey, signingKey } = await loadSecrets({
    dataDirectory: stack.dataDirectory,
    sealKey: undefined,
    authSecret: undefined,
    signingKeyFile: undefined,
  });
  const exporter = startExporter({
    databaseUrl: stack.database.appUrl,
    redisUrl: stack.redis?.url,
    organisation: { name: 'Lapwing Test Trust', contact: 'desk@lapwing.example', domain: 'lapwing.example' },
    publicUrl: stack.url,
    signingKey,
    sealKey,
    mail: mailServer.context.mail,
    ncmec: null,
    sshKey: '',
    network: mailServer.context.network,
    log: silentLogger(),
  });
  stopExporter = () => exporter.stop();
});
afterAll(async () => {
  await stopExporter?.();
  await browser?.close();
  await mailServer?.close();
  await stack?.stop();
});
beforeEach(() => keepPicturesOfFailure(() => browser.contexts()));

const desk = (one: Desk | undefined): Desk => {
  if (!one) throw new Error('Nobody sits here');
  return one;
};
/** An urgent batch that was sent a quarter of an hour ago. */
async function unanswered(): Promise<string> {
  const actor = { personId: sender.personId, requestId: 'test' };
  const { batchId } = await urgentBatch(stack.store, actor);
  await finishBatch(stack.store, batchId, []);
  await markBatchSent(stack.store, actor, { batchId, sentAt: new Date().toISOString() });
  await stack.owner.query('update batches set answer_due_at = now() where id = $1', [batchId]);
  return batchId;
}

const look = (page: Page, name: string): Promise<string[]> => lookInAll(page, pictures, name);

describe('imminent danger that nobody answers', () => {
  it('has an order of leads that an admin decides', async () => {
    const { page } = desk(admin);
    await page.goto(`${stack.url}/people`);
    await page.getByText(t('escalations:order.all')).waitFor();
    await page.getByLabel(t('escalations:order.add')).selectOption({ label: 'Lena' });
    await page.getByRole('button', { name: t('common:actions.save'), exact: true }).click();
    await page.getByText(t('escalations:order.saved')).first().waitFor();
    await page
      .getByRole('list', { name: t('escalations:order.title') })
      .getByText('Lena')
      .waitFor();
    expect(await look(page, 'order')).toEqual([]);
  });

  it('alarms everybody who can act, live, and calls the lead by name and by e-mail', async () => {
    const { page } = desk(lead);
    await page.goto(`${stack.url}/queue`);
    await desk(referrer).page.goto(`${stack.url}/referrals`);
    await page.getByTitle(t('console:connection.live')).waitFor();
    const batchId = await unanswered();
    for (const { page: each } of [desk(lead), desk(referrer)]) {
      const alarm = each.getByRole('list', { name: t('escalations:title') });
      await alarm.getByText(t('escalations:called', { person: 'Lena' })).waitFor();
    }
    await expect.poll(() => readMails(mailServer).length, { timeout: 20_000 }).toBe(1);
    const mail = readMails(mailServer)[0]?.outside;
    expect(mail?.to?.map(({ address }) => address)).toEqual([called.email]);
    expect(mail?.text).toContain(`${stack.url}/batches/${batchId}`);
    expect(await look(page, 'alarm')).toEqual([]);
    await page.getByRole('link', { name: t('escalations:open') }).click();
    await page.getByRole('heading', { name: t('escalations:history') }).waitFor();
    await page.getByText(t('escalations:mailed')).waitFor();
    expect(await look(page, 'history')).toEqual([]);
  });

  it('says where that e-mail came back', async () => {
    const messageId = readMails(mailServer)[0]?.outside.messageId ?? '';
    const message = {
      kind: 'BOUNCE' as const,
      textState: 'NONE' as const,
      messageId: '<1@mail.lapwing.example>',
      from: [],
      answers: [messageId],
      subject: '',
      text: '',
      quoted: '',
      receivedAt: new Date(),
      bounceStatus: '5.1.1',
    };
    const place = { mailbox: 'replies', uidValidity: 1n, uid: 1, message };
    expect(await takeReply(stack.store, place)).toBe('CALL_CAME_BACK');
    const { page } = desk(lead);
    const said = t('escalations:mailCameBack', { person: 'Lena' });
    for (const name of [t('escalations:title'), t('escalations:history')])
      await page.getByRole('list', { name }).getByText(said).waitFor();
    expect(await page.getByText(t('escalations:mailed')).count()).toBe(0);
    expect(await look(page, 'came-back')).toEqual([]);
  });

  it('goes on alarming until a person takes it over, who writes what was done', async () => {
    const [{ page }, { page: other }] = [desk(lead), desk(referrer)];
    await page.reload();
    const alarm = page.getByRole('list', { name: t('escalations:title') });
    await alarm.getByRole('button', { name: t('escalations:take') }).focus();
    await page.keyboard.press('Enter');
    await other.getByRole('list', { name: t('escalations:title') }).waitFor({ state: 'detached' });
    await alarm.getByRole('button', { name: t('escalations:settle') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: t('common:actions.save') }).click();
    await dialog.getByText(t('escalations:doneMissing')).waitFor();
    expect(await look(page, 'settle')).toEqual([]);
    await dialog.getByLabel(t('escalations:done')).fill('Called the desk by telephone.');
    await dialog.getByRole('button', { name: t('common:actions.save') }).click();
    await alarm.waitFor({ state: 'detached' });
    await page.getByText('Called the desk by telephone.').waitFor();
    await page.getByText(t('escalations:ending.DONE', { person: 'Lena' })).waitFor();
  });

  it('says where the e-mail cannot be sent', async () => {
    await stack.owner.query(`update people set email = 'lena@elsewhere.example' where id = $1`, [
      called.personId,
    ]);
    mailServer.suffer('REFUSES');
    await unanswered();
    const { page } = desk(referrer);
    const said = t('escalations:mailFailed', { person: 'Lena', error: t('escalations:mailError.REFUSED') });
    await page.getByText(said).waitFor();
    await desk(admin).page.goto(`${stack.url}/people`);
    await desk(admin).page.getByText(said).waitFor();
    expect(await look(page, 'no-mail')).toEqual([]);
  });

  it('showed nobody a broken page', () => {
    expect([admin, lead, referrer].flatMap((one) => desk(one).complaints)).toEqual([]);
  });
});

describe('imminent danger that is built and not sent', () => {
  it('is said in words in the list of recipients, live, until it is sent', async () => {
    const { page } = desk(referrer);
    await page.goto(`${stack.url}/referrals`);
    const row = page.getByRole('link', { name: 'Google' });
    await row.waitFor();
    const { batchId } = await urgentBatch(stack.store, { personId: sender.personId, requestId: 'test' });
    await row.getByText(t('console:referrals.imminentUnsent', { count: 1 })).waitFor();
    await row.getByText(t('console:referrals.unsentBatches', { count: 1 })).waitFor();
    expect(await look(page, 'unsent')).toEqual([]);
    await row.focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('list', { name: t('console:referrals.batches') })
      .getByText(batchId.slice(-8))
      .waitFor();
  });
});
