import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildBatch } from '@lapwing/exporter/build-batch';
import { startExporter } from '@lapwing/exporter/start-exporter';
import type { Desk as RecipientDesk } from '@lapwing/exporter/testing/delivery/desk';
import { encryptedMailDesk, readMails } from '@lapwing/exporter/testing/delivery/mail-desk';
import { coopDeskFor, inventedToken } from '@lapwing/exporter/testing/delivery/report-desks';
import { sftpDesk } from '@lapwing/exporter/testing/delivery/sftp-desk';
import { webhookDesk } from '@lapwing/exporter/testing/delivery/webhook-desk';
import { createBatches } from '@lapwing/store/batches/create-batches';
import { repositoryRoot } from '@lapwing/store/environment';
import { silentLogger } from '@lapwing/store/logging';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { readPublicKey } from '@lapwing/store/recipients/read-public-key';
import { loadSecrets } from '@lapwing/store/secrets';
import { readyForGoogle, recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { freshKey } from '@lapwing/store/testing/workspace';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk, startConsoleBrowser } from './browser/console-browser.ts';
import { bringSession, type EnrolledPerson, enrolPerson } from './browser/enrol-person.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { lookInAll } from './screens/look-in-all.ts';
import { wordsIn } from './screens/words.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

const pictures = join(repositoryRoot, 'test/artifacts/delivery');
const organisation = {
  name: 'Lapwing Test Trust',
  contact: 'desk@lapwing.example',
  domain: 'lapwing.example',
};
const t = wordsIn('en');

let stack: Stack;
let browser: Browser;
let admin: Desk;
let referrer: Desk;
let sender: EnrolledPerson;
let recipientDesk: RecipientDesk;
let mailServer: RecipientDesk;
let folderServer: RecipientDesk;
let coop: RecipientDesk;
let secret = '';
let google: string;
let stopExporter: () => Promise<void>;

const webhookUrl = () => (recipientDesk.target.kind === 'WEBHOOK' ? recipientDesk.target.url : '');

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  [stack, browser, recipientDesk, mailServer, folderServer, coop] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    startConsoleBrowser(),
    webhookDesk.open(() => secret),
    encryptedMailDesk.open(() => ''),
    sftpDesk.open(() => ''),
    coopDeskFor({ item: /./, policy: /./ }).open(() => ''),
  ]);
  await ensureReadyMadeRecipients(stack.store);
  google = await recipientBySlug(stack.store, 'google');
  [admin, referrer] = [await openDesk(browser), await openDesk(browser)];
  await bringSession(admin.context, await enrolPerson(stack, ['admin'], 'Alma'), stack.url);
  sender = await enrolPerson(stack, ['referrer'], 'Rafael');
  await bringSession(referrer.context, sender, stack.url);
  // The exporter of the product, with a network that leads to the desks on this machine: its own leads only outside.
  const { sealKey, signingKey } = await loadSecrets({
    dataDirectory: stack.dataDirectory,
    sealKey: undefined,
    authSecret: undefined,
    signingKeyFile: undefined,
  });
  const exporter = startExporter({
    databaseUrl: stack.database.appUrl,
    redisUrl: stack.redis?.url,
    organisation,
    publicUrl: stack.url,
    signingKey,
    sealKey,
    mail: mailServer.context.mail,
    ncmec: null,
    sshKey: folderServer.context.sshKey,
    network: {
      resolve: async () => ['127.0.0.1'],
      mayReach: (address) => address === '127.0.0.1',
      certificateAuthorities: [recipientDesk, mailServer, coop]
        .map(({ context }) => context.network.certificateAuthorities)
        .join('\n'),
    },
    log: silentLogger(),
  });
  stopExporter = async () => {
    stopExporter = async () => {};
    await exporter.stop();
  };
});
afterAll(async () => {
  await stopExporter?.();
  await browser?.close();
  await recipientDesk?.close();
  await mailServer?.close();
  await folderServer?.close();
  await coop?.close();
  await stack?.stop();
});
beforeEach(() => keepPicturesOfFailure(() => browser.contexts()));

/** A built batch to Google, on the referrer's page. */
async function openBatch(count = 2): Promise<string> {
  const { store } = stack;
  const referralIds = await readyForGoogle(store, count);
  const actor = { personId: sender.personId, requestId: 'test' };
  const input = { recipientId: google, referralIds };
  const [batch] = await createBatches(store, actor, input, { idempotencyKey: freshKey() });
  const batchId = batch?.batchId ?? '';
  const signingKey = generateKeyPairSync('ed25519').privateKey;
  const context = { store, organisation, signingKey, log: silentLogger() };
  await expect.poll(() => buildBatch(context, batchId), { timeout: 20_000 }).not.toBe('BUSY');
  await referrer.page.goto(`${stack.url}/batches/${batchId}`);
  return batchId;
}

/** Presses the button, looks at what it says, and confirms. */
async function deliver(page: Page, button: string): Promise<string> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: t('delivery:confirm') });
  // Of a report the text is fetched first.
  await expect.poll(() => confirm.isEnabled(), { timeout: 20_000 }).toBe(true);
  const said = (await dialog.textContent()) ?? '';
  await confirm.click();
  await dialog.waitFor({ state: 'hidden' });
  return said;
}

const makeDue = (batchId: string) =>
  stack.owner.query(
    'update batches set delivery_due_at = now() where id = $1 and delivery_due_at is not null',
    [batchId],
  );
const receivedOf = (batchId: string) => recipientDesk.received.filter(({ id }) => id === batchId);

const look = (page: Page, name: string): Promise<string[]> => lookInAll(page, pictures, name);

describe('delivery', () => {
  it('is set up by an admin, who sees the secret once', async () => {
    const { page } = admin;
    await page.goto(`${stack.url}/recipients/${google}`);
    await page.getByLabel(t('delivery:transport')).selectOption('WEBHOOK');
    await page.getByText(t('delivery:secretSaveFirst')).waitFor();
    const address = page.getByLabel(t('delivery:url'));
    await address.fill('https://192.168.1.7/in');
    await page.getByRole('button', { name: t('common:actions.save'), exact: true }).click();
    await page.getByText(t('delivery:urlWrong')).waitFor();
    expect(await address.getAttribute('aria-invalid')).toBe('true');
    await address.fill(webhookUrl());
    await page.getByRole('button', { name: t('common:actions.save'), exact: true }).click();
    await page.getByText(t('delivery:secretMissing')).waitFor();

    await page.getByRole('button', { name: t('delivery:makeSecret') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: t('delivery:makeSecret') }).click();
    secret = await dialog.getByLabel(t('delivery:secret')).inputValue();
    expect(secret).toMatch(/^whsec_/);
    expect(await look(page, 'secret')).toEqual([]);
    await dialog
      .getByRole('button', { name: t('common:actions.close') })
      .first()
      .click();
    await page.getByRole('button', { name: t('delivery:makeNewSecret') }).waitFor();
    expect(await look(page, 'recipient')).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: t('delivery:makeNewSecret') }).waitFor();
    expect(await page.content()).not.toContain(secret);
  });

  it('sends a batch after a referrer saw what goes where, and says what the recipient calls it', async () => {
    const { page } = referrer;
    const batchId = await openBatch();
    await page.getByRole('button', { name: t('delivery:deliver'), exact: true }).click();
    expect(await look(page, 'confirm')).toEqual([]);
    await page.keyboard.press('Escape');
    const said = await deliver(page, t('delivery:deliver'));
    for (const fact of [webhookUrl(), '2 referrals', 'TLP:AMBER', 'manifest.json'])
      expect(said).toContain(fact);
    await page.getByText(t('delivery:delivered')).waitFor();
    await page.getByText(/^case-\d+$/).waitFor();
    expect(await look(page, 'delivered')).toEqual([]);
    expect(receivedOf(batchId)).toHaveLength(1);
    const { rows } = await stack.owner.query('select state, sent_by from batches where id = $1', [batchId]);
    expect(rows).toEqual([{ state: 'SENT', sent_by: sender.personId }]);
  });

  it('says why it failed and goes on by itself; given up, it names the ways out, and one of them works', async () => {
    const { page } = referrer;
    const batchId = await openBatch();
    recipientDesk.suffer('FAILS_ITSELF');
    await deliver(page, t('delivery:deliver'));
    await page.getByText(t('delivery:error.SERVER_ERROR')).waitFor();
    expect(await page.getByRole('button', { name: t('console:batch.cancel') }).count()).toBe(0);
    expect(await look(page, 'tried-again')).toEqual([]);
    recipientDesk.suffer('REFUSES');
    await makeDue(batchId);
    await page.getByText(t('delivery:error.REFUSED')).waitFor();
    await page.getByText(t('delivery:mayHaveArrived')).waitFor();
    await page.getByText(t('delivery:waysOut')).waitFor();
    expect(await page.getByRole('button', { name: t('console:batch.cancel') }).count()).toBe(0);
    expect(await look(page, 'given-up')).toEqual([]);

    await admin.page.goto(`${stack.url}/dead-letters`);
    await admin.page.getByText(t('delivery:error.REFUSED')).waitFor();
    await page.goto(`${stack.url}/referrals/${google}`);
    await page.getByText(t('delivery:badge.GIVEN_UP')).waitFor();
    expect(await look(page, 'batches')).toEqual([]);

    await page.goto(`${stack.url}/batches/${batchId}`);
    recipientDesk.suffer('TAKES_IT');
    await deliver(page, t('delivery:again'));
    await page.getByText(t('delivery:delivered')).waitFor();
    const received = receivedOf(batchId);
    expect(received).toHaveLength(3);
    expect(received[2]).toEqual(received[0]);
  });

  it('goes by e-mail where an admin set that up', async () => {
    const { page } = admin;
    await page.goto(`${stack.url}/recipients/${google}`);
    await page.getByLabel(t('delivery:transport')).selectOption('EMAIL');
    const address = page.getByLabel(t('delivery:address'));
    await address.fill('not an address');
    await page.getByRole('button', { name: t('common:actions.save'), exact: true }).click();
    await page.getByText(t('delivery:addressWrong')).waitFor();
    await address.fill('desk@platform.example');
    await page.getByText(t('formats:name.mail-text'), { exact: true }).click();
    expect(await look(page, 'recipient-mail')).toEqual([]);
    await page.getByRole('button', { name: t('common:actions.save'), exact: true }).click();
    await page.getByText(t('console:recipients.saved')).first().waitFor();

    const batchId = await openBatch();
    await referrer.page.getByRole('button', { name: t('delivery:deliver'), exact: true }).click();
    expect(await look(referrer.page, 'confirm-mail-text')).toEqual([]);
    await referrer.page.keyboard.press('Escape');
    const said = await deliver(referrer.page, t('delivery:deliver'));
    expect(said).toContain('desk@platform.example');
    // The referrals go in clear, in the text of the mail: she is told.
    expect(said).toContain(t('delivery:openText', { marking: 'TLP:AMBER' }).slice(0, 60));
    await referrer.page.getByText(t('delivery:mailed')).waitFor();
    const mail = readMails(mailServer).at(-1)?.outside;
    expect(mail?.text).toContain('Entry 2 of 2');
    expect(mail?.subject).not.toContain('Entry');
    expect(mailServer.received.map(({ id }) => id)).toEqual([expect.stringContaining(batchId)]);
    expect(mailServer.received[0]?.files.map(({ name }) => name)).toContain('manifest.json');
  });

  it('goes encrypted once the recipient has an OpenPGP key, which the referrer sees before', async () => {
    const { page } = admin;
    await page.goto(`${stack.url}/recipients/${google}`);
    await page.getByLabel(t('recipient-settings:publicKey')).fill(mailServer.publicKey);
    await page.getByRole('button', { name: t('common:actions.save'), exact: true }).click();
    await page.getByText(t('console:recipients.saved')).first().waitFor();

    const batchId = await openBatch();
    await referrer.page.getByRole('button', { name: t('delivery:deliver'), exact: true }).click();
    expect(await look(referrer.page, 'confirm-encrypted')).toEqual([]);
    await referrer.page.keyboard.press('Escape');
    const said = await deliver(referrer.page, t('delivery:deliver'));
    const key = await readPublicKey(mailServer.publicKey, new Date());
    expect(said.replaceAll(' ', '')).toContain(key.facts?.fingerprint ?? 'a fingerprint');
    expect(said).toContain(t('delivery:encrypted'));
    expect(said).not.toContain(t('delivery:openText', { marking: 'TLP:AMBER' }).slice(0, 60));
    await referrer.page.getByText(t('delivery:mailed')).waitFor();
    expect(mailServer.received.at(-1)?.id).toContain(batchId);
    expect(mailServer.received.at(-1)?.files.map(({ name }) => name)).toContain('manifest.json');
    expect(readMails(mailServer).at(-1)?.bytes.toString()).not.toMatch(/manifest\.json|TLP:/);
  });

  it('is stopped between two attempts, and that holds', async () => {
    const { page } = referrer;
    const batchId = await openBatch();
    mailServer.suffer('ASKS_TO_WAIT');
    await deliver(page, t('delivery:deliver'));
    await page.getByText(t('delivery:error.BUSY')).waitFor();
    await page.getByRole('button', { name: t('delivery:stop') }).click();
    await page.getByText(t('delivery:error.STOPPED')).waitFor();
    expect(await look(page, 'stopped')).toEqual([]);
    mailServer.suffer('TAKES_IT');
    await makeDue(batchId);
    const { rows } = await stack.owner.query('select delivery_due_at from batches where id = $1', [batchId]);
    expect(rows).toEqual([{ delivery_due_at: null }]);
    await deliver(page, t('delivery:again'));
    await page.getByText(t('delivery:mailed')).waitFor();
  });

  it('waits for a second look where an admin set that up, by another referrer who opened the batch', async () => {
    await admin.page.goto(`${stack.url}/recipients/${google}`);
    await admin.page.getByLabel(t('recipient-settings:secondLook')).check();
    await admin.page.getByRole('button', { name: t('common:actions.save'), exact: true }).click();
    await admin.page.getByText(t('console:recipients.saved')).first().waitFor();
    const batchId = await openBatch();
    const { page } = referrer;
    await page.getByText(t('delivery:secondLook.yours')).waitFor();
    const deliverButton = page.getByRole('button', { name: t('delivery:deliver'), exact: true });
    expect(await deliverButton.count()).toBe(0);

    const other = await openDesk(browser);
    await bringSession(other.context, await enrolPerson(stack, ['referrer'], 'Rosa'), stack.url);
    const address = `${stack.url}/batches/${batchId}`;
    await other.page.goto(address);
    const release = other.page.getByRole('button', { name: t('delivery:secondLook.release'), exact: true });
    await release.click();
    const dialog = other.page.getByRole('dialog');
    await dialog.getByRole('button', { name: t('delivery:secondLook.release') }).click();
    await dialog.getByText(t('delivery:refused.not_looked')).waitFor();
    expect(await look(other.page, 'second-look')).toEqual([]);
    await dialog.getByRole('button', { name: t('common:actions.back') }).click();
    await other.page.getByRole('link', { name: t('worksheet:open') }).click();
    await other.page.getByRole('heading', { name: t('worksheet:title') }).waitFor();
    await other.page.goto(address);
    await release.click();
    await dialog.getByRole('button', { name: t('delivery:secondLook.release') }).click();
    await other.page.getByText(t('delivery:secondLook.released')).first().waitFor();
    await deliverButton.waitFor();
    expect(await look(page, 'released')).toEqual([]);
    await deliver(page, t('delivery:deliver'));
    await page.getByText(t('delivery:mailed')).waitFor();
    // The browser tells of the refusal that was asked for.
    expect(other.complaints.filter((one) => !one.includes('409'))).toEqual([]);
    await admin.page.getByLabel(t('recipient-settings:secondLook')).uncheck();
    await admin.page.getByRole('button', { name: t('common:actions.save'), exact: true }).click();
    await admin.page.getByText(t('console:recipients.saved')).first().waitFor();
  });

  it('goes into a folder by SFTP where an admin said by which key its server is known', async () => {
    const { target } = folderServer;
    if (target.kind !== 'SFTP') throw new Error('A folder was expected');
    const { page } = admin;
    await page.goto(`${stack.url}/recipients/${google}`);
    await page.getByLabel(t('delivery:transport')).selectOption('SFTP');
    for (const field of ['host', 'port', 'user', 'directory'] as const)
      await page.getByLabel(t(`delivery:sftp.${field}`), { exact: true }).fill(String(target[field]));
    const hostKey = page.getByLabel(t('delivery:sftp.hostKey'), { exact: true });
    await hostKey.fill('SHA256:too-short');
    await page.getByRole('button', { name: t('common:actions.save'), exact: true }).click();
    await page.getByText(t('delivery:sftp.hostKeyWrong')).waitFor();
    await hostKey.fill(target.hostKey);
    expect(await look(page, 'recipient-sftp')).toEqual([]);
    await page.getByRole('button', { name: t('common:actions.save'), exact: true }).click();
    await page.getByText(t('console:recipients.saved')).first().waitFor();

    const batchId = await openBatch();
    const said = await deliver(referrer.page, t('delivery:deliver'));
    for (const fact of [target.user, target.directory, target.hostKey]) expect(said).toContain(fact);
    await referrer.page.getByText(t('delivery:delivered')).waitFor();
    expect(folderServer.received.map(({ id }) => id)).toEqual([`lapwing-${batchId}`]);
    expect(folderServer.received[0]?.files.map(({ name }) => name)).toContain('manifest.json');
  });

  it('goes as one report to an API where an admin said as whom, and set what lets it in', async () => {
    const { target } = coop;
    if (target.kind !== 'COOP') throw new Error('An API for reports was expected');
    const { page } = admin;
    const save = page.getByRole('button', { name: t('common:actions.save'), exact: true });
    await page.goto(`${stack.url}/recipients/${google}`);
    await page.getByLabel(t('delivery:transport')).selectOption('COOP');
    for (const field of ['server', 'reporterTypeId', 'reporterId', 'itemTypeId', 'urlField'] as const)
      await page.getByLabel(t(`delivery:report.${field}`), { exact: true }).fill(target[field]);
    await save.click();
    // Several referrals in a batch cannot become one report.
    const most = page.getByLabel(t('console:recipients.maximum'), { exact: true });
    expect(await most.getAttribute('aria-invalid')).toBe('true');
    await most.fill('1');
    await save.click();
    await page.getByText(t('console:recipients.saved')).first().waitFor();
    await page.getByRole('button', { name: t('delivery:report.setToken') }).click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: t('delivery:report.setToken') });
    await dialog.getByLabel(t('delivery:report.token')).fill('short');
    await confirm.click();
    await dialog.getByText(t('delivery:report.tokenWrong')).waitFor();
    expect(await look(page, 'token')).toEqual([]);
    await dialog.getByLabel(t('delivery:report.token')).fill(inventedToken);
    await confirm.click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: t('delivery:report.setNewToken') }).waitFor();
    expect(await page.content()).not.toContain(inventedToken);
    expect(await look(page, 'recipient-coop')).toEqual([]);

    await openBatch(1);
    await referrer.page.getByRole('button', { name: t('delivery:deliver'), exact: true }).click();
    const asked = referrer.page.getByRole('dialog');
    await asked.getByText(t('delivery:report.textAlone')).waitFor();
    await expect
      .poll(() => asked.getByRole('button', { name: t('delivery:confirm') }).isEnabled())
      .toBe(true);
    expect(await look(referrer.page, 'deliver-report')).toEqual([]);
    await asked.getByRole('button', { name: t('common:actions.back') }).click();
    const said = await deliver(referrer.page, t('delivery:deliver'));
    expect(said).toContain(`${target.server}/api/v1/report`);
    await referrer.page.getByText(t('delivery:delivered')).waitFor();
    await referrer.page.getByText('report-1', { exact: true }).waitFor();
    expect(coop.received).toHaveLength(1);
    // The very text that goes, and nothing that does not.
    expect(said).toContain(`: ${coop.received[0]?.id}`);
    expect(said).not.toMatch(/TLP:|manifest\.json/);
  });

  it('is taken back before the first attempt', async () => {
    const { page } = referrer;
    const batchId = await openBatch();
    await stopExporter();
    await deliver(page, t('delivery:deliver'));
    await page.getByText(t('delivery:waiting')).waitFor();
    await page.getByRole('button', { name: t('delivery:withdraw') }).click();
    await page.getByRole('button', { name: t('console:batch.cancel') }).waitFor();
    expect(receivedOf(batchId)).toEqual([]);
  });

  it('is set up for NCMEC with its one format and one referral in a batch, for trying first, where no referral goes', async () => {
    const { page } = admin;
    await openBatch(1);
    const save = page.getByRole('button', { name: t('common:actions.save'), exact: true });
    await page.goto(`${stack.url}/recipients/${google}`);
    await page.getByLabel(t('delivery:transport')).selectOption('NCMEC');
    expect(await page.getByLabel(t('delivery:ncmec.environment')).inputValue()).toBe('TEST');
    await save.click();
    await page.getByText(t('formats:ncmecMissing')).waitFor();
    await page.getByText(t('formats:name.ncmec'), { exact: true }).click();
    // What is focused there must not scroll the whole window away.
    expect(await page.evaluate('document.documentElement.scrollTop')).toBe(0);
    expect(await look(page, 'recipient-ncmec')).toEqual([]);
    await save.click();
    await page.getByText(t('console:recipients.saved')).first().waitFor();

    const dialog = referrer.page.getByRole('dialog');
    const refuses = async (reason: 'trial_server' | 'no_ncmec_file') => {
      await referrer.page.reload();
      await referrer.page.getByRole('button', { name: t('delivery:deliver'), exact: true }).click();
      await dialog.getByText(t(`delivery:refused.${reason}`)).waitFor();
      expect(await dialog.getByRole('button', { name: t('delivery:confirm') }).isDisabled()).toBe(true);
      expect(await look(referrer.page, `confirm-${reason}`)).toEqual([]);
    };
    await refuses('trial_server');
    await page.getByLabel(t('delivery:ncmec.environment')).selectOption('LIVE');
    await save.click();
    await page.getByText(t('console:recipients.saved')).first().waitFor();
    // This batch was built before, for others.
    const environment = async () => {
      const { rows } = await stack.owner.query('select configuration from recipients where id = $1', [
        google,
      ]);
      return rows[0]?.configuration.transport.environment;
    };
    await expect.poll(environment, { timeout: 10_000 }).toBe('LIVE');
    await refuses('no_ncmec_file');
  });

  it('showed nobody a broken page', () => {
    expect([...admin.complaints, ...referrer.complaints]).toEqual([]);
  });
});
