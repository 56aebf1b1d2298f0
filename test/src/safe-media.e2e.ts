import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AnalystBrowser,
  EXTENSION_ID,
  removeProfile,
  startAnalystBrowser,
} from './browser/analyst-browser.ts';
import { type ColourSites, serveColourSites, squares } from './browser/colour-sites.ts';
import { type PixelReader, startPixelReader } from './browser/pixels.ts';
import { stopBackground } from './browser/stop-background.ts';

/** Everything that plays, asked by a page that wants it to play, loud, whatever is done about it. */
const media = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Media</title></head><body>
  <video id="moving" autoplay style="width: 320px; height: 200px; display: block"></video>
  <button id="play" style="display: block">Play</button>
  <audio id="tone" autoplay loop src="/tone.wav"></audio>
  <div id="host"></div>
  <iframe id="inside" srcdoc="&lt;audio autoplay loop src=&quot;http://media.example/tone.wav&quot;&gt;&lt;/audio&gt;"></iframe>
  <p style="margin-top: 400px" id="elsewhere">Words</p>
  <script>
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d');
    let turn = 0;
    setInterval(() => { context.fillStyle = turn++ % 2 ? '#ff0000' : '#00ff00'; context.fillRect(0, 0, 300, 150); }, 40);
    const moving = document.getElementById('moving');
    moving.srcObject = canvas.captureStream(25);
    const shadow = document.getElementById('host').attachShadow({ mode: 'closed' });
    shadow.innerHTML = '<audio autoplay loop src="/tone.wav"></audio>';
    window.hidden = shadow.querySelector('audio');
    window.loose = new Audio('/tone.wav');
    loose.loop = true;
    window.refusals = new Set();
    const insist = () => {
      for (const each of [moving, hidden, loose, document.getElementById('tone')]) {
        each.muted = false;
        each.play().catch((error) => refusals.add(error.name));
      }
    };
    document.getElementById('play').addEventListener('click', () => { moving.muted = false; moving.play(); });
    setInterval(insist, 60);
  </script></body></html>`;

const state = `(() => {
  const all = [document.getElementById('moving'), document.getElementById('tone'), hidden, loose,
    document.getElementById('inside').contentDocument.querySelector('audio')];
  return all.map(({ paused, muted }) => (paused ? 'still' : 'plays') + (muted ? ', silent' : ', loud'));
})()`;

/** Until what the administrator presets has been read for the first time, the browser takes seconds. */
const start = { timeout: 15_000 };

let sites: ColourSites;
let reader: PixelReader;
let browser: AnalystBrowser;
let own: Page;

/** A page of the extension, to ask the browser what it knows and to allow what a person would. */
async function openOwnPage(of: AnalystBrowser): Promise<Page> {
  const page = await of.context.newPage();
  await page.goto(`chrome-extension://${EXTENSION_ID}/privacy.html`);
  return page;
}

const allow = (page: Page, origins: readonly string[]) =>
  page.evaluate(`chrome.permissions.request({ origins: ${JSON.stringify(origins)} })`);
const registered = (page: Page) =>
  page.evaluate<number>('chrome.scripting.getRegisteredContentScripts().then((all) => all.length)');
const store = (page: Page, values: object) =>
  page.evaluate(`chrome.storage.local.set(${JSON.stringify(values)})`);
const stored = (page: Page, key: string) =>
  page.evaluate<unknown>(`chrome.storage.local.get('${key}').then((all) => all['${key}'])`);
const isMute = (page: Page, url: string) =>
  page.evaluate<boolean>(`chrome.tabs.query({ url: '${url}' }).then(([tab]) => tab.mutedInfo.muted)`);

const picture = squares('#ff0000', '#0000ff');
const linked = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Linked</title></head><body style="margin: 0">
  <a href="http://media.example/"><img id="picture" width="240" height="240" style="display: block" src="${picture}" alt=""></a>
  <iframe id="other" style="border: 0; width: 240px; height: 240px; display: block" src="http://other.example/"></iframe>
  </body></html>`;

beforeAll(async () => {
  [sites, reader] = await Promise.all([
    serveColourSites({
      'media.example/': { body: media },
      'linked.example/': { body: linked },
      'other.example/': {
        body: `<!doctype html><title>Other</title><body style="margin: 0"><img style="display: block" src="${picture}" alt="">`,
      },
      'words.example/': { body: '<!doctype html><title>Words</title><p>Words' },
    }),
    startPixelReader(),
  ]);
  browser = await startAnalystBrowser({
    arguments: sites.browserArguments,
    server: 'http://127.0.0.1:9',
    sites: ['https://*/*', 'http://*/*'],
  });
  own = await openOwnPage(browser);
});

afterAll(async () => {
  await browser?.close();
  if (browser) await removeProfile(browser.profile);
  await reader?.close();
  await sites?.close();
});

async function edgesAt(tab: Page, clip: { x: number; y: number; width: number; height: number }) {
  const [seen] = await reader.read([await tab.screenshot({ clip, animations: 'allow' })]);
  if (!seen) throw new Error('Nothing was seen');
  return seen.edges;
}
/** Less than what is opened stays open at most. */
const patience = { timeout: 8_000 };
const middle = { x: 60, y: 60, width: 120, height: 120 };
const below = { x: 60, y: 300, width: 120, height: 120 };

/** Of what is in a tree; what begins without being asked for is stopped a moment later. */
const inTrees = async () => (await browser.page.evaluate<string[]>(state)).toSpliced(3, 1);

describe('video and sound in a covered page', () => {
  it('play and are loud as long as nothing is covered', async () => {
    await browser.page.goto('http://media.example/');
    await expect
      .poll(() => browser.page.evaluate(state), { timeout: 10_000 })
      .toEqual(['plays, loud', 'plays, loud', 'plays, loud', 'plays, loud', 'plays, loud']);
  });

  it('stop and fall silent when the open page is covered', async () => {
    expect(await allow(own, ['https://*/*', 'http://*/*'])).toBe(true);
    await expect.poll(() => registered(own), start).toBe(2);
    await expect.poll(() => isMute(own, 'http://media.example/*'), start).toBe(true);
  });

  it('do not begin by themselves, in shadow trees, in frames or outside of the page', async () => {
    await browser.page.goto('http://media.example/');
    await browser.page.waitForFunction('refusals.size > 0');
    await expect.poll(inTrees).toEqual(Array.from({ length: 4 }, () => 'still, silent'));
    const [, , , loose] = await browser.page.evaluate<string[]>(state);
    // It is in no tree: it is kept from playing, and the tab is mute.
    expect(loose).toMatch(/^still/);
    expect(await browser.page.evaluate('[...refusals]')).toEqual(['NotAllowedError']);
    expect(await isMute(own, 'http://media.example/*')).toBe(true);
  });

  it('do not begin because of a press somewhere else', async () => {
    await browser.page.bringToFront();
    await browser.page.locator('#elsewhere').click();
    await browser.page.evaluate('refusals.clear()');
    await browser.page.waitForFunction('refusals.size > 0');
    await expect.poll(inTrees).toEqual(Array.from({ length: 4 }, () => 'still, silent'));
    const [, , , loose] = await browser.page.evaluate<string[]>(state);
    // Nobody knows which button is for what is in no tree: it may play, and does not sound.
    expect(loose).toMatch(/silent$/);
  });

  it('play when the person presses, silent all the same', async () => {
    await browser.page.locator('#play').click();
    await expect.poll(async () => (await browser.page.evaluate<string[]>(state))[0]).toBe('plays, silent');
  });

  it('are given back when the site is switched off, also by the keyboard command', async () => {
    const [worker] = browser.context.serviceWorkers().filter((each) => each.url().includes(EXTENSION_ID));
    // A key of the browser itself cannot be pressed here; its event is sent to those who listen to it.
    await worker?.evaluate(`(async () => {
      const [tab] = await chrome.tabs.query({ url: 'http://media.example/*' });
      chrome.commands.onCommand.dispatch('safe-viewing', tab);
    })()`);
    await expect.poll(() => isMute(own, 'http://media.example/*'), patience).toBe(false);
    await expect
      .poll(async () => (await browser.page.evaluate<string[]>(state))[1], { timeout: 10_000 })
      .toBe('plays, loud');
    expect(await stored(own, 'safe-viewing')).toMatchObject({ sites: { 'media.example': false } });
    await browser.page.goto('http://words.example/');
    await expect.poll(() => isMute(own, 'http://words.example/*'), patience).toBe(true);
  });
});

describe('looking at one thing', () => {
  it('opens while the mouse button is held on it, and follows no link', async () => {
    const tab = browser.page;
    await tab.goto('http://linked.example/');
    await tab.getByRole('note').waitFor();
    expect(await edgesAt(tab, middle)).toBe(0);
    await tab.mouse.move(120, 120, { steps: 3 });
    await tab.mouse.down();
    // A screenshot while the button is pressed lets Chromium forget that it has to be let go.
    await expect.poll(() => tab.locator('#picture[data-lapwing-open]').count(), patience).toBe(1);
    await tab.mouse.up();
    await expect.poll(() => edgesAt(tab, middle), patience).toBe(0);
    expect(tab.url()).toBe('http://linked.example/');
  });

  it('opens what is in a frame while the key is held outside of it', async () => {
    const tab = browser.page;
    await tab.mouse.move(120, 360, { steps: 3 });
    for (const key of ['Alt', 'Shift', 'V']) await tab.keyboard.down(key);
    try {
      await expect.poll(() => edgesAt(tab, below), patience).toBeGreaterThan(0.02);
      expect(await edgesAt(tab, middle)).toBe(0);
    } finally {
      for (const key of ['V', 'Shift', 'Alt']) await tab.keyboard.up(key);
    }
    await expect.poll(() => edgesAt(tab, below), patience).toBe(0);
  });

  it('cannot be made of a page: a copied mark is taken away', async () => {
    const tab = browser.page;
    await tab.mouse.move(120, 120, { steps: 3 });
    await tab.evaluate(`new MutationObserver(() => {
      const word = document.getElementById('picture').getAttribute('data-lapwing-open');
      if (word) document.getElementById('other').setAttribute('data-lapwing-open', word);
      window.copied = true;
    }).observe(document.getElementById('picture'), { attributes: true })`);
    for (const key of ['Alt', 'Shift', 'V']) await tab.keyboard.down(key);
    await tab.waitForFunction('window.copied');
    expect(await tab.locator('#other[data-lapwing-open]').count()).toBe(0);
    for (const key of ['V', 'Shift', 'Alt']) await tab.keyboard.up(key);
  });

  it('opens what has the focus when there is no pointer', async () => {
    const tab = browser.page;
    await tab.mouse.move(900, 700);
    await tab.locator('a').focus();
    for (const key of ['Alt', 'Shift', 'V']) await tab.keyboard.down(key);
    await expect.poll(() => edgesAt(tab, middle), patience).toBeGreaterThan(0.02);
    for (const key of ['V', 'Shift', 'Alt']) await tab.keyboard.up(key);
    await expect.poll(() => edgesAt(tab, middle), patience).toBe(0);
  });
});

describe('the time somebody looks', () => {
  const halfAMinuteAgo = () => ({
    lookedMs: 1_000_000,
    lastAt: Date.now() - 30_000,
    extraMs: 0,
    restingSince: null,
  });

  it('counts while a covered page is used, also when the background had ended', async () => {
    await browser.page.goto('http://words.example/');
    await browser.page.bringToFront();
    await store(own, { looking: halfAMinuteAgo() });
    await stopBackground(own);
    await browser.page.mouse.move(200, 200, { steps: 3 });
    await expect.poll(() => stored(own, 'looking'), patience).toMatchObject({ lookedMs: expect.any(Number) });
    await expect
      .poll(
        async () => {
          const looking = await stored(own, 'looking');
          return typeof looking === 'object' && looking !== null && 'lookedMs' in looking
            ? Number(looking.lookedMs)
            : 0;
        },
        { timeout: 10_000 },
      )
      .toBeGreaterThan(1_029_000);
  });
});

describe('where the browser allows one site only', () => {
  let one: AnalystBrowser;
  afterAll(async () => {
    await one?.close();
    if (one) await removeProfile(one.profile);
  });

  it('covers frames of others as a whole', async () => {
    const pattern = ['https://*.linked.example/*', 'http://*.linked.example/*'];
    one = await startAnalystBrowser({
      arguments: sites.browserArguments,
      server: 'http://127.0.0.1:9',
      sites: pattern,
    });
    const page = await openOwnPage(one);
    await one.page.goto('http://linked.example/');
    await one.page.bringToFront();
    expect(await edgesAt(one.page, below)).toBeGreaterThan(0.02);
    expect(await allow(page, pattern)).toBe(true);
    await expect.poll(() => edgesAt(one.page, below), start).toBe(0);
    await expect.poll(() => registered(page), start).toBe(2);
    await one.page.reload();
    expect(await edgesAt(one.page, middle)).toBe(0);
    expect(await edgesAt(one.page, below)).toBe(0);
  });
});
