import { ExtensionPolicy, type ExtensionPolicyInput, ExtensionPolicyView } from '@lapwing/contracts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnalystBrowser, removeProfile, startAnalystBrowser } from './browser/analyst-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { facebookPosts, facebookPostUrl } from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { askFor } from './stack/api-client.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { addTokenHolder } from './stack/token-holders.ts';
import { until } from './stack/until.ts';

let stack: Stack;
let sites: FixtureSites;
let browser: AnalystBrowser;
let panel: Page;
let admin: string;

const decided: ExtensionPolicyInput = {
  adaptersOff: ['VK'],
  suggestions: false,
  safeViewing: 'LOCKED_ON',
  breakAfterMinutes: 25,
  noteTemplates: [{ title: 'Asks for secrecy', text: 'Asks a child not to tell anybody.' }],
};

const change = (version: number, input: ExtensionPolicyInput) =>
  askFor(ExtensionPolicyView, stack.url, admin, 'PUT', '/v1/extension/policy', {
    body: input,
    headers: { 'if-match': `"${version}"` },
  });

/** What the extension keeps of the policy, once it says this. */
const keeps = (wanted: Partial<ExtensionPolicy>) =>
  until('the extension keeps the policy', async () => {
    const stored: unknown = await panel.evaluate(
      `chrome.storage.local.get('extension-policy').then((values) => values['extension-policy'])`,
    );
    const policy = ExtensionPolicy.safeParse(stored).data;
    return policy?.breakAfterMinutes === wanted.breakAfterMinutes ? policy : null;
  });

beforeAll(async () => {
  [stack, sites] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    serveFixtureSites(),
  ]);
  browser = await startAnalystBrowser({ arguments: sites.browserArguments, server: stack.url });
  await bringSession(browser.context, await enrolPerson(stack, ['analyst'], 'Ada Example'), stack.url);
  admin = (await addTokenHolder(stack, ['admin'])).token;
});
afterAll(async () => {
  await browser?.close();
  if (browser) await removeProfile(browser.profile);
  await sites?.close();
  await stack?.stop();
});

describe("the organisation's policy", () => {
  it('is known to the extension from pairing on, and anew whenever the panel opens', async () => {
    const first = await change(0, decided);
    await browser.page.goto(facebookPostUrl(facebookPosts.amber));
    panel = await browser.pressToolbar(browser.page);
    await pairExtension(browser, panel, stack.url);
    const { version: _seen, ...kept } = first;
    expect(await keeps({ breakAfterMinutes: 25 })).toEqual(kept);
    await change(1, { ...decided, breakAfterMinutes: null, safeViewing: 'OFF' });
    await panel.reload();
    expect(await keeps({ breakAfterMinutes: null })).toMatchObject({ safeViewing: 'OFF' });
  });

  it('stays known while the server cannot be reached', async () => {
    await browser.context.setOffline(true);
    await panel.reload();
    await panel.getByRole('button', { name: 'Settings' }).waitFor();
    expect(await keeps({ breakAfterMinutes: null })).toMatchObject({ safeViewing: 'OFF' });
    await browser.context.setOffline(false);
  });

  it('is forgotten when the pairing is ended', async () => {
    await panel.getByRole('button', { name: 'Settings' }).click();
    await panel.getByRole('button', { name: 'Unpair' }).click();
    await panel.getByRole('dialog').getByRole('button', { name: 'Unpair' }).click();
    await until('nothing of it is stored', async () => {
      const stored: unknown = await panel.evaluate(
        `chrome.storage.local.get('extension-policy').then((values) => Object.keys(values).length)`,
      );
      return stored === 0;
    });
  });
});
