import { PhoneLink } from '@lapwing/contracts';
import type { Browser, Page } from 'playwright-core';
import { create } from 'qrcode';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AnalystBrowser, removeProfile, startAnalystBrowser } from './browser/analyst-browser.ts';
import { type Desk, openDesk, startConsoleBrowser } from './browser/console-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { chooseWhy } from './browser/fill-flag.ts';
import { facebookPosts, facebookPostUrl } from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { findBarriers } from './screens/find-barriers.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

let stack: Stack;
let sites: FixtureSites;
let browser: AnalystBrowser;
let phones: Browser;
let phone: Desk;
let panel: Page;
let link: string;

const hotel = facebookPostUrl(facebookPosts.hotel);
const camp = facebookPostUrl(facebookPosts.camp);
const dialog = () => panel.getByRole('dialog');
const address = () => phone.page.getByLabel('Address of the post');
const send = () => phone.page.getByRole('button', { name: 'Send to my panel' }).click();

beforeAll(async () => {
  [stack, sites] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    serveFixtureSites(),
  ]);
  browser = await startAnalystBrowser({ arguments: sites.browserArguments, server: stack.url });
  await bringSession(browser.context, await enrolPerson(stack, ['analyst'], 'Ada Example'), stack.url);
  await browser.page.goto(facebookPostUrl(facebookPosts.amber));
  panel = await browser.pressToolbar(browser.page);
  await pairExtension(browser, panel, stack.url);
  // Another browser, in which nobody is signed in.
  phones = await startConsoleBrowser();
  phone = await openDesk(phones, { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
});

afterAll(async () => {
  await phones?.close();
  await browser?.close();
  if (browser) await removeProfile(browser.profile);
  await sites?.close();
  await stack?.stop();
});

beforeEach(() => keepPicturesOfFailure(() => [browser.context, phone.context]));

describe('what was seen on a phone', () => {
  it('begins with a code in the panel, which is the link of a page', async () => {
    const answered = panel.waitForResponse((response) => response.url().endsWith('/v1/phone-links'));
    await panel.getByRole('button', { name: 'From a phone' }).click();
    ({ link } = PhoneLink.parse(await (await answered).json()));
    const code = dialog().getByRole('img', { name: 'Code for your phone' });
    const { modules } = create(link, { errorCorrectionLevel: 'M' });
    const drawn = (await code.locator('path').getAttribute('d')) ?? '';
    expect(drawn.match(/M/g)).toHaveLength(modules.data.reduce((sum, cell) => sum + cell, 0));
    // The stack has no public address, and the panel says what that means.
    await dialog().getByText('only reachable from this computer').waitFor();
    expect(await findBarriers(panel)).toEqual([]);
  });

  it('is handed in without signing in, out of the words that an app shares', async () => {
    await phone.page.goto(link);
    await phone.page.getByRole('heading', { name: 'Seen on your phone' }).waitFor();
    await phone.page.getByText('For Lapwing Test Trust').waitFor();
    expect(await findBarriers(phone.page)).toEqual([]);
    await address().fill('the one from yesterday');
    await send();
    await phone.page.getByText('There is no public web address in this.').waitFor();
    await address().fill(`Look what I found: ${hotel} via the app`);
    await phone.page.getByLabel('Note').fill('Offers a trip.');
    await send();
    await phone.page.getByText('1 sent. It waits in your panel.').waitFor();
    expect(await address().inputValue()).toBe('');
    await address().fill(camp);
    await send();
    await phone.page.getByText('2 sent.').waitFor();
    await phone.page.getByText('This code takes 18 more.').waitFor();
    expect(phone.complaints).toEqual([]);
  });

  it('comes to the open panel as unfinished flags, and is deleted on the server', async () => {
    await dialog().getByText('2 came.').waitFor();
    expect(await findBarriers(panel)).toEqual([]);
    const left = await stack.store.pool.query('select from phone_entries');
    expect(left.rowCount).toBe(0);
    const row = dialog().getByRole('listitem').filter({ hasText: hotel });
    await row.getByRole('button', { name: 'Open' }).click();
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(() => panel.getByLabel('Address').inputValue()).toBe(hotel);
    expect(await panel.getByLabel('Note').inputValue()).toBe('Offers a trip.');
    await panel.getByText('1 unfinished flag').waitFor();
    await chooseWhy(panel, { category: 'Grooming', severity: 2 });
    await panel.getByRole('button', { name: /^Save and send/ }).click();
    await panel.getByText('Last flag accepted').first().waitFor();
    const { rows } = await stack.store.pool.query('select url_original from flags');
    expect(rows).toEqual([{ url_original: hotel }]);
  });

  it('finds the link ended with the dialog, and says what to do', async () => {
    await address().fill(hotel);
    await send();
    await phone.page.getByRole('heading', { name: 'This code does not work any more' }).waitFor();
    await phone.page.goto(`${stack.url}/phone`);
    await phone.page.getByRole('heading', { name: 'This code does not work any more' }).waitFor();
    expect(await findBarriers(phone.page)).toEqual([]);
  });

  it('is fetched when the panel opens again, where it ended with entries still on the way', async () => {
    const answered = panel.waitForResponse((response) => response.url().endsWith('/v1/phone-links'));
    await panel.getByRole('button', { name: 'From a phone' }).click();
    ({ link } = PhoneLink.parse(await (await answered).json()));
    await panel.close();
    await phone.page.goto(link);
    await address().fill(hotel);
    await send();
    await phone.page.getByText('1 sent.').waitFor();
    panel = await browser.pressToolbar(browser.page);
    await panel.getByText('2 unfinished flags').waitFor();
  });

  it('can be typed in the panel too, without any network', async () => {
    await browser.context.setOffline(true);
    await expect.poll(() => panel.getByRole('button', { name: 'From a phone' }).isDisabled()).toBe(true);
    const clear = panel.getByRole('button', { name: 'Clear' });
    if (await clear.isVisible()) await clear.click();
    await panel.getByLabel('Address').fill('pantip.com/topic/40000001');
    await panel.getByText('Pantip · Post').waitFor();
    await chooseWhy(panel, { category: 'Grooming', severity: 1 });
    await panel.getByRole('button', { name: /^Save: offline/ }).click();
    await panel
      .getByText(/1 flag waiting/)
      .first()
      .waitFor();
    await browser.context.setOffline(false);
  });
});
