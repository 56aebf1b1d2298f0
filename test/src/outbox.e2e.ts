import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AnalystBrowser,
  remembersGrant,
  removeProfile,
  startAnalystBrowser,
} from './browser/analyst-browser.ts';
import { bringSession, type EnrolledPerson, enrolPerson } from './browser/enrol-person.ts';
import { chooseWhy } from './browser/fill-flag.ts';
import { facebookPosts, facebookPostUrl, youtubeCommentUrl } from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { ALARM_MS } from './screens/panel-walk.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { until } from './stack/until.ts';

let stack: Stack;
let sites: FixtureSites;
let browser: AnalystBrowser;
let panel: Page;
let analyst: EnrolledPerson;

const start = (profile?: string) =>
  startAnalystBrowser({
    arguments: sites.browserArguments,
    server: stack.url,
    ...(profile === undefined ? {} : { profile }),
  });

/** Every flag in the database: how often its key is there, and how many addresses it names. */
async function flagCounts(): Promise<{ flags: number; keys: number; addresses: number }> {
  const { rows } = await stack.owner.query(
    'select count(*)::int flags, count(distinct idempotency_key)::int keys, count(distinct url_original)::int addresses from flags',
  );
  return rows[0];
}

const outboxLine = () => panel.getByRole('region', { name: 'Outbox' });

async function openOutbox(): Promise<void> {
  const line = outboxLine().getByRole('button', { expanded: false });
  if (await line.isVisible()) await line.click();
}

async function save(url: string, button: string): Promise<void> {
  await browser.page.goto(url);
  panel = await browser.pressToolbar(browser.page);
  await expect.poll(() => panel.getByLabel('Address').inputValue()).toBe(url);
  await chooseWhy(panel, { category: 'Grooming', severity: 2 });
  await panel.getByRole('button', { name: button }).click();
}

beforeAll(async () => {
  [stack, sites] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    serveFixtureSites(),
  ]);
  analyst = await enrolPerson(stack, ['analyst'], 'Ada Example');
  browser = await start();
  await bringSession(browser.context, analyst, stack.url);
  await browser.page.goto(facebookPostUrl(facebookPosts.amber));
  panel = await browser.pressToolbar(browser.page);
  await pairExtension(browser, panel, stack.url);
});

afterAll(async () => {
  await browser?.close();
  if (browser) await removeProfile(browser.profile);
  await sites?.close();
  await stack?.stop();
});

describe('the outbox of the extension', () => {
  beforeEach(() => keepPicturesOfFailure(() => [browser.context]));

  it('keeps a flag that was saved without a network, and sends it once when the network is back', async () => {
    await browser.page.goto(facebookPostUrl(facebookPosts.amber));
    panel = await browser.pressToolbar(browser.page);
    await browser.context.setOffline(true);
    await chooseWhy(panel, { category: 'Grooming', severity: 2 });
    await panel.getByRole('button', { name: 'Save: offline' }).click();
    await outboxLine().getByText('1 flag waiting to be sent', { exact: true }).first().waitFor();
    expect(await flagCounts()).toEqual({ flags: 0, keys: 0, addresses: 0 });

    await browser.context.setOffline(false);
    await outboxLine()
      .getByText('Last flag accepted', { exact: true })
      .first()
      .waitFor({ timeout: ALARM_MS });
    expect(await flagCounts()).toEqual({ flags: 1, keys: 1, addresses: 1 });
  });

  it('keeps flags while the server is away, and sends each once when it is back', async () => {
    await stack.services.api.kill();
    await save(facebookPostUrl(facebookPosts.camp), 'Save and send');
    await outboxLine().getByText('1 flag waiting to be sent', { exact: true }).first().waitFor();
    await save(facebookPostUrl(facebookPosts.hotel), 'Save: offline');
    await outboxLine().getByText('2 flags waiting to be sent', { exact: true }).first().waitFor();

    await stack.services.api.start();
    await openOutbox();
    const tryNow = outboxLine().getByRole('button', { name: 'Try now' });
    const accepted = outboxLine().getByText('Last flag accepted', { exact: true }).first();
    // On a slow machine the outbox may have tried by itself before the button is reached.
    await tryNow.or(accepted).first().waitFor();
    await tryNow.click({ timeout: 5_000 }).catch(() => accepted.waitFor());
    await accepted.waitFor();
    expect(await flagCounts()).toEqual({ flags: 3, keys: 3, addresses: 3 });
  });

  it('sends once what was on its way when the browser was killed', async () => {
    // A stopped process takes connections and answers nothing: the flag is between "saved" and "accepted".
    await until('the browser has kept what it was allowed', () => remembersGrant(browser));
    const api = stack.services.api.pid();
    if (api === undefined) throw new Error('The API does not run');
    process.kill(api, 'SIGSTOP');
    try {
      await save(youtubeCommentUrl, 'Save and send');
      await outboxLine().getByText('Sending', { exact: true }).first().waitFor();
      await browser.kill();
    } finally {
      process.kill(api, 'SIGCONT');
    }

    browser = await start(browser.profile);
    await until('the flag has arrived', async () => (await flagCounts()).flags >= 4);
    await browser.page.goto(facebookPostUrl(facebookPosts.amber));
    panel = await browser.pressToolbar(browser.page);
    await expect
      .poll(
        () =>
          outboxLine()
            .getByText(/Last flag accepted/)
            .first()
            .isVisible(),
        { timeout: 40_000 },
      )
      .toBe(true);
    expect(await flagCounts()).toEqual({ flags: 4, keys: 4, addresses: 4 });
  });

  it('asks to pair again after its pairing was revoked, keeps the flag, and sends it after that', async () => {
    const consolePage = await browser.context.newPage();
    await bringSession(browser.context, analyst, stack.url);
    await consolePage.goto(`${stack.url}/settings`);
    await consolePage.getByRole('button', { name: 'Revoke' }).click();
    await consolePage.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await consolePage.getByText('Nothing is paired').waitFor();
    await consolePage.close();

    await expect
      .poll(() => panel.getByLabel('Address').inputValue())
      .toBe(facebookPostUrl(facebookPosts.amber));
    await chooseWhy(panel, { category: 'Grooming', severity: 2 });
    await panel.getByLabel('Note').fill('Another person answered below.');
    await panel.getByRole('button', { name: /^Save/ }).click();
    await outboxLine()
      .getByText(/Pair again to send/)
      .first()
      .waitFor();
    expect((await flagCounts()).flags).toBe(4);

    await panel.getByRole('alert').getByRole('button', { name: 'Pair again' }).click();
    await pairExtension(browser, panel, stack.url);
    await outboxLine()
      .getByText(/Last flag accepted/)
      .first()
      .waitFor();
    expect(await flagCounts()).toEqual({ flags: 5, keys: 5, addresses: 4 });
  });
});
