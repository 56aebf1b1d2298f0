import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createBatches } from '@lapwing/store/batches/create-batches';
import { finishBatch } from '@lapwing/store/batches/finish-batch';
import { markBatchSent } from '@lapwing/store/batches/mark-batch-sent';
import { repositoryRoot } from '@lapwing/store/environment';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { ensureReadyMadeRecipients } from '@lapwing/store/recipients/ensure-ready-made-recipients';
import { confirmItem } from '@lapwing/store/testing/confirmed-item';
import { recipientBySlug } from '@lapwing/store/testing/ready-referrals';
import { addPerson, freshKey, invent } from '@lapwing/store/testing/workspace';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AnalystBrowser, removeProfile, startAnalystBrowser } from './browser/analyst-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { facebookPosts, facebookPostUrl, walledPostUrl } from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { findBarriers } from './screens/find-barriers.ts';
import { ALARM_MS } from './screens/panel-walk.ts';
import { type Language, wordsIn } from './screens/words.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

const pictures = join(repositoryRoot, 'test/artifacts/recheck');
const t = wordsIn('en');

const thereUrl = facebookPostUrl(facebookPosts.amber);
const goneUrl = 'https://www.facebook.com/lapwing.gone.example/posts/1029384799';

/** A busy server is asked again after a while, at the latest by an alarm. */
const patience = { timeout: 2 * ALARM_MS };

let stack: Stack;
let sites: FixtureSites;
let browser: AnalystBrowser;
let panel: Page;

/** Posts that the person flagged and that were sent to Meta; the first has been due the longest. */
async function sendToMeta(personId: string, urls: readonly string[]): Promise<void> {
  const { store } = stack;
  const analyst = { personId, requestId: 'test' };
  await ensureReadyMadeRecipients(store);
  for (const url of urls) {
    await acceptFlag(store, analyst, invent({ url }), { idempotencyKey: freshKey() });
    await confirmItem(store, { url });
  }
  const referrer = await addPerson(store, ['referrer']);
  const recipientId = await recipientBySlug(store, 'meta');
  for (const { batchId } of await createBatches(
    store,
    referrer,
    { recipientId },
    { idempotencyKey: freshKey() },
  )) {
    await finishBatch(store, batchId, []);
    await markBatchSent(store, referrer, { batchId, sentAt: new Date().toISOString() });
  }
  for (const [index, url] of urls.entries())
    await stack.owner.query(
      `update referrals set recheck_due_at = now() - $2 * interval '1 hour'
       where item_id in (select item_id from flags where url_original = $1) and sent_at is not null`,
      [url, urls.length - index],
    );
}

/** What is recorded of an address: what was seen, and what it became. */
async function recorded(url: string): Promise<unknown[]> {
  const { rows } = await stack.owner.query(
    `select distinct rechecks.id, rechecks.finding, outcomes.kind, outcomes.source
     from rechecks join referrals on referrals.id = rechecks.referral_id
     join flags on flags.item_id = referrals.item_id
     left join outcomes on outcomes.id = rechecks.outcome_id where flags.url_original = $1`,
    [url],
  );
  return rows.map(({ finding, kind, source }) => ({ finding, kind, source }));
}

const filterOf = (page: Page) => page.evaluate<string>('getComputedStyle(document.documentElement).filter');
const tabAt = (url: string) => {
  const found = browser.context.pages().filter((page) => page.url() === url);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} tabs show ${url}`);
  return found[0];
};

/** Pictures of the panel as it is, small, light and dark; what axe finds in both. */
async function look(name: string): Promise<string[]> {
  const found: string[] = [];
  await panel.setViewportSize({ width: 320, height: 760 });
  for (const colorScheme of ['dark', 'light'] as const) {
    await panel.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await panel.screenshot({ path: join(pictures, `${name}-${colorScheme}-320.png`) });
    found.push(...(await findBarriers(panel, colorScheme === 'dark' ? ['color-contrast'] : undefined)));
  }
  return found;
}

async function speak(language: Language): Promise<void> {
  await panel.evaluate(`localStorage.setItem('lapwing.language', '${language}')`);
  await panel.reload();
}

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  [stack, sites] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    serveFixtureSites(),
  ]);
  browser = await startAnalystBrowser({
    arguments: sites.browserArguments,
    server: stack.url,
    sites: ['https://*.facebook.com/*', 'http://*.facebook.com/*'],
  });
  const analyst = await enrolPerson(stack, ['analyst'], 'Ada Example');
  await bringSession(browser.context, analyst, stack.url);
  await sendToMeta(analyst.personId, [thereUrl, goneUrl, walledPostUrl]);
  await browser.page.goto(facebookPostUrl(facebookPosts.camp));
  panel = await browser.pressToolbar(browser.page);
  await pairExtension(browser, panel, stack.url);
  // Safe viewing is off for the site, and on all the same where something is looked at again.
  await panel.evaluate(
    `chrome.storage.local.set({ 'safe-viewing': { everywhere: false, sites: { 'facebook.com': false } } })`,
  );
});

afterAll(async () => {
  await browser?.close();
  if (browser) await removeProfile(browser.profile);
  await sites?.close();
  await stack?.stop();
});

describe('looking again', () => {
  beforeEach(() => keepPicturesOfFailure(() => [browser.context]));
  const button = (name: string) => panel.getByRole('button', { name, exact: true });
  const due = () => panel.getByRole('list', { name: t('recheck:list') }).getByRole('listitem');

  it('lists what is due, the longest first, and opens one in a covered tab of its own', async () => {
    await button(t('extension:nav.mine')).click();
    await button(t('recheck:checkCount', { shown: '3' })).click();
    await expect.poll(() => due().count()).toBe(3);
    expect(await look('list-en')).toEqual([]);

    await due().first().getByRole('button').focus();
    await panel.keyboard.press('Enter');
    await panel.getByText(t('recheck:loaded'), { exact: true }).waitFor();
    await expect.poll(() => filterOf(tabAt(thereUrl))).toContain('grayscale');
    expect(await filterOf(browser.page)).toBe('none');
  });

  it('reads nothing before it is asked, then proposes; the analyst confirms by keyboard', async () => {
    expect(await panel.getByRole('radio', { checked: true }).count()).toBe(0);
    await panel.keyboard.press('r');
    await panel.getByText(t('recheck:reason.SEEN')).waitFor();
    expect(await panel.getByRole('radio', { name: t('recheck:finding.STILL_THERE') }).isChecked()).toBe(true);
    expect(await look('proposed-en')).toEqual([]);
    await panel.keyboard.press('Control+Enter');
    await expect.poll(() => due().count(), patience).toBe(2);
    await expect
      .poll(() => recorded(thereUrl), patience)
      .toEqual([{ finding: 'STILL_THERE', kind: null, source: null }]);
  });

  it('goes on with the next in the same tab, and what is gone becomes an outcome of her look', async () => {
    const tabs = browser.context.pages().length;
    // The keyboard is on the next one already.
    await panel.keyboard.press('Enter');
    await panel.getByText(t('recheck:loaded'), { exact: true }).waitFor();
    await expect
      .poll(() => browser.context.pages().some((page) => page.url() === goneUrl), patience)
      .toBe(true);
    expect(browser.context.pages()).toHaveLength(tabs);
    await panel.keyboard.press('r');
    await panel.getByText(t('recheck:reason.STATUS_GONE')).waitFor();
    await panel.keyboard.press('Control+Enter');
    await expect
      .poll(() => recorded(goneUrl), patience)
      .toEqual([{ finding: 'GONE', kind: 'REMOVED', source: 'ANALYST_RECHECK' }]);
  });

  it('cannot tell behind a sign-in; corrected offline, it waits and is recorded once', async () => {
    await expect.poll(() => due().count(), patience).toBe(1);
    await due().first().getByRole('button').click();
    await panel.getByText(t('recheck:loaded'), { exact: true }).waitFor();
    await panel.keyboard.press('r');
    await panel.getByText(t('recheck:reason.WALL')).waitFor();
    expect(await panel.getByRole('radio', { name: t('recheck:finding.CANNOT_TELL') }).isChecked()).toBe(true);

    await speak('th');
    const th = wordsIn('th');
    await button(th('extension:nav.mine')).click();
    await panel.getByText(th('recheck:question')).waitFor();
    expect(await look('look-th')).toEqual([]);
    await speak('en');
    await button(t('extension:nav.mine')).click();
    await panel.getByText(t('recheck:question')).waitFor();

    await panel.keyboard.press('2');
    await browser.context.setOffline(true);
    await panel.keyboard.press('Control+Enter');
    await panel.getByText(t('recheck:waiting', { count: 1 })).waitFor();
    expect(await recorded(walledPostUrl)).toEqual([]);
    expect(await look('waiting-en')).toEqual([]);
    await browser.context.setOffline(false);
    await expect
      .poll(() => recorded(walledPostUrl), patience)
      .toEqual([{ finding: 'RESTRICTED', kind: 'RESTRICTED', source: 'ANALYST_RECHECK' }]);
    await panel.getByText(t('recheck:empty')).waitFor(patience);
    expect(await look('empty-en')).toEqual([]);
  });

  it('leaves the site as its switch says once the tab is closed, and keeps nothing', async () => {
    await tabAt(walledPostUrl).close();
    await expect.poll(() => panel.evaluate(`chrome.storage.session.get('recheck-tabs')`)).toEqual({});
    expect(await panel.evaluate(`chrome.storage.local.get('looks')`)).toEqual({});
    await expect
      .poll(() => panel.evaluate(`chrome.scripting.getRegisteredContentScripts().then((all) => all.length)`))
      .toBe(0);
  });
});
