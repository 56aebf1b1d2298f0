import { changeExtensionPolicy } from '@lapwing/store/extension/change-extension-policy';
import { readExtensionPolicy } from '@lapwing/store/extension/read-extension-policy';
import { invitePerson } from '@lapwing/store/people/invite-person';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type AnalystBrowser,
  EXTENSION_ID,
  removeProfile,
  startAnalystBrowser,
} from './browser/analyst-browser.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { watchForScripts } from './browser/extension-contexts.ts';
import { facebookPosts, facebookPostUrl, youtubeComment } from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { keepPicturesOfFailure } from './browser/keep-pictures.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { type PixelReader, startPixelReader } from './browser/pixels.ts';
import { controlBox, pointAtControl, pressControl, restOn } from './browser/post-control.ts';
import { updateExtension } from './browser/update-extension.ts';
import { whatIsStored } from './browser/what-is-stored.ts';
import { findBarriers } from './screens/find-barriers.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { until } from './stack/until.ts';

const FEED = 'https://www.facebook.com/';
const VIDEO = `https://www.youtube.com/watch?v=${youtubeComment.video}`;
const HOSTILE = 'https://www.facebook.com/hostile';
const { amber, camp, hotel } = facebookPosts;

let stack: Stack;
let sites: FixtureSites;
let browser: AnalystBrowser;
let panel: Page;
let reader: PixelReader;

const article = (index: number) => browser.page.getByRole('article').nth(index);
const address = () => panel.getByLabel('Address').inputValue();
const settings = () => panel.getByRole('button', { name: 'Settings', exact: true }).click();
const form = () => panel.getByRole('button', { name: 'Flag', exact: true }).click();
const wanted = () => panel.getByRole('checkbox', { name: 'Show it on facebook.com' });
const scripts = async () => (await whatIsStored(panel)).scripts;
const captured = () => browser.captured();
const panels = () =>
  browser.context
    .pages()
    .filter((page) => page.url().startsWith(`chrome-extension://${EXTENSION_ID}/sidepanel`));

beforeAll(async () => {
  [stack, sites, reader] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    serveFixtureSites(),
    startPixelReader(),
  ]);
  browser = await startAnalystBrowser({
    arguments: sites.browserArguments,
    server: stack.url,
    sites: ['https://*.facebook.com/*', 'http://*.facebook.com/*'],
  });
  await bringSession(browser.context, await enrolPerson(stack, ['analyst'], 'Ada Example'), stack.url);
  await browser.page.goto(facebookPostUrl(amber));
  panel = await browser.pressToolbar(browser.page);
  await pairExtension(browser, panel, stack.url);
});

afterAll(async () => {
  await browser?.close();
  if (browser) await removeProfile(browser.profile);
  await reader?.close();
  await sites?.close();
  await stack?.stop();
});

beforeEach(() => keepPicturesOfFailure(() => [browser.context]));

describe('the control on posts', () => {
  it('is nowhere until a person wants it', async () => {
    expect(await scripts()).toEqual([]);
    const fresh = await browser.context.newPage();
    const worlds = await watchForScripts(fresh);
    await fresh.goto(FEED, { waitUntil: 'load' });
    await fresh.getByRole('article').nth(0).hover();
    expect(worlds()).toBe(0);
    await fresh.close();
  });

  it('is switched on for the site in front, which the browser is asked for with the reason', async () => {
    await browser.page.goto(FEED);
    await browser.pressToolbar(browser.page);
    await settings();
    await panel.getByText('It reads nothing there before you press').waitFor();
    expect(await wanted().isChecked()).toBe(false);
    expect(await findBarriers(panel)).toEqual([]);
    await wanted().click();
    await panel.getByRole('list', { name: 'Where the button is shown' }).getByText('facebook.com').waitFor();
    expect(await wanted().isChecked()).toBe(true);
    expect(await findBarriers(panel)).toEqual([]);
    expect(await scripts()).toContain('control');
  });

  it('stands on the post that the pointer rests on, without reading, keeping or sending anything', async () => {
    await form();
    const before = await whatIsStored(panel);
    const requests = sites.requests.length;
    for (const index of [0, 1, 2]) {
      const control = await restOn(article(index));
      const post = await article(index).boundingBox();
      expect(control.y).toBeGreaterThanOrEqual((post?.y ?? 0) - control.height);
      expect(control.y + control.height).toBeLessThan((post?.y ?? 0) + (post?.height ?? 0));
      await browser.page.mouse.move(2, 2);
      await expect.poll(() => controlBox(browser.page)).toBeNull();
    }
    const after = await whatIsStored(panel);
    // Safe viewing counts how long somebody looks, whatever they look at.
    expect({ ...after.local, looking: null }).toEqual({ ...before.local, looking: null });
    expect([after.session, after.databases]).toEqual([before.session, before.databases]);
    expect(sites.requests.length).toBe(requests);
  });

  it('adds no stop for the keyboard, and nothing for a screen reader', async () => {
    const tabbable = () =>
      browser.page.evaluate<number>('document.querySelectorAll(\'a[href], button, [tabindex="0"]\').length');
    const before = await tabbable();
    await restOn(article(0));
    expect(await tabbable()).toBe(before);
    const { nodes } = await (await browser.context.newCDPSession(browser.page)).send(
      'Accessibility.getFullAXTree',
    );
    expect(nodes.filter(({ name }) => String(name?.value).includes('Flag this post'))).toEqual([]);
    await browser.page.getByRole('link', { name: amber.author.name }).press('Tab');
    expect(await browser.page.evaluate("document.activeElement?.closest('[role=article]') !== null")).toBe(
      true,
    );
  });

  it('is seen where pictures are covered by safe viewing', async () => {
    const { x, y, width, height } = await restOn(article(0));
    const picture = await browser.page.screenshot({ clip: { x, y, width, height } });
    const [seen] = await reader.read([picture]);
    expect(seen?.coloured).toBe(0);
    expect(seen?.edges).toBeGreaterThan(0.05);
  });

  it('flags the post that it stands on, in the panel that a press opens', async () => {
    await panel.close();
    await until('no panel is open', () => panels().length === 0);
    await pressControl(article(2));
    panel = await until('the press opened the panel', () => panels()[0]);
    await expect.poll(address).toContain(facebookPostUrl(hotel));
    expect(await panel.getByLabel('Author').inputValue()).toBe(hotel.author.handle);
  });

  it('means its own post, whatever is selected elsewhere, and takes what is selected in it', async () => {
    const words = browser.page.locator('[data-ad-preview]');
    await words.nth(2).selectText();
    await pressControl(article(1));
    await expect.poll(address).toContain(facebookPostUrl(camp));
    await panel.getByText(`${camp.text.length} characters, hidden`).waitFor();
    await words
      .nth(0)
      .getByText('How old are you?')
      .dblclick({ position: { x: 12, y: 12 } });
    const selected = await browser.page.evaluate<string>('getSelection().toString()');
    await pressControl(article(0));
    await expect.poll(address).toContain(facebookPostUrl(amber));
    await panel.getByText(`${selected.trim().length} characters, hidden`).waitFor();
  });

  it('appears for the keyboard, too', async () => {
    await browser.page.bringToFront();
    await browser.page.mouse.move(2, 2);
    await expect.poll(() => controlBox(browser.page)).toBeNull();
    await browser.page.keyboard.press('Tab');
    await until('the post with the keyboard has the control', () => controlBox(browser.page));
  });
});

/** A feed whose page works against the control with this script. */
const against = (
  script: string,
) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Feed</title></head>
<body style="margin: 80px"><main>${[hotel, camp]
  .map(
    ({ id, author }) => `<div role="article" aria-posinset="1" style="width: 400px; height: 160px">
  <h3><a role="link" href="/${author.handle}">${author.name}</a></h3><a role="link" href="/${author.handle}/posts/${id}">3 h</a>
  <div data-ad-preview="message">Words of ${id}</div></div>`,
  )
  .join('')}</main><script>
  const control = () => document.querySelector('html > [popover][aria-hidden=true]');
  ${script}</script></body></html>`;

describe('a hostile page', () => {
  const open = async (script: string) => {
    sites.show(HOSTILE, against(script));
    await browser.page.goto(HOSTILE);
    await browser.page.bringToFront();
  };

  it('cannot press the control', async () => {
    await open(`
      let rounds = 0;
      new MutationObserver(() => {
        const host = control();
        if (!host) return;
        const { x, y, width, height } = host.getBoundingClientRect();
        const at = { bubbles: true, composed: true, clientX: x + width / 2, clientY: y + height / 2, button: 0 };
        const round = () => {
          if (!host.isConnected) return;
          for (const [Kind, names] of [
            [PointerEvent, ['pointerover', 'pointermove', 'pointerdown', 'pointerup', 'click']],
            [MouseEvent, ['mouseover', 'mousemove', 'mousedown', 'mouseup', 'click']],
          ])
            for (const name of names) host.dispatchEvent(new Kind(name, at));
          host.click();
          rounds += 1;
          document.documentElement.dataset.rounds = rounds;
          requestAnimationFrame(round);
        };
        round();
      }).observe(document.documentElement, { childList: true });`);
    const before = await captured();
    await restOn(article(0));
    await browser.page.waitForFunction('Number(document.documentElement.dataset.rounds) > 40');
    expect(await captured()).toBe(before);
    await pressControl(article(0));
    await expect.poll(address).toContain(facebookPostUrl(hotel));
    expect(await captured()).not.toBe(before);
  });

  it('gets none of the presses on it', async () => {
    await open(`
      document.documentElement.dataset.heard = '';
      for (const name of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
        addEventListener(name, () => { document.documentElement.dataset.heard += name + ' '; });`);
    await pressControl(article(1));
    await expect.poll(address).toContain(facebookPostUrl(camp));
    expect(await browser.page.evaluate('document.documentElement.dataset.heard')).toBe('');
    await article(1).click();
    expect(await browser.page.evaluate('document.documentElement.dataset.heard')).toContain('click');
  });

  it.each([
    ['takes presses', 'auto'],
    ['lets presses through', 'none'],
  ])('cannot have it pressed beneath something that %s', async (_, events) => {
    await open(`
      const cover = document.createElement('div');
      cover.popover = 'manual';
      cover.textContent = 'Next page';
      cover.style = 'position: fixed; inset: 0; width: auto; height: auto; margin: 0; opacity: 0.5; pointer-events: ${events}';
      document.body.append(cover);
      let covers = true;
      const comeToFront = () => {
        if (!covers) return;
        if (cover.matches(':popover-open')) cover.hidePopover();
        cover.showPopover();
      };
      // What takes presses would hide the post, too: it comes with the control.
      if ('${events}' === 'none') comeToFront();
      new MutationObserver(() => control() && comeToFront()).observe(document.documentElement, { childList: true });
      addEventListener('lift', () => { covers = false; cover.hidePopover(); });`);
    const before = await captured();
    const { x = 0, y = 0 } = (await article(0).boundingBox()) ?? {};
    await browser.page.mouse.move(x + 40, y + 30);
    const control = await until('the control is there', () => controlBox(browser.page));
    await pointAtControl(browser.page, control);
    await browser.page.mouse.down();
    await browser.page.mouse.up();
    await browser.page.evaluate("dispatchEvent(new Event('lift'))");
    await browser.page.mouse.move(2, 2);
    await expect.poll(() => controlBox(browser.page)).toBeNull();
    expect(await captured()).toBe(before);
    await pressControl(article(0));
    await expect.poll(captured).not.toBe(before);
    await expect.poll(address).toContain(facebookPostUrl(hotel));
  });
});

describe('the control on posts, further', () => {
  it('is on no other site', async () => {
    const worlds = await watchForScripts(browser.page);
    await browser.page.goto(VIDEO);
    await browser.page.locator('#content-text').first().hover();
    expect(worlds()).toBe(0);
  });

  it('stays in a page that opened in a tab while it was decided that the tab has none', async () => {
    const page = await browser.context.newPage();
    const worker = await until('the background is awake', () =>
      browser.context.serviceWorkers().find((each) => each.url().includes(EXTENSION_ID)),
    );
    // Another site is chosen; the list of tabs that is gone through for it is from before the page opened.
    await worker.evaluate(`(() => {
      const query = chrome.tabs.query;
      chrome.tabs.query = (...asked) => {
        chrome.tabs.query = query;
        globalThis.isListed = true;
        const late = new Promise((goOn) => { globalThis.goOn = goOn; });
        return query.apply(chrome.tabs, asked).then((tabs) => late.then(() => tabs));
      };
    })()`);
    const choose = (...chosen: string[]) =>
      worker.evaluate(`chrome.storage.local.set({ 'post-control': { sites: ${JSON.stringify(chosen)} } })`);
    await choose('facebook.com', 'pantip.com');
    await until('the tabs are listed', () => worker.evaluate<boolean>('globalThis.isListed === true'));
    await page.goto(FEED);
    await restOn(page.getByRole('article').nth(0));
    await worker.evaluate('globalThis.goOn()');
    await expect.poll(() => controlBox(page)).toBeNull();
    try {
      await restOn(page.getByRole('article').nth(1));
    } finally {
      await choose('facebook.com');
      await page.close();
    }
  });

  it('stands on no post of a platform whose adapter the organisation switched off', async () => {
    await browser.page.goto(FEED);
    await restOn(article(0));
    const person = { name: 'Lena Example', email: 'lena@lapwing.example', roles: ['admin' as const] };
    const { person: lena } = await invitePerson(stack.store, null, person, stack.url);
    const actor = { personId: lena.personId, requestId: null };
    const change = async (adaptersOff: 'FACEBOOK'[]) => {
      const { version, updatedAt: _, ...before } = await readExtensionPolicy(stack.store);
      await changeExtensionPolicy(stack.store, actor, { version, input: { ...before, adaptersOff } });
      await panel.reload();
    };
    await change(['FACEBOOK']);
    await settings();
    await panel.getByText('switched off reading posts').waitFor();
    expect(await wanted().isDisabled()).toBe(true);
    await expect.poll(() => controlBox(browser.page)).toBeNull();
    await change([]);
    await settings();
    await expect.poll(() => wanted().isEnabled()).toBe(true);
    await restOn(article(1));
  });

  it('is not in the way while posts are picked', async () => {
    await browser.page.goto(FEED);
    panel = await browser.pressToolbar(browser.page);
    await panel.getByRole('button', { name: 'Collect', exact: true }).click();
    await panel.getByRole('button', { name: 'Pick on this page' }).click();
    await panel.getByText('Picking in the page.').waitFor();
    await browser.page.bringToFront();
    await browser.page.mouse.move(2, 2);
    const { x = 0, y = 0 } = (await article(1).boundingBox()) ?? {};
    await browser.page.mouse.move(x + 40, y + 30);
    const since = await browser.page.evaluate<number>('performance.now()');
    await browser.page.waitForFunction(`performance.now() > ${since + 700}`);
    expect(await controlBox(browser.page)).toBeNull();
    await browser.page.keyboard.press('Escape');
    await restOn(article(2));
  });

  it('is there again when the browser was closed and started', async () => {
    const { profile } = browser;
    await browser.close();
    browser = await startAnalystBrowser({ arguments: sites.browserArguments, server: stack.url, profile });
    await browser.page.goto(FEED);
    await restOn(article(0));
    panel = await browser.pressToolbar(browser.page);
    await panel.getByRole('button', { name: 'Flag', exact: true }).waitFor();
  });

  it('works in open tabs when the extension was updated, and stands there once', async () => {
    await updateExtension(panel);
    await browser.page.mouse.move(2, 2);
    await expect.poll(() => controlBox(browser.page)).toBeNull();
    // The pointer has to move once more when the new script is there, and then to rest.
    await until('the new version put it there', async () => {
      await browser.page.mouse.move(2, 2);
      await article(0).hover({ position: { x: 40, y: 30 } });
      return until('the post has the control', () => controlBox(browser.page), { withinMs: 3_000 });
    });
    await until('the new version listens to the toolbar', async () =>
      browser.context.serviceWorkers().some((worker) => worker.url().includes(EXTENSION_ID)),
    );
    await pressControl(article(2));
    panel = await until('the press opened the panel', () => panels()[0]);
    await expect.poll(address).toContain(facebookPostUrl(hotel));
    await restOn(article(1));
    const all = 'document.querySelectorAll("html > [popover][aria-hidden=true]:popover-open").length';
    expect(await browser.page.evaluate<number>(all)).toBe(1);
  });

  it('ends at once when it is switched off, and leaves nothing behind', async () => {
    await settings();
    await restOn(article(1));
    await panel.getByRole('button', { name: 'Do not show it on facebook.com' }).click();
    await expect.poll(() => controlBox(browser.page)).toBeNull();
    expect(await wanted().isChecked()).toBe(false);
    const { scripts: left, local } = await whatIsStored(panel);
    expect([left.includes('control'), 'post-control' in local]).toEqual([false, false]);
  });
});
