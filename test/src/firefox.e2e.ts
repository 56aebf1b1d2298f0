import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { z } from 'zod';
import { squares } from './browser/colour-sites.ts';
import { enrolPerson } from './browser/enrol-person.ts';
import {
  type FirefoxBrowser,
  findFirefox,
  middleOfElement,
  picturesWhile,
  type Scripted,
  startFirefox,
} from './browser/firefox-browser.ts';
import { facebookPosts, facebookPostUrl } from './browser/fixture-pages.ts';
import { type FixtureSites, serveFixtureSites } from './browser/fixture-sites.ts';
import { type PixelReader, startPixelReader } from './browser/pixels.ts';
import { sharedDatabase } from './stack/shared-database.ts';
import { type Stack, startStack } from './stack/start-stack.ts';
import { until } from './stack/until.ts';
import { firefoxHands } from './ways-in/firefox-hands.ts';
import { isDriven, tryWay } from './ways-in/try-way.ts';
import { waysIn } from './ways-in/ways-in.ts';

const Looks = z.array(z.object({ opacity: z.string(), filter: z.string() })).nonempty();
const Point = z.object({ x: z.number(), y: z.number() });
const COLOURS = 'https://colours.example/';
const PLAIN = 'https://colours.example/plain';
const picture = squares('#ff0000', '#00ff00');

/** Pictures of a page that defends itself, and one that lies in a closed shadow tree. */
function coloursPage(): string {
  const box = 'width: 240px; height: 240px; position: absolute';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Squares</title>
    <script>
      // Pictures are few: the page itself notes how it is drawn, in every task and before every frame.
      window.looks = [];
      const look = () => {
        const { opacity, filter } = getComputedStyle(document.documentElement);
        const last = looks.at(-1);
        if (last?.opacity !== opacity || last.filter !== filter) looks.push({ opacity, filter, at: performance.now() });
      };
      look();
      setInterval(look, 1);
      requestAnimationFrame(function before() { look(); requestAnimationFrame(before); });
    </script>
    <style>html, img, canvas, div { filter: none !important; transition: filter 60s !important }</style></head><body>
    <img id="picture" alt="" style="${box}; left: 20px; top: 20px; filter: none !important" src="${picture}">
    <canvas id="canvas" width="240" height="240" style="${box}; left: 280px; top: 20px"></canvas>
    <div id="background" style="${box}; left: 20px; top: 280px; background: url('${picture}') !important"></div>
    <div id="host" style="${box}; left: 280px; top: 280px"></div>
    <script>
      const context = document.getElementById('canvas').getContext('2d');
      for (let at = 0; at < 144; at += 1) {
        context.fillStyle = (at % 12 + Math.floor(at / 12)) % 2 ? '#0000ff' : '#ff0000';
        context.fillRect((at % 12) * 20, Math.floor(at / 12) * 20, 20, 20);
      }
      document.getElementById('host').attachShadow({ mode: 'closed' }).innerHTML =
        '<style>img { filter: none !important }</style><img alt="" src="${picture}">';
      setInterval(() => document.documentElement.style.setProperty('filter', 'none', 'important'), 5);
    </script></body></html>`;
}

const howItIsStyled = `(() => {
  const of = (selector) => getComputedStyle(document.querySelector(selector));
  return {
    since: performance.now(),
    looks,
    sheets: document.adoptedStyleSheets.length,
    root: [of('html').opacity, of('html').filter, document.documentElement.getAttribute('style')],
    pictures: ['#picture', '#canvas'].map((selector) => of(selector).filter),
    background: of('#background').backgroundSize,
  };
})()`;

// The runner says so where there is no Firefox, and leaves this file out (scripts/test.ts).
describe.skipIf(findFirefox() === null)('in a real Firefox', () => {
  let stack: Stack;
  let sites: FixtureSites;
  let firefox: FirefoxBrowser;
  let panel: Page;
  let sidebar: Scripted;
  let reader: PixelReader;

  const flagCount = async (): Promise<number> => {
    const { rows } = await stack.owner.query('select count(*)::int n from flags');
    return rows[0].n;
  };
  const press = (page: Page, name: string) =>
    page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
  const shows = (page: Page, text: string) => page.locator(`::-p-text(${text})`).wait();
  /** Presses a control of the sidebar that is found by its words. */
  const pressInSidebar = (selector: string, words: string) =>
    until(`the sidebar has ${words}`, () =>
      sidebar.run(`
        const found = [...document.querySelectorAll(${JSON.stringify(selector)})]
          .find((element) => element.textContent.includes(${JSON.stringify(words)}));
        if (!found) return false;
        press(found.control ?? found);
        return true;`),
    );
  const sidebarText = async () => String(await sidebar.run('return document.body.textContent'));
  const isRegistered = (extensionPage: Page, script: string) =>
    until(`Firefox runs ${script} in pages that open`, () =>
      extensionPage.evaluate(
        `browser.scripting.getRegisteredContentScripts().then((all) => all.some(({ id }) => id === '${script}'))`,
      ),
    );
  const sidebarAddress = () => sidebar.run("return document.querySelector('textarea')?.value ?? ''");

  beforeAll(async () => {
    [stack, sites] = await Promise.all([
      startStack({ database: await sharedDatabase(), start: ['api'] }),
      serveFixtureSites([new URL(COLOURS).host]),
    ]);
    sites.show(COLOURS, coloursPage());
    sites.show(PLAIN, `<!doctype html><title>Plain</title><img id="picture" alt="" src="${picture}">`);
    reader = await startPixelReader();
    firefox = await startFirefox(sites);
    const analyst = await enrolPerson(stack, ['analyst'], 'Ada Example');
    await firefox.setCookies(analyst.session, stack.url);
  });

  afterAll(async () => {
    await firefox?.close();
    await reader?.close();
    await sites?.close();
    await stack?.stop();
  });

  let broken = false;
  beforeEach(({ skip }) => {
    if (broken) skip('an earlier step failed');
    onTestFailed(() => {
      broken = true;
    });
  });

  it('pairs', async () => {
    panel = await firefox.openExtensionPage('sidepanel.html');
    const address = panel.locator('input[type=url]');
    await address.fill(stack.url);
    await press(panel, 'Pair');
    const approval = await until('the page of the approval is open', async () =>
      (await firefox.pages()).find((page) => page.url().startsWith(`${stack.url}/pair`)),
    );
    await press(approval, 'Yes, pair it');
    await shows(approval, 'The extension is paired');
    await approval.close();
    await shows(panel, 'My flags');
    await panel.close();
  });

  it('flags a post from its page, by the toolbar button and the sidebar that it opens', async () => {
    const page = await firefox.newPage();
    await page.goto(facebookPostUrl(facebookPosts.amber));
    sidebar = await firefox.pressToolbar(page);
    await expect.poll(sidebarAddress).toBe(facebookPostUrl(facebookPosts.amber));
    expect(
      await sidebar.run('return [...document.querySelectorAll("input")].map(({ value }) => value)'),
    ).toContain(facebookPosts.amber.author.handle);
    await pressInSidebar('label', 'Grooming');
    await pressInSidebar('label', 'credible risk indicator');
    await pressInSidebar('button', 'Save and send');
    await until('the flag was accepted', async () => (await sidebarText()).includes('Last flag accepted'));
    expect(await flagCount()).toBe(1);
  });

  it.each(waysIn.filter((way) => isDriven(way, 'FIREFOX')))('$name flags what it says', (way) =>
    tryWay(way, firefoxHands(firefox)),
  );

  it('keeps a flag while there is no network, and sends it when there is one', async () => {
    const page = await firefox.newPage();
    await page.goto(facebookPostUrl(facebookPosts.hotel));
    sidebar = await firefox.pressToolbar(page);
    await expect.poll(sidebarAddress).toBe(facebookPostUrl(facebookPosts.hotel));
    await firefox.setOffline(true);
    // Firefox reaches this computer itself all the same.
    await stack.services.api.kill();
    await pressInSidebar('label', 'Exploitation in travel and tourism');
    await pressInSidebar('label', 'credible risk indicator');
    await pressInSidebar('button', 'Save: offline');
    await until('the outbox says that it waits', async () =>
      (await sidebarText()).includes('1 flag waiting to be sent'),
    );
    await stack.services.api.start();
    await firefox.setOffline(false);
    await until('the flag was accepted', async () => (await sidebarText()).includes('Last flag accepted'), {
      withinMs: 60_000,
    });
    expect(await flagCount()).toBe(2);
  });

  it('puts the button on posts where it is wanted, and shows the panel for a press on it', async () => {
    const privacy = await firefox.openExtensionPage('privacy.html');
    await press(privacy, 'Allow Facebook');
    await until('the browser allowed it', () =>
      privacy.evaluate("browser.permissions.contains({ origins: ['https://*.facebook.com/*'] })"),
    );
    // What the settings keep; a press in the sidebar that is driven by a script is no press for Firefox's question.
    await privacy.evaluate("browser.storage.local.set({ 'post-control': { sites: ['facebook.com'] } })");
    await isRegistered(privacy, 'control');
    const page = await firefox.newPage();
    await page.goto('https://www.facebook.com/');
    const pressOn = async (index: number) => {
      await page.bringToFront();
      let moves = 0;
      const { x, y } = await until('the post has the button', async () => {
        // A pointer that came before our script is seen when it moves again, and has to rest then.
        moves += 1;
        const post = await (await page.$$('[role=article]'))[index]?.boundingBox();
        if (!post) return null;
        await page.mouse.move(post.x + 40 + moves, post.y + 30, { steps: 3 });
        const place = await page.waitForFunction(
          `(() => {
            const control = document.querySelector('html > [popover][aria-hidden=true]:popover-open');
            if (!control) return null;
            const { x, y, width, height } = control.getBoundingClientRect();
            return { x: x + width / 2, y: y + height / 2 };
          })()`,
          { timeout: 3_000 },
        );
        return Point.parse(await place.jsonValue());
      });
      await page.mouse.move(x, y, { steps: 3 });
      const since = Number(await page.evaluate('performance.now()'));
      await page.waitForFunction(`performance.now() > ${since + 300}`);
      await page.mouse.down();
      await page.mouse.up();
    };
    await pressOn(0);
    await expect.poll(sidebarAddress).toContain(facebookPostUrl(facebookPosts.amber));
    // Firefox opens its sidebar for no press in a page: a small window has the panel instead.
    await firefox.closeSidebar();
    await pressOn(1);
    const panelOf =
      "browser.extension.getViews({ type: 'tab' }).find(({ location }) => location.search.startsWith('?tab='))";
    await expect
      .poll(() => privacy.evaluate(`${panelOf}?.document.querySelector('textarea')?.value ?? ''`))
      .toContain(facebookPostUrl(facebookPosts.camp));
    await privacy.evaluate(`${panelOf}.close()`);
    await Promise.all([page.close(), privacy.close()]);
  });

  describe('safe viewing', () => {
    let page: Page;
    let before: { coloured: number; edges: number };
    const patience = { timeout: 8_000 };
    const revealKeys = ['AltLeft', 'ShiftLeft', 'KeyV'] as const;
    const seen = async (clip?: { x: number; y: number; width: number; height: number }) => {
      const [measured] = await reader.read([
        await page.screenshot({ encoding: 'base64', ...(clip && { clip }) }),
      ]);
      if (!measured) throw new Error('Nothing was seen');
      return measured;
    };
    /** The middle of one of the pictures, and what is seen there. */
    const middleOf = async (selector: string) => {
      const middle = await middleOfElement(page, selector);
      const { x, y } = middle;
      return { ...middle, seen: () => seen({ x: x - 60, y: y - 60, width: 120, height: 120 }) };
    };

    it('covers an open page when its person allows all sites', async () => {
      page = await firefox.newPage();
      await page.goto(COLOURS);
      // What is found missing afterwards is there to be found.
      const look = async () => {
        before = await seen();
        return before.coloured;
      };
      await expect.poll(look, patience).toBeGreaterThan(0.4);
      expect(before.edges).toBeGreaterThan(0.02);
      sidebar = await firefox.pressToolbar(page);
      await pressInSidebar('button', 'Allow on all sites');
      await until('Firefox allows it', async () => (await sidebarText()).includes('Safe viewing is on here'));
      await expect.poll(async () => (await seen()).coloured, patience).toBe(0);
      // The press on the toolbar alone lets us into the page that is open, and not into the next.
      const privacy = await firefox.openExtensionPage('privacy.html');
      await isRegistered(privacy, 'safe-frame');
      await privacy.close();
      await page.bringToFront();
    });

    it('shows no colour in any picture that is taken while a page opens, and no detail once it is open', async () => {
      let taken = 0;
      for (let round = 0; round < 3; round += 1) {
        const pictures = await picturesWhile(page, async () => {
          await page.goto(COLOURS);
        });
        const measured = await reader.read(pictures);
        // What was coloured, when, and how the document was styled afterwards: it is too rare to be seen by hand.
        const coloured = measured.flatMap(({ colouredBox }, at) =>
          colouredBox ? [{ at, colouredBox }] : [],
        );
        const styled = coloured.length > 0 ? await page.evaluate(howItIsStyled) : null;
        const seenThen = { round, taken: pictures.length, coloured, styled };
        expect(seenThen).toEqual({ ...seenThen, coloured: [], styled: null });
        const looks = Looks.parse(await page.evaluate('looks'));
        expect(looks.filter(({ opacity, filter }) => opacity !== '0' && filter === 'none')).toEqual([]);
        // The mark in the corner and the edges of the pictures; one of the four that is shown would be more.
        await expect.poll(async () => (await seen()).edges, patience).toBeLessThan(before.edges / 3);
        taken += pictures.length;
      }
      expect(taken).toBeGreaterThan(5);
    });

    it.each(['#picture', '#canvas', '#background', '#host'])(
      'opens %s while the key is held over it, grey, and closes it again',
      async (selector) => {
        const place = await middleOf(selector);
        await page.mouse.move(place.x, place.y, { steps: 3 });
        // Firefox gives a page keys before moves that came first; what was pointed at until then would open.
        await until('the pointer is on it', () =>
          page.evaluate(`document.querySelector('${selector}').matches(':hover')`),
        );
        for (const key of revealKeys) await page.keyboard.down(key);
        try {
          await expect.poll(async () => (await place.seen()).edges, patience).toBeGreaterThan(0.02);
          expect((await place.seen()).coloured).toBe(0);
        } finally {
          for (const key of revealKeys.toReversed()) await page.keyboard.up(key);
        }
        await expect.poll(async () => (await place.seen()).edges, patience).toBeLessThan(0.005);
      },
    );

    it('is switched off for a site, which restores the page and is remembered', async () => {
      // The other page would take a minute to give its colours back.
      await page.goto(PLAIN);
      const place = await middleOf('#picture');
      expect((await place.seen()).coloured).toBe(0);
      await pressInSidebar('button', 'Turn off');
      await expect.poll(async () => (await place.seen()).coloured, patience).toBeGreaterThan(0.9);
      await page.reload();
      const { coloured, edges } = await place.seen();
      expect(coloured).toBeGreaterThan(0.9);
      expect(edges).toBeGreaterThan(0.02);
    });
  });

  it('wipes everything', async () => {
    const privacy = await firefox.openExtensionPage('privacy.html');
    await shows(privacy, 'There is one, and no script can read it.');
    await press(privacy, 'Wipe everything');
    await shows(privacy, 'The server has every flag you saved here.');
    await privacy.locator('[role=dialog] ::-p-aria([name="Wipe everything"][role="button"])').click();
    await shows(privacy, 'Everything is wiped');
    await shows(privacy, 'The server does not know this browser any more.');
    const left = await privacy.evaluate(`(async () => ({
      local: Object.keys(await browser.storage.local.get(null)),
      session: Object.keys(await browser.storage.session.get(null)),
      databases: await indexedDB.databases(),
      sites: (await browser.permissions.getAll()).origins,
      page: Object.keys(localStorage),
    }))()`);
    expect(left).toEqual({ local: [], session: [], databases: [], sites: [], page: [] });
  });
});
