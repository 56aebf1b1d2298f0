import { defaultExtensionPolicy, ExtensionPolicyView } from '@lapwing/contracts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnalystBrowser, removeProfile, startAnalystBrowser } from './browser/analyst-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { facebookPosts, facebookPostUrl } from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { findBarriers } from './screens/find-barriers.ts';
import { wordsIn } from './screens/words.ts';
import { ask, askFor } from './stack/api-client.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { addTokenHolder } from './stack/token-holders.ts';
import { until } from './stack/until.ts';

const t = wordsIn('en');

let stack: Stack;
let sites: FixtureSites;
let browser: AnalystBrowser;
let panel: Page;
let admin: string;

const part = () => panel.getByRole('region', { name: t('suggestion:title') });
const askButton = () => part().getByRole('button', { name: t('suggestion:ask'), exact: true });
const chosen = () =>
  panel.getByRole('radiogroup', { name: 'Category' }).getByRole('radio', { checked: true });

const allow = async (suggestions: boolean): Promise<void> => {
  const path = '/v1/extension/policy';
  const { version } = await askFor(ExtensionPolicyView, stack.url, admin, 'GET', path);
  const { updatedAt: _never, ...defaults } = defaultExtensionPolicy;
  const change = { body: { ...defaults, suggestions }, headers: { 'if-match': `"${version}"` } };
  await askFor(ExtensionPolicyView, stack.url, admin, 'PUT', path, change);
};
/** Takes a post into the form, as a press of the toolbar's button does. */
const capture = async (post: (typeof facebookPosts)['amber']) => {
  await browser.page.goto(facebookPostUrl(post));
  await browser.pressToolbar(browser.page);
};

beforeAll(async () => {
  [stack, sites] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api', 'scorer'] }),
    serveFixtureSites(),
  ]);
  browser = await startAnalystBrowser({ arguments: sites.browserArguments, server: stack.url });
  await bringSession(browser.context, await enrolPerson(stack, ['analyst'], 'Ada Example'), stack.url);
  admin = (await addTokenHolder(stack, ['admin'])).token;
  const analyst = await addTokenHolder(stack, ['analyst']);
  await allow(true);
  await until('the classifier answers', async () => {
    const body = { text: 'a' };
    return (await ask(stack.url, analyst.token, 'POST', '/v1/suggestions', { body })).status === 200;
  });
  await allow(false);
  await browser.page.goto(facebookPostUrl(facebookPosts.amber));
  panel = await browser.pressToolbar(browser.page);
  await pairExtension(browser, panel, stack.url);
  await panel.getByRole('radiogroup', { name: 'Category' }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  if (browser) await removeProfile(browser.profile);
  await sites?.close();
  await stack?.stop();
});

describe('a suggestion of the classifier', () => {
  it('is not offered while the organisation does not allow it', async () => {
    await panel.getByText('Facebook · Post').waitFor();
    expect(await part().count()).toBe(0);
  });

  it('comes when it is asked for, chooses nothing, and is chosen by a press', async () => {
    await allow(true);
    await panel.reload();
    await capture(facebookPosts.amber);
    await askButton().click();
    await part().getByText(t('suggestion:said')).waitFor();
    const name = t('taxonomy:category.GROOMING.name');
    const offered = part().getByRole('button', { name: new RegExp(`^Choose ${name} ?\\d+%$`) });
    await offered.waitFor();
    expect(await chosen().count()).toBe(0);
    expect(await findBarriers(panel)).toEqual([]);
    await panel.emulateMedia({ colorScheme: 'dark' });
    expect(await findBarriers(panel, ['color-contrast'])).toEqual([]);
    await panel.emulateMedia({ colorScheme: 'light' });
    await offered.focus();
    await panel.keyboard.press('Enter');
    expect(await panel.getByRole('radio', { name }).isChecked()).toBe(true);
  });

  it('is of the text that was asked about: another text has none until somebody asks again', async () => {
    await panel.getByRole('button', { name: t('extension:what.textShow') }).click();
    const text = panel.getByLabel(t('extension:what.text'), { exact: false });
    await text.fill('Our summer camp still has places for all pupils of the school.');
    await part().getByText(t('suggestion:said')).waitFor({ state: 'detached' });
    await askButton().click();
    await part().getByText(t('suggestion:nothing')).waitFor();
    await text.fill('…');
    await askButton().click();
    await part().getByText(t('suggestion:unsure')).waitFor();
  });

  it('says that there is no answer while no scorer gives one, and keeps the form', async () => {
    await stack.services.scorer.kill();
    await part()
      .getByRole('button', { name: t('suggestion:askAgain') })
      .click();
    await part().getByText(t('suggestion:noAnswer')).waitFor();
    expect(await chosen().count()).toBe(1);
    await stack.services.scorer.start();
    await until('it answers again', async () => {
      await part()
        .getByRole('button', { name: t('suggestion:askAgain') })
        .click();
      await part().locator('button:not([aria-busy])').first().waitFor();
      return part().getByText(t('suggestion:unsure')).isVisible();
    });
  });

  it('goes away when the organisation allows it no more', async () => {
    await allow(false);
    await part()
      .getByRole('button', { name: t('suggestion:askAgain') })
      .click();
    await part().waitFor({ state: 'detached' });
  });
});
