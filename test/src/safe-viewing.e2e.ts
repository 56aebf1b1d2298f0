import { changeExtensionPolicy } from '@lapwing/store/extension/change-extension-policy';
import { readExtensionPolicy } from '@lapwing/store/extension/read-extension-policy';
import { invitePerson } from '@lapwing/store/people/invite-person';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnalystBrowser, removeProfile, startAnalystBrowser } from './browser/analyst-browser.ts';
import { type ColourSites, serveColourSites, squares } from './browser/colour-sites.ts';
import { bringSession, enrolPerson } from './browser/enrol-person.ts';
import { pairExtension } from './browser/pair-extension.ts';
import { framesWhile, type PixelReader, startPixelReader } from './browser/pixels.ts';
import { wordsIn } from './screens/words.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';

const t = wordsIn('en');
const [red, green, blue] = ['#ff0000', '#00ff00', '#0000ff'];
const picture = squares(red, green);
// Beside the mark in the corner.
const box = 'width: 240px; height: 240px; display: block; border: 0; margin: 8px 8px 8px 320px';
const page = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Squares</title>${head}</head><body>${body}</body></html>`;

const draw = `(canvas) => {
  const context = canvas.getContext('2d');
  for (let at = 0; at < 144; at += 1) {
    context.fillStyle = (at % 12 + Math.floor(at / 12)) % 2 ? '${blue}' : '${red}';
    context.fillRect((at % 12) * 20, Math.floor(at / 12) * 20, 20, 20);
  }
}`;

/** Everything that can show a picture, and a page that does what it can to be seen. */
const colours = page(
  `<p style="color: ${red}">Harbour School Camp</p>
   <img id="picture" style="${box}; filter: none !important; opacity: 1 !important" src="${picture}" alt="">
   <div id="background" style="${box}; background: url('${picture}') !important"></div>
   <svg id="vector" style="${box}"><image href="${picture}" width="240" height="240"/></svg>
   <canvas id="canvas" width="240" height="240" style="${box}"></canvas>
   <video id="poster" style="${box}" poster="${picture}"></video>
   <div id="host"></div><div id="late"></div>
   <iframe id="inside" style="${box}" srcdoc="&lt;img width=220 src=&quot;${picture}&quot;&gt;"></iframe>
   <script>
     (${draw})(document.getElementById('canvas'));
     const shadow = document.getElementById('host').attachShadow({ mode: 'closed' });
     shadow.innerHTML = '<style>img { filter: none !important }</style><img style="${box}" src="${picture}">';
     setInterval(() => {
       document.documentElement.removeAttribute('style');
       document.documentElement.style.setProperty('filter', 'none', 'important');
     }, 5);
     document.documentElement.style.setProperty('filter', 'none', 'important');
     addEventListener('load', () => {
       const late = new Image(240, 240);
       late.id = 'late-picture';
       late.style = '${box}';
       late.src = '${squares(blue, green)}';
       document.getElementById('late').append(late);
       const above = document.createElement('dialog');
       above.innerHTML = '<img style="filter: none !important" src="${squares(red, blue)}">';
       document.body.append(above);
       above.showModal();
       setTimeout(() => { above.close(); document.title = 'Shown'; }, 100);
     });
   </script>`,
  `<style>html, img, svg, canvas, video, div, iframe { filter: none !important; transition: filter 60s, background-size 60s !important }
     dialog, dialog::backdrop { filter: none !important; background: ${green} }
     #background::before { content: ''; display: block; height: 100px; background: url('${picture}') }</style>`,
);

const strict = {
  body: page(`<img id="picture" style="${box}" src="${picture}" alt="">`),
  headers: { 'content-security-policy': "default-src 'none'; img-src data:; style-src 'none'" },
};

let stack: Stack;
let sites: ColourSites;
let browser: AnalystBrowser;
let panel: Page;
let reader: PixelReader;

const everywhere = ['https://*/*', 'http://*/*'];
const start = (profile?: string) =>
  startAnalystBrowser({
    arguments: sites.browserArguments,
    server: stack.url,
    sites: everywhere,
    ...(profile === undefined ? {} : { profile }),
  });
const button = (name: string) => panel.getByRole('button', { name, exact: true });

/** The most coloured frame of those drawn while the page opens, up to when it has shown everything. */
async function mostColouredWhileOpening(
  tab: Page,
  url: string,
): Promise<{ frames: number; coloured: number }> {
  await tab.goto('http://grey.example/');
  const frames = await framesWhile(tab, async () => {
    await tab.goto(url);
    await tab.waitForFunction("document.title === 'Shown'");
  });
  const measured = await reader.read(frames);
  return { frames: frames.length, coloured: Math.max(...measured.map(({ coloured }) => coloured)) };
}

/** What is seen of one element. */
async function seenOf(tab: Page, selector: string) {
  const [seen] = await reader.read([await tab.locator(selector).screenshot({ animations: 'allow' })]);
  if (!seen) throw new Error('Nothing was seen');
  return seen;
}

interface Point {
  x: number;
  y: number;
}

/** Puts the pointer on the picture that an element shows, and gives where that is. */
async function pointAt(tab: Page, selector: string): Promise<Point> {
  await tab.locator(selector).scrollIntoViewIfNeeded();
  const box = await tab.locator(selector).boundingBox();
  if (!box) throw new Error(`Nothing is at ${selector}`);
  const middle = { x: 448, y: Math.round(box.y + 120) };
  await tab.mouse.move(middle.x, middle.y, { steps: 3 });
  return middle;
}

/** What is seen around a point, without moving anything. */
async function seenAround(tab: Page, { x, y }: Point) {
  const [seen] = await reader.read([
    await tab.screenshot({ clip: { x: x - 60, y: y - 60, width: 120, height: 120 }, animations: 'allow' }),
  ]);
  if (!seen) throw new Error('Nothing was seen');
  return seen;
}

// Less than what is opened stays open at most.
const patience = { timeout: 8_000 };
const revealKeys = ['Alt', 'Shift', 'V'];

beforeAll(async () => {
  [stack, sites, reader] = await Promise.all([
    startStack({ database: await sharedDatabase(), start: ['api'] }),
    serveColourSites({
      'grey.example/': { body: page('<p>Nothing to see</p>') },
      'colours.example/': { body: colours },
      'other.example/': { body: colours },
      'strict.example/': strict,
      'plain.example/': { body: page(`<img id="picture" style="${box}" src="${picture}" alt="">`) },
    }),
    startPixelReader(),
  ]);
  browser = await start();
  await bringSession(browser.context, await enrolPerson(stack, ['analyst'], 'Ada Example'), stack.url);
  await browser.page.goto('http://colours.example/');
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

describe('safe viewing', () => {
  it('asks for the sites with its reason, and until then the page shows its colours', async () => {
    await browser.page.bringToFront();
    await browser.pressToolbar(browser.page);
    await panel.getByText(t('safe:ask')).waitFor();
    const { coloured } = await mostColouredWhileOpening(browser.page, 'http://colours.example/');
    // What the other tests find missing is there to be found.
    expect(coloured).toBeGreaterThan(0.05);
  });

  it('covers an open page as soon as the browser allows it', async () => {
    await browser.pressToolbar(browser.page);
    await button(t('safe:allowAll')).click();
    await panel.getByText(t('safe:state.ON')).waitFor();
    await expect.poll(async () => (await seenOf(browser.page, 'body')).coloured, patience).toBe(0);
  });

  it('draws no coloured pixel in any frame of a page that opens, whatever the page tries', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { frames, coloured } = await mostColouredWhileOpening(browser.page, 'http://colours.example/');
      expect(frames).toBeGreaterThan(2);
      expect(coloured).toBe(0);
    }
  });

  it.each(['#picture', '#background', '#vector', '#canvas', '#poster', '#host', '#late-picture', '#inside'])(
    'shows no detail of %s',
    async (selector) => {
      expect((await seenOf(browser.page, selector)).edges).toBeLessThan(0.01);
    },
  );

  const opens = async (selector: string) => {
    const tab = browser.page;
    await tab.bringToFront();
    const middle = await pointAt(tab, selector);
    const seen = () => seenAround(tab, middle);
    for (const key of revealKeys) await tab.keyboard.down(key);
    try {
      await expect.poll(async () => (await seen()).edges, patience).toBeGreaterThan(0.02);
      expect((await seen()).coloured).toBe(0);
    } finally {
      for (const key of revealKeys.toReversed()) await tab.keyboard.up(key);
    }
    await expect.poll(async () => (await seen()).edges, patience).toBeLessThan(0.005);
  };

  it.each(['#picture', '#background', '#canvas'])(
    'opens %s while the key is held over it, grey, and closes it again',
    opens,
  );

  it('opens a picture in a closed shadow tree in the same way', () => opens('#host'));

  it('covers a page that allows no style but its own', async () => {
    await browser.page.goto('http://strict.example/');
    expect(await seenOf(browser.page, '#picture')).toEqual({ coloured: 0, colouredBox: null, edges: 0 });
  });

  it('remembers for a site that it is off, restores the page, and covers the others still', async () => {
    await browser.page.goto('http://plain.example/');
    await button(t('safe:turnOff')).click();
    await panel.getByText(t('safe:state.OFF')).waitFor();
    await expect
      .poll(async () => (await seenOf(browser.page, '#picture')).coloured, patience)
      .toBeGreaterThan(0.9);
    await browser.page.reload();
    const seen = await seenOf(browser.page, '#picture');
    expect(seen.coloured).toBeGreaterThan(0.9);
    expect(seen.edges).toBeGreaterThan(0.02);
    expect((await mostColouredWhileOpening(browser.page, 'http://other.example/')).coloured).toBe(0);
  });

  it('comes on again for the site', async () => {
    await browser.page.goto('http://plain.example/');
    await button(t('safe:turnOn')).click();
    await panel.getByText(t('safe:state.ON')).waitFor();
    await expect.poll(async () => (await seenOf(browser.page, 'body')).coloured, patience).toBe(0);
  });

  it('says how long she has been looking, suggests a break, and lets her choose', async () => {
    const looked = { lookedMs: 51 * 60_000, lastAt: Date.now(), extraMs: 0, restingSince: null };
    // In turn with the extension, which may be noting at this moment that somebody looks.
    const hasLooked = () =>
      panel.evaluate(
        `navigator.locks.request('looking', () => chrome.storage.local.set({ looking: ${JSON.stringify(looked)} }))`,
      );
    await hasLooked();
    await panel.getByText(t('safe:break.due', { count: 51 })).waitFor();
    await browser.page.reload();
    await button(t('safe:break.more')).click();
    await panel.getByText(t('safe:break.looking', { count: 51 })).waitFor();
    await hasLooked();
    await button(t('safe:break.begin')).click();
    await panel.getByText(t('safe:break.resting')).waitFor();
    await button(t('safe:break.end')).click();
    await panel.getByText(t('safe:break.due', { count: 51 })).waitFor();
  });

  it('leaves no choice where the organisation locked it', async () => {
    const [name, email] = ['Lena Example', 'lena@lapwing.example'];
    const { person } = await invitePerson(stack.store, null, { name, email, roles: ['admin'] }, stack.url);
    const actor = { personId: person.personId, requestId: null };
    const { version, updatedAt: _, ...before } = await readExtensionPolicy(stack.store);
    const input = { ...before, safeViewing: 'LOCKED_ON' as const };
    await changeExtensionPolicy(stack.store, actor, { version, input });
    await panel.reload();
    await panel.locator('summary', { hasText: t('safe:state.ON') }).click();
    await panel.getByText(t('safe:locked')).waitFor();
    expect(await button(t('safe:turnOff')).count()).toBe(0);
    await panel.evaluate(
      "chrome.storage.local.set({ 'safe-viewing': { everywhere: false, sites: { 'other.example': false } } })",
    );
    expect((await mostColouredWhileOpening(browser.page, 'http://other.example/')).coloured).toBe(0);
  });

  it('covers the first page of a browser that was closed and started again', async () => {
    const { profile } = browser;
    await browser.close();
    browser = await start(profile);
    expect((await mostColouredWhileOpening(browser.page, 'http://colours.example/')).coloured).toBe(0);
  });
});
