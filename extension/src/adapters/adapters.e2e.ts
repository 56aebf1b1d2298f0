import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageReading } from '../capture/page-reading.ts';
import { openChromium } from '../testing/open-chromium.ts';
import { callCaptureScript } from './call-capture-script.ts';
import type { CaptureRequest } from './capture-request.ts';
import { MAX_CAPTURED_TEXT } from './page/text.ts';
import type { AskedTarget } from './target.ts';
import { adapterFixtures } from './testing/fixtures.ts';

const built = new URL('../../.output/chrome-mv3/capture.js', import.meta.url);
const MAX_GZIP = 40 * 1024;

function script(): string {
  if (!existsSync(built))
    throw new Error('The extension is not built: pnpm exec turbo run build --filter=@lapwing/extension');
  return readFileSync(built, 'utf8');
}

let browser: Browser;
let page: Page;
let protocol: CDPSession;
let served = '';

beforeAll(async () => {
  browser = await openChromium();
  page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  protocol = await page.context().newCDPSession(page);
  await page.route('**/*', (route) =>
    route.request().resourceType() === 'document'
      ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: served })
      : route.abort(),
  );
});
afterAll(() => browser.close());

async function open(html: string, url: string): Promise<void> {
  served = html;
  await page.mouse.move(0, 0);
  // Pages of one client differ in their fragment only, for which nothing would be loaded.
  await page.goto('about:blank');
  await page.goto(url);
}

/** Reads as the extension does: its built script, in a world of its own. */
async function read(target: AskedTarget) {
  const { frameTree } = await protocol.send('Page.getFrameTree');
  const { executionContextId } = await protocol.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'lapwing',
  });
  const evaluate = async (expression: string): Promise<unknown> => {
    const options = { contextId: executionContextId, returnByValue: true };
    const { result, exceptionDetails } = await protocol.send('Runtime.evaluate', { expression, ...options });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await evaluate(`${script()}; undefined`);
  const request: CaptureRequest = { target, switchedOff: [] };
  const call = `(${callCaptureScript.toString()})(${JSON.stringify(request)})`;
  return PageReading.parse(await evaluate(call));
}

it('is a script of less than 40 kB', () => {
  expect(gzipSync(script()).length).toBeLessThan(MAX_GZIP);
});

describe.each(adapterFixtures)('the built script on pages of $platform', ({ platform, pages }) => {
  it.each(pages.map((fixture) => [`${fixture.name} (${fixture.variant})`, fixture] as const))(
    'reads %s',
    async (_, fixture) => {
      await open(fixture.html, fixture.url);
      for (const { pointAt, select, reads } of fixture.things) {
        await page.hover(pointAt, { force: true });
        // A reading has a few milliseconds: on a machine that is busy it may be read in part, and is asked for again.
        await expect
          .poll(() => read({ kind: 'CURSOR' }))
          .toMatchObject({
            counts: {},
            hasOwnAddress: true,
            ...reads,
            adapter: platform,
            unlike: null,
          });

        await page.mouse.move(0, 0);
        await page.evaluate((selector) => {
          const element = document.querySelector(selector);
          if (element) getSelection()?.selectAllChildren(element);
        }, select);
        const words = await page.evaluate(() => getSelection()?.toString().trim() ?? '');
        const selected = async () => {
          const { url, authorHandle, text } = await read({ kind: 'SELECTION', text: words });
          return { url, authorHandle, text: text.replace(/\s+/g, ' ') };
        };
        const text = words.replace(/\s+/g, ' ');
        await expect.poll(selected).toEqual({ url: reads.url, authorHandle: reads.authorHandle ?? '', text });
        await page.evaluate(() => getSelection()?.removeAllRanges());
      }
    },
  );
});

describe('the built script on a hostile page', () => {
  const url = 'https://www.facebook.com/harbour.school.example/posts/2028000000000017';
  const article = (words: string) =>
    `<div role="article"><h3><a href="/harbour.school.example">Harbour</a></h3><div data-ad-preview="message" id="words">${words}</div></div>`;

  it('reads no more than its bounds of 50,000 nodes and a title of a megabyte', async () => {
    const flood = '<p><b>word</b> <i>word</i></p>'.repeat(12_500);
    await open(`<title>${'x'.repeat(1_000_000)}</title>${article(flood)}`, url);
    const reading = await read({ kind: 'CURSOR' });
    expect(reading).toMatchObject({ url, adapter: 'FACEBOOK', authorHandle: 'harbour.school.example' });
    expect(reading.text.length).toBeGreaterThan(0);
    expect(reading.text.length).toBeLessThanOrEqual(MAX_CAPTURED_TEXT);
  });

  it('does not see what the page did to its prototypes, nor names that shadow methods of the document', async () => {
    const clobbering = ['querySelectorAll', 'createTreeWalker', 'body', 'location', 'getSelection'].map(
      (name) =>
        `<img name="${name}" alt=""><form name="${name}"><input name="getAttribute"><input name="matches"></form>`,
    );
    const script = `Element.prototype.closest = () => document.body; Object.prototype.text = 'polluted';
      Object.defineProperty(Node.prototype, 'textContent', { get() { throw new Error('of the page'); } });`;
    await open(`${article('Ordinary words')}${clobbering.join('')}<script>${script}</script>`, url);
    expect(await read({ kind: 'CURSOR' })).toMatchObject({
      url,
      adapter: 'FACEBOOK',
      text: 'Ordinary words',
    });
  });

  it('reads nothing that is not shown', async () => {
    const hidden = ['display:none', 'visibility:hidden', 'opacity:0'].map(
      (style) => `<p style="${style}">not shown</p>`,
    );
    await open(
      article(`Shown${hidden.join('')}<p hidden>not shown</p><p aria-hidden="true">ornament</p>`),
      url,
    );
    expect((await read({ kind: 'CURSOR' })).text).toBe('Shown');
  });

  it('does not read a frame over which the pointer is', async () => {
    const frame =
      '<iframe role="article" srcdoc="<p>Believe the frame</p>" width="400" height="200"></iframe>';
    await open(`${article('Ordinary words')}${frame}`, url);
    await page.hover('iframe');
    expect(await read({ kind: 'CURSOR' })).toMatchObject({ url, text: 'Ordinary words' });
  });
});
