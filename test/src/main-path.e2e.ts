import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Role } from '@lapwing/contracts';
import { repositoryRoot } from '@lapwing/store/environment';
import { ensureFirstAdminLink } from '@lapwing/store/people/ensure-first-admin-link';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { type AnalystBrowser, removeProfile, startAnalystBrowser } from './browser/analyst-browser.ts';
import { type Desk, openDesk, startConsoleBrowser } from './browser/console-browser.ts';
import { chooseWhy } from './browser/fill-flag.ts';
import {
  facebookPosts,
  facebookPostUrl,
  youtubeComment,
  youtubeCommentUrl,
} from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { joinInConsole, signInToConsole } from './browser/join-in-console.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { confirmByKey, openTextByKey } from './browser/triage-by-keyboard.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

const runProgram = promisify(execFile);
const post = facebookPostUrl(facebookPosts.amber);
const explanation = 'An adult asks a child for her age, for secrecy, and for contact in a private app.';

let stack: Stack;
let sites: FixtureSites;
let analystBrowser: AnalystBrowser;
let consoleBrowser: Browser;
let panel: Page;
const desks: Record<'admin' | 'reviewer' | 'lead' | 'referrer', Desk | undefined> = {
  admin: undefined,
  reviewer: undefined,
  lead: undefined,
  referrer: undefined,
};
const links = new Map<string, string>();

function deskOf(role: keyof typeof desks): Desk {
  const desk = desks[role];
  if (!desk) throw new Error(`The ${role} has not joined`);
  return desk;
}

const newcomer = (name: string) => ({
  name,
  email: `${name.toLowerCase()}@lapwing.example`,
  password: randomBytes(12).toString('base64url'),
});

async function invite(page: Page, name: string, roles: readonly Role[]): Promise<void> {
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('E-mail').fill(`${name.toLowerCase()}@lapwing.example`);
  for (const role of roles) await dialog.getByRole('checkbox', { name: new RegExp(`^${role}`, 'i') }).check();
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const made = page.getByRole('dialog', { name: `One-time link for ${name}` });
  links.set(name, await made.getByLabel('Link to hand over').inputValue());
  await made.getByRole('button', { name: 'Close' }).last().click();
}

function linkOf(name: string): string {
  const link = links.get(name);
  if (link === undefined) throw new Error(`${name} was not invited`);
  return link;
}

const queueRow = (page: Page, category: string) =>
  page.getByRole('list', { name: 'Items' }).getByRole('link', { name: new RegExp(category) });

beforeAll(async () => {
  [stack, sites, consoleBrowser] = await Promise.all([
    startStack({ database: await sharedDatabase() }),
    serveFixtureSites(),
    startConsoleBrowser(),
  ]);
  await ensureReadyMadeRecipients(stack.store);
  analystBrowser = await startAnalystBrowser({ arguments: sites.browserArguments, server: stack.url });
});

afterAll(async () => {
  await analystBrowser?.close();
  if (analystBrowser) await removeProfile(analystBrowser.profile);
  await consoleBrowser?.close();
  await sites?.close();
  await stack?.stop();
});

describe('from a click in the browser to a referral in hand', () => {
  // One path: behind a broken step there is nothing to see.
  let broken = false;
  beforeEach(({ skip }) => {
    if (broken) skip('an earlier step failed');
    onTestFailed(() => {
      broken = true;
    });
    keepPicturesOfFailure(() => [analystBrowser.context, ...consoleBrowser.contexts()]);
  });

  it('lets the first admin in through the one-time link, with a second factor', async () => {
    const link = await ensureFirstAdminLink(stack.store, stack.url);
    if (link === null) throw new Error('Somebody has joined before the first admin');
    const desk = await openDesk(consoleBrowser);
    desks.admin = desk;
    const admin = newcomer('Alma');
    const secret = await joinInConsole(desk.page, link, admin);
    expect(await ensureFirstAdminLink(stack.store, stack.url)).toBeNull();

    // An open page asks from time to time, and would be told that nobody is signed in.
    await desk.page.goto('about:blank');
    await desk.context.clearCookies();
    await signInToConsole(desk.page, stack.url, { ...admin, secret });
    await desk.page.getByRole('link', { name: 'People' }).click();
    expect(await desk.page.getByRole('list', { name: 'People' }).textContent()).toContain('Alma');
  });

  it('invites the others, who join with a second factor', async () => {
    const { page } = deskOf('admin');
    await invite(page, 'Ada', ['analyst', 'reviewer']);
    await invite(page, 'Rhea', ['reviewer']);
    await invite(page, 'Lena', ['reviewer', 'lead']);
    await invite(page, 'Rafael', ['referrer']);

    for (const [role, name] of [
      ['reviewer', 'Rhea'],
      ['lead', 'Lena'],
      ['referrer', 'Rafael'],
    ] as const) {
      const desk = await openDesk(consoleBrowser);
      desks[role] = desk;
      await joinInConsole(desk.page, linkOf(name), newcomer(name));
    }
    await joinInConsole(analystBrowser.page, linkOf('Ada'), newcomer('Ada'));
  });

  it("pairs the analyst's extension by device code", async () => {
    await analystBrowser.page.goto(post);
    panel = await analystBrowser.pressToolbar(analystBrowser.page);
    const code = await pairExtension(analystBrowser, panel, stack.url);
    expect(code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
  });

  it('flags a post from the side panel, which appears live and scored in the queue of a reviewer', async () => {
    const reviewer = deskOf('reviewer').page;
    await reviewer.goto(`${stack.url}/queue`);
    await reviewer.getByText('The queue is empty').waitFor();

    await expect.poll(() => panel.getByLabel('Address').inputValue()).toBe(post);
    expect(await panel.getByLabel('Author').inputValue()).toBe(facebookPosts.amber.author.handle);
    await panel.getByText('Facebook · post').waitFor();
    await chooseWhy(panel, {
      category: 'Grooming',
      severity: 2,
      note: 'Writes below posts of a school choir.',
    });
    await panel.getByRole('button', { name: 'Save and send' }).click();
    await panel.getByText('Last flag accepted').first().waitFor();

    await queueRow(reviewer, 'Grooming').waitFor();
    await queueRow(reviewer, 'Grooming')
      .getByText(/score\s(?:[<>]\s)?\d+\s%/)
      .waitFor();
  });

  it('flags a comment from the context menu', async () => {
    const { page } = analystBrowser;
    await page.goto(youtubeCommentUrl);
    await analystBrowser.pressToolbar(page);
    await expect.poll(() => panel.getByLabel('Address').inputValue()).toBe(youtubeCommentUrl);
    const words = page.locator('#content-text').first();
    await words.selectText();
    await analystBrowser.chooseFromMenu(page, {
      entry: 'selection',
      selectionText: (await words.textContent()) ?? '',
    });
    await expect.poll(() => panel.getByLabel('Author').inputValue()).toBe(youtubeComment.author.handle);
    await panel.getByText('YouTube · comment').waitFor();
    await panel.getByText(`${youtubeComment.text.length} characters, hidden`).waitFor();
    await chooseWhy(panel, { category: 'Exploitation in travel and tourism', severity: 3 });
    await panel.getByRole('button', { name: 'Save and send' }).click();

    const reviewer = deskOf('reviewer').page;
    await queueRow(reviewer, 'travel and tourism')
      .getByText(/score\s(?:[<>]\s)?\d+\s%|no score/)
      .first()
      .waitFor();
    const { rows } = await stack.owner.query(
      'select count(*)::int flags, count(distinct idempotency_key)::int keys from flags',
    );
    expect(rows).toEqual([{ flags: 2, keys: 2 }]);
  });

  it('does not let the analyst decide about what she flagged', async () => {
    const { page } = analystBrowser;
    await page.goto(`${stack.url}/queue`);
    await queueRow(page, 'Grooming').click();
    await page.getByText('You flagged this item, so a different person decides it.').waitFor();
    expect(await page.getByRole('button', { name: 'Take this item' }).count()).toBe(0);
    const itemId = page.url().split('/').at(-1);
    const answer = await page.request.post(`${stack.url}/v1/claims`, {
      data: { itemId },
      headers: { origin: stack.url },
    });
    expect(answer.status()).toBe(403);
    expect(await answer.json()).toMatchObject({ slug: 'two-people' });
  });

  it('is confirmed by a reviewer with nothing but keys', async () => {
    const { page } = deskOf('reviewer');
    await page.keyboard.press('n');
    // The graver one comes first; it goes to a second reviewer, and the next item loads by itself.
    await page.getByRole('heading', { name: 'Exploitation in travel and tourism' }).waitFor();
    await page.getByText('You hold this item').waitFor();
    expect(await page.getByText(youtubeComment.text).count()).toBe(0);
    await openTextByKey(page);
    await page.getByText(youtubeComment.text).waitFor();
    await confirmByKey(page, explanation);

    await page.getByRole('heading', { name: 'Grooming' }).waitFor();
    await openTextByKey(page);
    await page.getByText(facebookPosts.amber.text).waitFor();
    await confirmByKey(page, explanation);
    await page
      .getByText(/Ready for Meta/)
      .first()
      .waitFor();
    await page.getByText('Nothing is left to take').first().waitFor();
  });

  it('needs a second reviewer from severity 3 on, who does not see the first decision', async () => {
    const { page } = deskOf('lead');
    await page.goto(`${stack.url}/queue`);
    await queueRow(page, 'travel and tourism').waitFor();
    await page.keyboard.press('n');
    await page.getByRole('heading', { name: 'Exploitation in travel and tourism' }).waitFor();
    await page.getByText('Second review').first().waitFor();
    await page.getByText('Somebody decided before you.').waitFor();
    expect(await page.getByText(explanation).count()).toBe(0);
    await confirmByKey(page, explanation);
    await page
      .getByText(/Ready for Google/)
      .first()
      .waitFor();
  });

  it.each([
    ['Meta (Facebook, Instagram)', post],
    ['Google (YouTube, Drive, Sites, Search)', youtubeCommentUrl],
  ])('is referred to %s in one batch that verifies, and its outcome recorded', async (recipient, url) => {
    const { page } = deskOf('referrer');
    await page.goto(`${stack.url}/referrals`);
    await page.getByRole('link', { name: recipient }).click();
    await page.getByRole('button', { name: 'Preview what will be sent' }).click();
    const preview = page.getByRole('dialog', { name: `Preview for ${recipient}` });
    await preview.getByRole('cell', { name: url, exact: true }).first().waitFor();
    await preview.getByRole('button', { name: 'Build 1 batch' }).click();

    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download all (zip)' }).click();
    const archive = join(stack.dataDirectory, `${randomBytes(4).toString('hex')}.zip`);
    await (await downloading).saveAs(archive);
    const verified = await runProgram(process.execPath, [
      join(repositoryRoot, 'services/launcher/src/main.ts'),
      'verify',
      archive,
    ]);
    expect(verified.stdout).toContain('Everything is as it was signed.');

    // What a recipient with nothing but a web form gets is copied field by field, with one key for each.
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stack.url });
    await page.getByRole('link', { name: 'Fields to copy' }).click();
    await page.getByRole('button', { name: 'Copy: Address as seen', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Copied: Address as seen').first().waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(url);
    const next = page.getByRole('button', { name: /^Copy: / }).and(page.locator(':focus'));
    expect(await next.getAttribute('aria-label')).not.toBe('Copy: Address as seen');
    await page.getByRole('checkbox', { name: 'Entered in the form' }).check();
    await page.getByText('All are entered.').waitFor();
    await page.getByRole('link', { name: /^Batch / }).click();

    await page.getByRole('button', { name: 'Mark as sent' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mark as sent' }).click();
    await page.getByText('Marked as sent.').first().waitFor();
    await page.getByRole('button', { name: 'Record outcome' }).click();
    const dialog = page.getByRole('dialog', { name: 'What became of it?' });
    await dialog.getByLabel('Outcome').selectOption({ label: 'Removed' });
    await dialog.getByRole('button', { name: 'Record outcome' }).click();
    await page.getByText('Outcome recorded. The analyst sees it.').first().waitFor();
  });

  it('tells the analyst in her extension what became of it', async () => {
    await panel.getByRole('button', { name: 'My flags' }).click();
    const removed = panel.getByRole('list', { name: 'What became of it' }).getByText(/^Removed/);
    await expect.poll(() => removed.count()).toBe(2);
  });

  it('never asked the flagged sites for anything but what the analyst opened', () => {
    const opened = new Set(
      [new URL(post), new URL(youtubeCommentUrl)].map(({ host, pathname }) => host + pathname),
    );
    expect(sites.requests.filter((path) => !path.endsWith('/favicon.ico') && !opened.has(path))).toEqual([]);
  });

  it('showed nobody a broken page', () => {
    for (const desk of Object.values(desks)) expect(desk?.complaints).toEqual([]);
  });
});
