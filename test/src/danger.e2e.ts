import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AnalystBrowser, removeProfile, startAnalystBrowser } from './browser/analyst-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { chooseWhy } from './browser/fill-flag.ts';
import { facebookPosts, facebookPostUrl } from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { stopBackground } from './browser/stop-background.ts';
import { FaultProxy } from './faults/fault-proxy.ts';
import { findBarriers } from './screens/find-barriers.ts';
import { ALARM_MS } from './screens/panel-walk.ts';
import { freePort } from './stack/free-port.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { until } from './stack/until.ts';

let proxy: FaultProxy;
let stack: Stack;
let sites: FixtureSites;
let browser: AnalystBrowser;
let panel: Page;

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';
/** After this long without delivery the panel is loud. */
const LOUD_MS = 60_000;

beforeAll(async () => {
  proxy = await FaultProxy.start(await freePort());
  [stack, sites] = await Promise.all([
    startStack({
      database: await sharedDatabase(),
      start: ['api'],
      settings: {
        LAPWING_PUBLIC_URL: proxy.url,
        LAPWING_EMERGENCY_CONTACTS: 'Police: 191; Child helpline: 1300',
      },
    }),
    serveFixtureSites(),
  ]);
  proxy.passTo(stack.url);
  const analyst = await enrolPerson({ store: stack.store, url: proxy.url }, ['analyst'], 'Ada Example');
  browser = await startAnalystBrowser({
    arguments: sites.browserArguments,
    server: proxy.url,
    permissions: ['notifications'],
  });
  await bringSession(browser.context, analyst, proxy.url);
  await browser.page.goto(facebookPostUrl(facebookPosts.amber));
  panel = await browser.pressToolbar(browser.page);
  await pairExtension(browser, panel, proxy.url);
});

afterAll(async () => {
  await browser?.close();
  if (browser) await removeProfile(browser.profile);
  await sites?.close();
  await stack?.stop();
  await proxy?.close();
});

beforeEach(async () => {
  keepPicturesOfFailure(() => [browser.context]);
  proxy.next();
  proxy.passTo(stack.url);
  await panel.getByRole('button', { name: 'Flag', exact: true }).click();
  await clear();
});

const report = () => panel.getByRole('region', { name: 'Imminent danger' });
const alert = () => report().getByRole('alert');
const checklist = () => panel.getByRole('heading', { name: 'A child may be in danger now' });
const received = () => report().getByText(/^The server has it: \d\d:\d\d$/);
const seen = () => report().getByRole('button', { name: 'I have seen it' });
/** Empties the form, if anything is in it. */
async function clear(): Promise<void> {
  const button = panel.getByRole('button', { name: 'Clear' });
  if (await button.isVisible()) await button.click();
}
const badge = (text: string, withinMs = 20_000) =>
  until(`the toolbar button says “${text}”`, async () => (await browser.badge()) === text, { withinMs });

let addresses = 0;
function newAddress(): string {
  addresses += 1;
  return `https://www.facebook.com/danger.example/posts/${3_000_000 + addresses}`;
}

/** Opens the checklist, fills in by hand what a flag needs, and sends. */
async function sendDanger(url = newAddress()): Promise<string> {
  await panel.getByRole('button', { name: 'Flag', exact: true }).click();
  await panel.getByRole('button', { name: 'A child may be in danger now' }).click();
  await panel.getByLabel('Address').fill(url);
  await panel.getByLabel('planned meeting').check();
  await chooseWhy(panel, { category: 'Grooming', severity: 4 });
  await panel.getByRole('button', { name: /^Save/ }).click();
  await expect.poll(() => panel.getByLabel('Address').inputValue()).toBe('');
  return url;
}

async function flagsOf(url: string): Promise<{ item: string; danger: unknown }[]> {
  const { rows } = await stack.owner.query(
    'select item_id as item, imminent_danger as danger from flags where url_original = $1',
    [url],
  );
  return rows;
}

/** The panel confirms the item that the server made of it; its person says that she has seen it. */
async function confirmed(url: string, patience = 20_000): Promise<void> {
  await received().waitFor({ timeout: patience });
  const [flag] = await flagsOf(url);
  expect(await report().textContent()).toContain(flag?.item);
  expect(await flagsOf(url)).toHaveLength(1);
  await badge('');
  await seen().click();
  await received().waitFor({ state: 'detached' });
}

/** What axe finds in the panel as it is, light and dark. */
async function barriers(): Promise<string[]> {
  const light = await findBarriers(panel);
  await panel.emulateMedia({ colorScheme: 'dark' });
  const dark = await findBarriers(panel, ['color-contrast']);
  await panel.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark];
}

const focusIsIn = (role: string) =>
  panel.evaluate(`document.activeElement?.closest('[role=${role}]') !== null`);

describe('the checklist of imminent danger', () => {
  it.each([
    ['a text field', () => panel.getByLabel('Note').focus()],
    ['a list', () => panel.getByLabel('Urgency').focus()],
    ['my flags', () => panel.getByRole('button', { name: 'My flags' }).click()],
    [
      'a dialog of the settings',
      async () => {
        await panel.getByRole('button', { name: 'Settings' }).click();
        await panel.getByRole('button', { name: 'Unpair' }).click();
        await panel.getByRole('dialog').waitFor();
      },
    ],
  ])('is two keys away from %s', async (_, go) => {
    await go();
    await panel.keyboard.press('Escape');
    await panel.keyboard.press('0');
    await checklist().waitFor();
    expect(await panel.evaluate('document.activeElement.id')).toBe('imminent-title');
    const call = panel.getByRole('list', { name: /Emergency contacts/ }).getByRole('link');
    expect(await call.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
      'tel:191',
      'tel:1300',
    ]);
  });

  const captured = (post: { id: string }) =>
    expect.poll(() => panel.getByLabel('Address').inputValue()).toContain(post.id);

  it('comes with the page when the keyboard command of the browser is pressed, over whatever is in the panel', async () => {
    await browser.pressToolbar(browser.page);
    await captured(facebookPosts.amber);
    await clear();
    await panel.getByRole('button', { name: 'My flags' }).click();
    await browser.pressDanger(browser.page);
    await checklist().waitFor();
    await captured(facebookPosts.amber);
  });

  it('keeps work on something else as an unfinished flag', async () => {
    await panel.getByLabel('Address').fill(newAddress());
    await panel.getByLabel('Note').fill('Something else.');
    await browser.pressDanger(browser.page);
    await checklist().waitFor();
    await captured(facebookPosts.amber);
    await panel.getByText('1 unfinished flag').click();
    await panel.getByRole('button', { name: 'Discard' }).click();
    await panel
      .getByRole('dialog')
      .getByRole('button', { name: /^Discard/ })
      .click();
    await panel.getByText('1 unfinished flag').waitFor({ state: 'detached' });
  });
});

describe('imminent danger that arrives', () => {
  it('takes five keys, records whom she called and when, and confirms time and item until she has seen it', async () => {
    await browser.page.goto(facebookPostUrl(facebookPosts.camp));
    await browser.pressToolbar(browser.page);
    await expect.poll(() => panel.getByLabel('Address').inputValue()).toContain(facebookPosts.camp.id);
    const url = await panel.getByLabel('Address').inputValue();
    await panel.getByRole('button', { name: 'A child may be in danger now' }).focus();
    for (const key of ['0', 'n', 'd', '4']) await panel.keyboard.press(key);
    await panel.getByRole('button', { name: 'I called Police' }).click();
    await panel.keyboard.press('Control+Enter');
    await received().waitFor();
    const [flag] = await flagsOf(url);
    expect(flag?.danger).toMatchObject({
      basis: ['PLANNED_MEETING'],
      lawEnforcement: { agency: 'Police', reference: 'none given' },
    });
    expect(await barriers()).toEqual([]);
    await panel.reload();
    await confirmed(url);
    await panel.reload();
    await panel.getByLabel('Address').waitFor();
    expect(await received().count()).toBe(0);
  });

  it('passes an ordinary flag that hangs on its way', async () => {
    proxy.next({ kind: 'HOLD', when: 'BEFORE' });
    const ordinary = newAddress();
    await panel.getByLabel('Address').fill(ordinary);
    await chooseWhy(panel, { category: 'Grooming', severity: 2 });
    await panel.getByRole('button', { name: /^Save/ }).click();
    await until('the ordinary flag has left', () => proxy.sent(ordinary).times === 1);
    const url = await sendDanger();
    await confirmed(url);
    await until('the ordinary flag was sent again', () => proxy.sent(ordinary).times === 2);
    proxy.release();
    await until('it is there', async () => (await flagsOf(ordinary)).length > 0);
    expect(await flagsOf(ordinary)).toHaveLength(1);
  });

  it('is tried again within seconds by a server that asks for an hour', async () => {
    const busy = { kind: 'ANSWER', status: 503, body: '', headers: { 'retry-after': '3600' } } as const;
    proxy.next(busy);
    const url = await sendDanger();
    await report().getByText('The server answers, but does not take it at the moment.').waitFor();
    await badge('…');
    expect(await barriers()).toEqual([]);
    await confirmed(url, 30_000);
    expect(proxy.sent(url)).toEqual({ times: 2, keys: 1 });
  });
});

describe('imminent danger that does not arrive', () => {
  const notices = () => panel.evaluate<Record<string, boolean>>('chrome.notifications.getAll()');

  it('is loud at once where waiting is no use, says whom to call, and goes out once she has paired again', async () => {
    const unknown = { type: 'about:blank', slug: 'unauthenticated', title: 'No', status: 401 };
    const requestId = '7f3d2c1a-1111-4111-8111-111111111111';
    proxy.next({ kind: 'ANSWER', status: 401, body: JSON.stringify({ ...unknown, requestId }) });
    await panel.getByRole('button', { name: 'A child may be in danger now' }).click();
    const allow = panel.getByRole('button', { name: 'Allow system notices' });
    await allow.click();
    await allow.waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'It is not imminent' }).click();
    const url = await sendDanger();
    await alert().getByText('The server does not have it. Call now.').waitFor();
    await alert()
      .getByText(/does not know this browser any more/)
      .waitFor();
    expect(await alert().getByRole('link').allTextContents()).toEqual(['191', '1300']);
    await expect.poll(() => focusIsIn('alert')).toBe(true);
    await badge('!');
    expect(await barriers()).toEqual([]);
    await expect.poll(async () => Object.keys(await notices())).toEqual(['imminent-danger']);
    await alert().getByRole('button', { name: 'Pair again' }).click();
    await pairExtension(browser, panel, proxy.url);
    await confirmed(url);
    expect(proxy.sent(url)).toEqual({ times: 2, keys: 1 });
  });

  it('is taken from the toolbar button when she withdraws it', async () => {
    proxy.passTo(NOWHERE);
    const url = await sendDanger();
    await badge('…');
    const outbox = panel.getByRole('region', { name: 'Outbox' });
    await outbox.getByRole('button', { expanded: false }).click();
    await outbox.getByRole('button', { name: 'Withdraw' }).first().click();
    await panel.getByRole('dialog').getByRole('button', { name: 'Withdraw the flag' }).click();
    await report().waitFor({ state: 'detached' });
    await badge('');
    await outbox.getByRole('button', { expanded: true }).click();
    expect(await flagsOf(url)).toEqual([]);
  });

  it('is loud after a minute though the panel was closed and the background ended, tries on every few seconds, and arrives', async () => {
    proxy.passTo(NOWHERE);
    const began = Date.now();
    const url = await sendDanger();
    await report().getByText('Imminent danger is being sent').waitFor();
    await until('it was tried three times', () => proxy.sent(url).times >= 3);
    await stopBackground(panel);
    await panel.close();
    await badge('!', LOUD_MS + ALARM_MS);
    expect(Date.now() - began).toBeGreaterThanOrEqual(LOUD_MS);

    panel = await browser.pressToolbar(browser.page);
    await alert().getByText('The server cannot be reached.').waitFor();
    await expect.poll(() => focusIsIn('alert')).toBe(true);
    await expect.poll(async () => Object.keys(await notices())).toEqual(['imminent-danger']);
    const tried = proxy.sent(url).times;
    await until('it is tried on', () => proxy.sent(url).times >= tried + 2);
    await stopBackground(panel);
    await until('it is tried on by another background', () => proxy.sent(url).times >= tried + 4);
    proxy.passTo(stack.url);
    await confirmed(url);
    expect(proxy.sent(url).keys).toBe(1);
  });
});
