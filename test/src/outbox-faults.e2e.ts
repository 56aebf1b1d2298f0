import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AnalystBrowser,
  remembersGrant,
  removeProfile,
  startAnalystBrowser,
} from './browser/analyst-browser.ts';
import { bringSession, type EnrolledPerson, enrolPerson } from './browser/enrol-person.ts';
import { countRows, storeOpenly, tryToReadKey } from './browser/extension-database.ts';
import { chooseWhy } from './browser/fill-flag.ts';
import { facebookPosts, facebookPostUrl, youtubeCommentUrl } from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { extensionDatabases, filesWithWords } from './browser/search-profile.ts';
import { stopBackground } from './browser/stop-background.ts';
import { updateExtension } from './browser/update-extension.ts';
import { FaultProxy } from './faults/fault-proxy.ts';
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
let analyst: EnrolledPerson;

const start = (profile?: string) =>
  startAnalystBrowser({
    arguments: sites.browserArguments,
    server: proxy.url,
    ...(profile === undefined ? {} : { profile }),
  });

beforeAll(async () => {
  proxy = await FaultProxy.start(await freePort());
  [stack, sites] = await Promise.all([
    startStack({
      database: await sharedDatabase(),
      start: ['api'],
      settings: { LAPWING_PUBLIC_URL: proxy.url },
    }),
    serveFixtureSites(),
  ]);
  proxy.passTo(stack.url);
  analyst = await enrolPerson({ store: stack.store, url: proxy.url }, ['analyst'], 'Ada Example');
  browser = await start();
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

const outbox = () => panel.getByRole('region', { name: 'Outbox' });
const button = (name: string | RegExp) => outbox().getByRole('button', { name });
const says = (words: string | RegExp, patience = 20_000) =>
  outbox().getByText(words).first().waitFor({ timeout: patience });

async function openOutbox(): Promise<void> {
  const line = outbox().getByRole('button', { expanded: false }).first();
  if (await line.isVisible()) await line.click();
}

let addresses = 0;
/** An address that nobody flagged before. */
function newAddress(): string {
  addresses += 1;
  return `https://www.facebook.com/fault.example/posts/${2_000_000 + addresses}`;
}

/** Fills in a flag by hand and saves it. */
async function save(note: string, url = newAddress()): Promise<string> {
  await panel.getByLabel('Address').fill(url);
  await chooseWhy(panel, { category: 'Grooming', severity: 2, note });
  await panel.getByRole('button', { name: /^Save/ }).click();
  await expect.poll(() => panel.getByLabel('Address').inputValue()).toBe('');
  return url;
}

/** How often the database has a flag of this address. */
async function arrived(url: string): Promise<number> {
  const { rows } = await stack.owner.query('select count(*)::int from flags where url_original = $1', [url]);
  return rows[0].count;
}

/** Waits until the flag is accepted after so many requests, and nothing waits any more; it must be there once. */
async function arrivesOnce(url: string, times: number, patience = 20_000): Promise<void> {
  await until('the flag was sent', () => proxy.sent(url).times === times, { withinMs: patience });
  await until('the server has it', async () => (await arrived(url)) > 0);
  await says(/Last flag accepted/, patience);
  expect(await arrived(url)).toBe(1);
  expect(proxy.sent(url)).toEqual({ times, keys: 1 });
}

const problem = (status: number, slug: string) =>
  JSON.stringify({
    type: `${proxy.url}/problems/${slug}`,
    slug,
    title: 'No',
    status,
    requestId: '7f3d2c1a-1111-4111-8111-111111111111',
  });
const html = (title: string) => `<!doctype html><title>${title}</title><h1>${title}</h1>`;

beforeEach(() => {
  keepPicturesOfFailure(() => [browser.context]);
  proxy.next();
});

describe('a background that ends while it sends', () => {
  it('sends the flag again under the same key when the server had not heard of it', async () => {
    proxy.next({ kind: 'HOLD', when: 'BEFORE' });
    const url = await save('Ends before.');
    await until('the flag has left', () => proxy.sent(url).times === 1);
    await stopBackground(panel);
    expect(await arrived(url)).toBe(0);
    await arrivesOnce(url, 2);
    // What was held comes late, under a key that is known: it changes nothing.
    const late = proxy.answered;
    proxy.release();
    await until('what was held has been answered', () => proxy.answered > late);
    expect(await arrived(url)).toBe(1);
  });

  it('counts the flag once when the server had taken it', async () => {
    proxy.next({ kind: 'HOLD', when: 'AFTER' });
    const url = await save('Ends after.');
    await until('the server has it', async () => (await arrived(url)) === 1);
    await stopBackground(panel);
    await arrivesOnce(url, 2);
  });
});

describe('a background that ends while no panel is open', () => {
  it('is woken by its alarm and sends the flag again', async () => {
    proxy.next({ kind: 'HOLD', when: 'BEFORE' });
    const url = await save('Ends alone.');
    await until('the flag has left', () => proxy.sent(url).times === 1);
    // Its last page is closed right after it has ended.
    await stopBackground(panel);
    await panel.close();
    await until('the flag was sent again', () => proxy.sent(url).times === 2, { withinMs: ALARM_MS });
    panel = await browser.pressToolbar(browser.page);
    await arrivesOnce(url, 2);
  });
});

describe('an answer that is none', () => {
  it.each([
    ['a connection that breaks before the server heard', { kind: 'BREAK', when: 'BEFORE' }],
    ['a connection that breaks after the server took it', { kind: 'BREAK', when: 'AFTER' }],
    ['half an acceptance', { kind: 'REPLACE', status: 201, body: '{"flagId":"7f3d' }],
    ['an acceptance without numbers', { kind: 'REPLACE', status: 201, body: '{}' }],
    ['the sign-in page of a network', { kind: 'ANSWER', status: 200, body: html('Hotel') }],
    [
      'a redirect to the sign-in page of a network',
      { kind: 'ANSWER', status: 302, body: '', headers: { location: 'https://guesthouse.example/' } },
    ],
    ['a gateway without a server', { kind: 'ANSWER', status: 502, body: html('Bad gateway') }],
    ['a proxy to which the flag is too large', { kind: 'ANSWER', status: 413, body: html('Too large') }],
  ] as const)('%s keeps the flag, and it is sent again and counted once', async (name, fault) => {
    proxy.next(fault);
    const url = await save(`${name}.`);
    await arrivesOnce(url, 2);
  });

  it('is told in words while it lasts', async () => {
    const portal = { kind: 'ANSWER', status: 200, body: html('Hotel') } as const;
    proxy.next(...Array.from({ length: 20 }, () => portal));
    const url = await save('In a hotel.');
    await openOutbox();
    await says(/Something other than Lapwing answered/);
    proxy.next();
    const tried = proxy.sent(url).times;
    await button('Try now').click();
    await says(/Last flag accepted/);
    expect(proxy.sent(url).times).toBeGreaterThan(tried);
    expect([await arrived(url), proxy.sent(url).keys]).toEqual([1, 1]);
  });
});

describe('a server that asks for patience', () => {
  it.each([
    [429, 'too-many-requests'],
    [503, 'unavailable'],
  ])('with %i %s gets it, and later flags wait behind the first', async (status, slug) => {
    const wait = {
      kind: 'ANSWER',
      status,
      body: problem(status, slug),
      headers: { 'retry-after': '3' },
    } as const;
    proxy.next(wait);
    const before = proxy.flags.length;
    const first = await save('First.');
    await says(/1 flag waiting/);
    const second = await save('Second.');
    await arrivesOnce(second, 1);
    await arrivesOnce(first, 2);
    expect(proxy.flags.slice(before).map(({ url }) => url)).toEqual([first, first, second]);
  });

  it('does not hold up imminent danger longer than it asked', async () => {
    // Long enough to fill in the form on a busy machine.
    const headers = { 'retry-after': '10' };
    proxy.next({ kind: 'ANSWER', status: 503, body: problem(503, 'unavailable'), headers });
    const before = proxy.flags.length;
    const first = await save('First.');
    await says(/1 flag waiting/);
    const urgent = newAddress();
    await panel.getByLabel('Address').fill(urgent);
    await chooseWhy(panel, { category: 'Grooming', severity: 4 });
    await panel.getByRole('button', { name: 'A child may be in danger now' }).click();
    await panel.getByLabel('planned meeting').check();
    await panel.getByRole('button', { name: /^Save/ }).click();
    await arrivesOnce(urgent, 1);
    await arrivesOnce(first, 2);
    expect(proxy.flags.slice(before).map(({ url }) => url)).toEqual([first, urgent, first]);
    await panel.getByRole('button', { name: 'I have seen it' }).click();
  });
});

describe('a server that says no', () => {
  it('with 409, since it has another flag under this key: says that one may have arrived, and a correction is a new one', async () => {
    proxy.next({ kind: 'CHANGE', change: (body) => body.replace('As it was.', 'As it is not.') });
    const url = await save('As it was.');
    await says(/1 flag was refused/);
    expect(proxy.sent(url)).toEqual({ times: 2, keys: 1 });
    await openOutbox();
    await says(/An earlier attempt may have arrived/);
    await button('Correct').click();
    await expect.poll(() => panel.getByLabel('Note').inputValue()).toBe('As it was.');
    await panel.getByRole('button', { name: /^Save/ }).click();
    await says(/Last flag accepted/);
    expect(proxy.sent(url)).toEqual({ times: 3, keys: 2 });
    expect(await arrived(url)).toBe(2);
  });

  it('with 413, since the flag is too large: keeps it until its person decides', async () => {
    proxy.next({ kind: 'PASS_CHANGED', change: (body) => body.padEnd(70_000) });
    const url = await save('Too large on its way.');
    await says(/1 flag was refused/);
    await openOutbox();
    await button('Try again').click();
    await arrivesOnce(url, 2);
  });
});

describe('a flag that is withdrawn', () => {
  const withdraw = async () => {
    await openOutbox();
    await button('Withdraw').first().click();
    await panel.getByRole('dialog').getByRole('button', { name: 'Withdraw the flag' }).click();
  };

  it('while it waits, never leaves and is gone from this computer', async () => {
    await browser.context.setOffline(true);
    const url = await save('Taken back in time.');
    const kept = await save('Not taken back.');
    await says(/2 flags waiting/);
    await openOutbox();
    const row = outbox().getByRole('listitem').filter({ hasText: url });
    await row.getByRole('button', { name: 'Withdraw' }).click();
    await panel.getByRole('dialog').getByRole('button', { name: 'Withdraw the flag' }).click();
    await says('Withdrawn');
    await browser.context.setOffline(false);
    await arrivesOnce(kept, 1, ALARM_MS);
    expect(proxy.sent(url).times).toBe(0);
    expect(await arrived(url)).toBe(0);
    expect(await outbox().getByText(url).count()).toBe(0);
  });

  it('while it is on its way stays sent when the server took it first, and says so', async () => {
    proxy.next({ kind: 'HOLD', when: 'AFTER' });
    const url = await save('Taken back too late.');
    await until('the server has it', async () => (await arrived(url)) === 1);
    await withdraw();
    await says(/You withdrew it while it was being sent/);
    proxy.release();
    await says(/Your withdrawal came too late/);
    expect(proxy.sent(url).times).toBe(1);
  });

  it('while it is on its way is not sent again when no answer comes', async () => {
    proxy.next({ kind: 'HOLD', when: 'BEFORE' });
    const url = await save('Taken back in the air.');
    await until('the flag has left', () => proxy.sent(url).times === 1);
    await withdraw();
    await says(/You withdrew it while it was being sent/);
    await stopBackground(panel);
    await says(/An earlier attempt to send it may have arrived/);
    const next = await save('After that.');
    await arrivesOnce(next, 1);
    expect(proxy.sent(url).times).toBe(1);
  });
});

describe('a disk that has no room', () => {
  it('leaves the form as it is and says so, and the flag is saved once there is room', async () => {
    const protocol = await browser.context.newCDPSession(panel);
    const origin = `chrome-extension://${new URL(panel.url()).host}`;
    const url = newAddress();
    await panel.getByLabel('Address').fill(url);
    await chooseWhy(panel, { category: 'Grooming', severity: 2, note: 'No room.' });
    await protocol.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    // The browser remembers for a while how much room there was.
    const full = async () => (await storeOpenly(panel, { any: 'thing' })) === 'QuotaExceededError';
    await until('the browser sees that there is no room', full, { withinMs: 90_000 });
    await panel.getByRole('button', { name: /^Save/ }).click();
    await panel.getByText(/The browser could not save this flag/).waitFor();
    expect(await panel.getByLabel('Address').inputValue()).toBe(url);
    expect(await panel.getByLabel('Note').inputValue()).toBe('No room.');
    expect(proxy.sent(url).times).toBe(0);

    await protocol.send('Storage.overrideQuotaForOrigin', { origin });
    await panel.getByRole('button', { name: /^Save/ }).click();
    await arrivesOnce(url, 1);
    await protocol.detach();
  });
});

describe('an extension that is updated while flags wait', () => {
  it('sends them once afterwards', async () => {
    await until('the browser has kept what it was allowed', () => remembersGrant(browser));
    proxy.next({ kind: 'HOLD', when: 'AFTER' });
    const url = await save('Before the update.');
    await until('the server has it', async () => (await arrived(url)) === 1);
    await updateExtension(panel);
    await until('the flag was sent again', () => proxy.sent(url).times === 2, { withinMs: ALARM_MS });
    await until('the panel opens again', async () => {
      panel = await browser.pressToolbar(browser.page);
      return true;
    });
    await arrivesOnce(url, 2);
  });
});

describe('a token that the server does not know any more', () => {
  it('asks to pair again, and keeps what was saved and what was begun', async () => {
    proxy.next({ kind: 'ANSWER', status: 401, body: problem(401, 'unauthenticated') });
    const url = await save('Saved before.');
    await says(/Pair again to send/);
    await panel.getByLabel('Address').fill(youtubeCommentUrl);
    await panel.getByLabel('Note').fill('Begun before.');
    await panel.getByRole('alert').getByRole('button', { name: 'Pair again' }).click();
    await pairExtension(browser, panel, proxy.url);
    await arrivesOnce(url, 2);
    expect(await panel.getByLabel('Address').inputValue()).toBe(youtubeCommentUrl);
    expect(await panel.getByLabel('Note').inputValue()).toBe('Begun before.');
    await panel.getByRole('button', { name: 'Clear' }).click();
  });
});

describe('the disk of the browser', () => {
  const english = 'A grey heron stood beside the quiet harbour wall.';
  const thai = 'นกกระสาสีเทายืนอยู่ข้างกำแพงท่าเรือ';
  const ours = () => extensionDatabases(browser.profile, new URL(panel.url()).host);

  it('holds no word of a form, of a waiting flag or of a refused one, and would be found to if it did', async () => {
    await browser.context.setOffline(true);
    const url = newAddress();
    await panel.getByLabel('Address').fill(url);
    await panel.getByLabel('Note').fill(`${english} ${thai}`);
    await until('the form is on disk', async () => (await countRows(panel, 'drafts')) === 1);
    for (const words of [english, thai, url]) expect(await filesWithWords(ours(), words)).toEqual([]);

    await save(`${english} ${thai}`, url);
    expect(await countRows(panel, 'drafts')).toBe(0);
    await says(/1 flag waiting/);
    for (const words of [english, thai, url]) expect(await filesWithWords(ours(), words)).toEqual([]);

    proxy.next({ kind: 'PASS_CHANGED', change: (body) => body.padEnd(70_000) });
    await browser.context.setOffline(false);
    await says(/1 flag was refused/, ALARM_MS);
    for (const words of [english, thai, url]) expect(await filesWithWords(ours(), words)).toEqual([]);
    // Nor does any other file of the whole profile hold what she typed.
    for (const words of [english, thai]) expect(await filesWithWords(browser.profile, words)).toEqual([]);

    // The same words unsealed, as the first version of the outbox stored them: the search does find them.
    await storeOpenly(panel, { url, note: english });
    await storeOpenly(panel, { url, note: thai });
    for (const words of [english, thai, url]) expect(await filesWithWords(ours(), words)).not.toEqual([]);
  });

  it('keeps a key that no script can read', async () => {
    expect(await tryToReadKey(panel)).toEqual({ extractable: false, read: 'InvalidAccessError' });
  });
});
