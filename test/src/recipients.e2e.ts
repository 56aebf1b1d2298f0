import { readFile } from 'node:fs/promises';
import { RecipientFile } from '@lapwing/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { openDesk, startConsoleBrowser } from './browser/console-browser.ts';
import { bringSession } from './browser/enrol-person.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { type DemoWorkspace, prepareDemoWorkspace } from './screens/demo-workspace.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

let stack: Stack;
let browser: Browser;
let demo: DemoWorkspace;
let page: Page;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startStack({ database: await sharedDatabase() }),
    startConsoleBrowser(),
  ]);
  demo = await prepareDemoWorkspace(stack);
  const desk = await openDesk(browser);
  const admin = demo.people.get('admin');
  if (!admin) throw new Error('The demo has no admin');
  await bringSession(desk.context, admin, demo.url);
  page = desk.page;
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});
beforeEach(() => {
  onTestFailed(() => keepPicturesOfFailure(() => browser.contexts()));
});

const rowOf = (name: string) =>
  page.getByRole('region', { name: 'Recipients' }).getByRole('link', { name: new RegExp(`^${name}`) });
const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();

describe('an admin', () => {
  it('adds a ready-made recipient and puts it to use once somebody can be reached there', async () => {
    await page.goto(`${demo.url}/recipients/new`);
    await page.getByLabel('Start from').selectOption({ label: 'TikTok' });
    expect(await page.getByLabel('Short name').inputValue()).toBe('tiktok');
    await save();
    await rowOf('TikTok.*not in use').waitFor();
    await page.getByRole('checkbox', { name: 'In use' }).check();
    await save();
    await page.getByText('Before it is in use, say whom to reach there.').waitFor();
    await page.getByRole('button', { name: 'Add a contact' }).press('Enter');
    // The name has the focus, so that it can be written without a mouse.
    await page.keyboard.type('Trust and safety desk');
    await page.getByRole('textbox', { name: /^E-mail/ }).fill('desk@tiktok.example');
    await save();
    await rowOf('TikTok(?!.*not in use)').waitFor();
    await page.goto(`${demo.url}/recipients/new`);
    expect(await page.getByLabel('Start from').locator('option').allTextContents()).not.toContain('TikTok');
  });

  it('is told at the field that a key cannot be used', async () => {
    await rowOf('TikTok').click();
    await page
      .getByLabel('OpenPGP public key')
      .fill('-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nnonsense\n-----END PGP PUBLIC KEY BLOCK-----');
    await save();
    await page.getByText('This is no OpenPGP key that can be read.').waitFor();
    expect(await page.getByLabel('OpenPGP public key').getAttribute('aria-invalid')).toBe('true');
  });

  it('takes all recipients as a file, and reads it in again after a look at what it changes', async () => {
    await page.goto(`${demo.url}/recipients`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export' }).click(),
    ]);
    const file = RecipientFile.parse(JSON.parse(await readFile(await download.path(), 'utf8')));
    expect(file.recipients.map(({ slug }) => slug)).toEqual(['google', 'meta', 'police', 'tiktok']);
    const choose = (content: unknown) =>
      page.getByLabel('File', { exact: true }).setInputFiles({
        name: 'recipients.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(content)),
      });
    await page.getByRole('button', { name: 'Import' }).click();
    await choose({ ...file, recipients: [{ ...file.recipients[0], configuration: {} }] });
    await page.getByText('/recipients/0/configuration/platforms').waitFor();
    expect(await page.getByRole('button', { name: /^Change 0/ }).isDisabled()).toBe(true);
    const renamed = file.recipients.map((one) =>
      one.slug === 'tiktok' ? { ...one, name: 'TikTok desk' } : one,
    );
    await choose({ ...file, recipients: renamed });
    const changes = page.getByRole('list', { name: 'What would change' });
    await changes.getByRole('listitem').filter({ hasText: 'TikTok desk' }).getByText('changed').waitFor();
    expect(await changes.getByText('the same').count()).toBe(3);
    await page.getByRole('button', { name: 'Change 1 recipient' }).click();
    await rowOf('TikTok desk').waitFor();
  });

  it('sees beside the form what every edit does, and what would go today', async () => {
    await page.goto(`${demo.url}/recipients/${demo.recipientId}`);
    const preview = page.getByRole('complementary', { name: 'Preview' });
    await preview.getByText('An invented referral. Nothing in it is real.').waitFor();
    const row = preview.getByRole('region', { name: 'Columns in order' });
    expect(await row.locator('dt').first().textContent()).toBe('referral_id');
    await page.getByRole('button', { name: 'Move referral_id down' }).press('Enter');
    await expect
      .poll(() => row.locator('dt').first().textContent(), { timeout: 20_000 })
      .toBe('schema_version');
    await page.getByLabel('Grooming', { exact: true }).fill('Minors, contact with');
    await row.getByText('Minors, contact with').waitFor();
    await preview.getByLabel('Files').selectOption({ label: 'Letter as a page (HTML)' });
    await preview.getByRole('region', { name: 'letter.html' }).getByText('Minors, contact with').waitFor();
    const today = preview.getByRole('region', { name: 'Today' });
    await today.getByText('1 referral would go').waitFor();
    await page.getByRole('checkbox', { name: 'In use' }).uncheck();
    await today.getByText('the recipient is not in use').waitFor();
    await page.getByRole('textbox', { name: 'Jurisdiction' }).fill('');
    await preview.getByText('Correct the marked fields to see what they change.').waitFor();
    // An admin has no content by default.
    expect(await preview.getByLabel('Show one that is ready').count()).toBe(0);
  });
});

describe('a referrer', () => {
  it('sees on the desk what would go today', async () => {
    const desk = await openDesk(browser);
    const referrer = demo.people.get('referrer');
    if (!referrer) throw new Error('The demo has no referrer');
    await bringSession(desk.context, referrer, demo.url);
    await desk.page.goto(`${demo.url}/referrals/${demo.recipientId}`);
    await desk.page.getByRole('heading', { name: 'Today' }).waitFor();
    await desk.page.getByText('1 referral would go').waitFor();
    expect(desk.complaints).toEqual([]);
  });
});

describe('a schedule', () => {
  it('is set by an admin who sees when it is next, and builds what is ready without anybody asking', async () => {
    await page.goto(`${demo.url}/recipients/${demo.recipientId}`);
    await page.getByLabel('Build batches').selectOption({ label: 'At times of the day' });
    const times = page.getByLabel('Times', { exact: true });
    await times.fill('five');
    const next = page.getByRole('status').filter({ hasText: 'next' });
    await next.getByText('Correct the marked fields to see when it is next.').waitFor();
    await save();
    await page.getByText('Times of day, as 09:00, 17:00.').waitFor();
    await times.fill('9:00 17:00');
    await page.getByLabel('Time zone').selectOption({ label: 'Asia/Bangkok' });
    await page.getByLabel('At least').fill('1');
    await page.getByText(/^Next: .*(09|17):00 GMT\+7.*(09|17):00 GMT\+7/).waitFor();
    await save();
    await page
      .getByRole('region', { name: 'Recipients' })
      .getByText(/^Next: .*(09|17):00/)
      .waitFor();
    await page.reload();
    expect(await times.inputValue()).toBe('09:00, 17:00');

    const desk = await openDesk(browser);
    const referrer = demo.people.get('referrer');
    if (!referrer) throw new Error('The demo has no referrer');
    await bringSession(desk.context, referrer, demo.url);
    await desk.page.goto(`${demo.url}/referrals/${demo.recipientId}`);
    await desk.page.getByText(/^Next batches: .*(09|17):00.*, 1 referral ready\.$/).waitFor();
    const batches = desk.page.getByRole('list', { name: 'Batches' }).getByRole('link');
    await batches.first().waitFor();
    const before = await batches.count();
    // As if that time had come.
    await stack.owner.query('update recipients set schedule_due_at = now() where id = $1', [
      demo.recipientId,
    ]);
    await expect
      .poll(
        async () => {
          const { rows } = await stack.owner.query<{ state: string }>(
            'select state from batches where recipient_id = $1 and created_by is null',
            [demo.recipientId],
          );
          return rows.map(({ state }) => state);
        },
        { timeout: 30_000 },
      )
      .toEqual(['BUILT']);
    await desk.page.reload();
    await desk.page.getByText(/Last: .*, built\.$/).waitFor();
    await expect.poll(() => batches.count(), { timeout: 20_000 }).toBe(before + 1);
    await desk.page.getByText(/^Next batches: .*, 0 referrals ready\.$/).waitFor();
    expect(desk.complaints).toEqual([]);
  });
});
