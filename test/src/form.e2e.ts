import { changeExtensionPolicy } from '@lapwing/store/extension/change-extension-policy';
import { readExtensionPolicy } from '@lapwing/store/extension/read-extension-policy';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AnalystBrowser, removeProfile, startAnalystBrowser } from './browser/analyst-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { facebookPosts, facebookPostUrl, youtubeCommentUrl } from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { findBarriers } from './screens/find-barriers.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { addTokenHolder } from './stack/token-holders.ts';

let stack: Stack;
let sites: FixtureSites;
let browser: AnalystBrowser;
let panel: Page;

/** From seeing a post to its flag, for the common case. */
const MOST_KEYS = 5;
const TEMPLATE = { title: 'Asks for secrecy', text: 'An adult asks a child to keep their talk secret.' };

/** Puts templates of the organisation in the place of those that are there; gives what was there. */
async function changeTemplates(noteTemplates: { title: string; text: string }[]) {
  const { personId } = await addTokenHolder(stack, ['admin']);
  const { version, ...policy } = await readExtensionPolicy(stack.store);
  const { adaptersOff, suggestions, safeViewing, breakAfterMinutes } = policy;
  const input = { adaptersOff, suggestions, safeViewing, breakAfterMinutes, noteTemplates };
  await changeExtensionPolicy(stack.store, { personId, requestId: null }, { version, input });
  return policy.noteTemplates;
}
let templatesBefore: { title: string; text: string }[] = [];

beforeAll(async () => {
  [stack, sites] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    serveFixtureSites(),
  ]);
  templatesBefore = await changeTemplates([TEMPLATE]);
  browser = await startAnalystBrowser({ arguments: sites.browserArguments, server: stack.url });
  await bringSession(browser.context, await enrolPerson(stack, ['analyst'], 'Ada Example'), stack.url);
  await browser.page.goto(facebookPostUrl(facebookPosts.amber));
  panel = await browser.pressToolbar(browser.page);
  await pairExtension(browser, panel, stack.url);
});

afterAll(async () => {
  await browser?.close();
  if (browser) await removeProfile(browser.profile);
  if (stack) await changeTemplates(templatesBefore);
  await sites?.close();
  await stack?.stop();
});

beforeEach(async () => {
  keepPicturesOfFailure(() => [browser.context]);
  const button = panel.getByRole('button', { name: 'Clear' });
  if (await button.isVisible()) await button.click();
});

const category = (name: string) =>
  panel.getByRole('radiogroup', { name: 'Category' }).getByRole('radio', { name });
const chips = () => panel.getByRole('list', { name: 'Pinned and recent categories' });
const note = () => panel.getByLabel('Note');
const address = () => panel.getByLabel('Address');

describe('the common case: capture, category, severity, send', () => {
  const told: string[] = [];

  it.each([
    ['a post on Facebook', facebookPostUrl(facebookPosts.amber), 'd'],
    ['a harmless post on Facebook', facebookPostUrl(facebookPosts.camp), 'i'],
    ['a post in Thai', facebookPostUrl(facebookPosts.hotel), 'i'],
    ['a comment on YouTube', youtubeCommentUrl, 'd'],
    ['any other page', 'https://guesthouse.example/', 'i'],
  ])('takes no more than five keys on %s', async (name, url, letter) => {
    await browser.page.goto(url);
    const began = Date.now();
    let keys = 1;
    // Stands for Alt+Shift+L, which Chromium does not take from a page.
    await browser.pressToolbar(browser.page);
    await expect.poll(() => address().inputValue()).not.toBe('');
    for (const key of [letter, '2', 'Control+Enter']) {
      await panel.keyboard.press(key);
      keys += 1;
    }
    await expect.poll(() => address().inputValue()).toBe('');
    told.push(`${name}: ${keys} keys, ${((Date.now() - began) / 1_000).toFixed(1)} s`);
    expect(keys).toBeLessThanOrEqual(MOST_KEYS);
    await panel
      .getByRole('region', { name: 'Outbox' })
      .getByText(/Last flag accepted/)
      .first()
      .waitFor();
  });

  afterAll(() => {
    process.stdout.write(`From the page to the saved flag:\n${told.join('\n')}\n`);
  });
});

describe('the meaning of a category', () => {
  it('is a key away and leaves the form as it is', async () => {
    await address().fill('https://www.facebook.com/form.example/posts/4000001');
    await note().fill('As it was.');
    await panel.keyboard.press('Escape');
    await panel.keyboard.press('d');
    await panel.keyboard.press('?');
    const help = panel.getByRole('dialog', { name: 'What the categories mean' });
    await help.waitFor();
    await expect.poll(() => panel.evaluate('document.activeElement.id')).toBe('help-GROOMING');
    const grooming = help.getByRole('region', { name: 'Grooming' });
    await grooming.getByText('For example').waitFor();
    await grooming.getByText('Close to it, but not to be flagged').waitFor();
    expect(await findBarriers(panel)).toEqual([]);
    await panel.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    expect(await note().inputValue()).toBe('As it was.');
    expect(await category('Grooming').isChecked()).toBe(true);
  });

  it('is a press away from its line', async () => {
    await panel.getByRole('button', { name: 'What Sexual extortion means' }).click();
    await expect.poll(() => panel.evaluate('document.activeElement.id')).toBe('help-SEXUAL_EXTORTION');
    await panel.keyboard.press('Escape');
  });
});

describe('pinned and recent categories', () => {
  it('stand first, are pinned by key or press, and are never chosen beforehand', async () => {
    await panel.reload();
    await address().waitFor();
    await chips().getByRole('button', { name: 'Grooming' }).waitFor();
    await panel.keyboard.press('Shift+E');
    await chips().getByRole('button', { name: 'Sexual extortion' }).waitFor();
    expect(await chips().getByRole('button').first().textContent()).toContain('Sexual extortion');
    expect(await chips().getByRole('button', { pressed: true }).count()).toBe(0);
    expect(await panel.getByRole('radio', { checked: true }).count()).toBe(0);
    await chips().getByRole('button', { name: 'Sexual extortion' }).click();
    expect(await category('Sexual extortion').isChecked()).toBe(true);
    expect(await findBarriers(panel)).toEqual([]);
    await panel.getByRole('button', { name: 'Unpin Sexual extortion' }).click();
    await chips().getByRole('button', { name: 'Sexual extortion' }).waitFor({ state: 'detached' });
  });
});

describe('templates for the note', () => {
  it('of the organisation go in at the caret by key', async () => {
    await panel.reload();
    await panel.getByRole('button', { name: `Insert template: ${TEMPLATE.title}` }).waitFor();
    await note().fill('Before. After.');
    for (let step = 0; step < ' After.'.length; step += 1) await panel.keyboard.press('ArrowLeft');
    await panel.keyboard.press('Control+Shift+Digit1');
    await expect.poll(() => note().inputValue()).toBe(`Before. ${TEMPLATE.text} After.`);
  });

  it('of her own are kept from a note, and removed again', async () => {
    await note().fill('Offers gifts.');
    await panel.getByRole('button', { name: 'Keep this note as a template' }).click();
    await note().fill('');
    await panel.reload();
    await panel.getByRole('button', { name: 'Insert template: Offers gifts.' }).click();
    await expect.poll(() => note().inputValue()).toBe('Offers gifts.');
    await panel.getByRole('button', { name: 'Remove template: Offers gifts.' }).click();
    await panel
      .getByRole('button', { name: 'Insert template: Offers gifts.' })
      .waitFor({ state: 'detached' });
  });
});

describe('what is known already', () => {
  it('is said at once, and leads to her own observation', async () => {
    await address().fill(facebookPostUrl(facebookPosts.amber));
    await panel.getByText('You flagged this before').waitFor();
    await panel.getByRole('button', { name: 'Add my observation' }).click();
    expect(await panel.evaluate('document.activeElement.name')).toBe('note');
  });
});

describe('what is told while the form is filled in', () => {
  const lookUps = '**/v1/flags/lookup';

  it.each([
    ['is not known', 0, 'https://www.facebook.com/form.example/posts/4000012', 'Not flagged before'],
    ['is known', 0, facebookPostUrl(facebookPosts.amber), 'You flagged this before'],
    ['is known', 30, facebookPostUrl(facebookPosts.amber), 'You flagged this before'],
    ['is known', 300, facebookPostUrl(facebookPosts.amber), 'You flagged this before'],
    ['is not answered', 0, 'https://www.facebook.com/form.example/posts/4000013', null],
  ])(
    'leaves what is under the pointer in its place, when the address %s, scrolled by %i',
    async (_, by, url, words) => {
      // So tall that the categories are in sight. What is scrolled little or not at all the browser does not hold by itself.
      await panel.setViewportSize({ width: 360, height: 1_000 });
      // Held until the pointer is where it will be pressed.
      const pointed = Promise.withResolvers<void>();
      await panel.route(lookUps, async (route) => {
        await pointed.promise;
        if (words === null) await route.abort();
        else await route.continue();
      });
      await address().fill(url);
      await panel.evaluate(`document.querySelector('form > div').scrollTop = ${by}`);
      await category('Grooming').hover();
      const before = await category('Grooming').boundingBox();
      pointed.resolve();
      if (words !== null) await panel.getByText(words).waitFor();
      else await panel.getByText('Looking up whether it is known').waitFor({ state: 'detached' });
      await expect.poll(() => category('Grooming').boundingBox()).toEqual(before);
      await panel.unroute(lookUps);
    },
  );
});
