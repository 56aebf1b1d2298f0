import { identifyContentUrl } from '@lapwing/contracts/content-url/identify-content-url';
import { findMedia } from '@lapwing/contracts/media-ban';
import { describe, expect, it } from 'vitest';
import { PageReading } from '../capture/page-reading.ts';
import { MAX_NODES } from './page/budget.ts';
import { attributeOf, findFirst } from './page/dom.ts';
import { identityOf, namesAccount, namesOneThing } from './page/identity.ts';
import { MAX_CAPTURED_TEXT } from './page/text.ts';
import { readPage } from './read-page.ts';
import { adapters, ownAdapterOf } from './registry.ts';
import type { AskedTarget } from './target.ts';
import { type Gesture, openDomPage } from './testing/dom-page.ts';
import { type FixturePage, type FixtureThing, variants } from './testing/fixture-page.ts';
import { adapterFixtures } from './testing/fixtures.ts';

const cursor: AskedTarget = { kind: 'CURSOR' };
const titleOf = ({ name, variant }: FixturePage) => `${name} (${variant.toLowerCase().replace('_', ' ')})`;

function read(html: string, url: string, target: AskedTarget, gesture: Gesture = {}) {
  const page = openDomPage(html, url, gesture);
  const reading = readPage(page.view, target, []);
  // Whatever an adapter gives must pass the boundary that it crosses.
  expect(PageReading.parse(reading)).toEqual(reading);
  return { ...page, reading };
}

function expected({ reads }: FixtureThing) {
  const empty = { authorHandle: '', authorId: '', language: '', postedAt: '', parentId: '', groupId: '' };
  return { ...empty, counts: {}, hasOwnAddress: true, ...reads, unlike: null };
}

const textAt = (page: FixturePage, selector: string) => {
  const element = findFirst(openDomPage(page.html, page.url).document, selector);
  if (element === null) throw new Error(`${titleOf(page)} has no ${selector}`);
  return element.textContent.replace(/\s+/g, ' ').trim();
};

it('has fixtures for every adapter, each in three variants', () => {
  expect(adapterFixtures.map(({ platform }) => platform).toSorted()).toEqual(
    adapters.map(({ platform }) => platform).toSorted(),
  );
  for (const { pages } of adapterFixtures)
    expect(new Set(pages.map(({ variant }) => variant))).toEqual(new Set(variants));
});

describe.each(adapterFixtures)('the adapter of $platform', ({ platform, pages }) => {
  describe.each(pages.map((page) => [titleOf(page), page] as const))('on %s', (_, page) => {
    const things = page.things.map((thing) => [`${thing.kind} ${thing.pointAt}`, thing] as const);

    it('matches the address, and nothing else does', () => {
      const own = ownAdapterOf(new URL(page.url), []);
      expect(own?.platform ?? 'WEB').toBe(platform);
    });

    it.each(things)('reads what the pointer is on: %s', (__, thing) => {
      const { reading } = read(page.html, page.url, cursor, { pointAt: thing.pointAt });
      expect(reading).toEqual({ ...expected(thing), adapter: platform });
      const identity = identifyContentUrl(reading.url);
      expect(identity.ok && identity.identity.kind).toBe(thing.kind);
    });

    it.each(things)('reads the thing around selected words, and those words: %s', (__, thing) => {
      const target: AskedTarget = { kind: 'SELECTION', text: '' };
      const { reading } = read(page.html, page.url, target, { select: thing.select });
      expect({ ...reading, text: reading.text.replace(/\s+/g, ' ') }).toEqual({
        ...expected(thing),
        adapter: platform,
        text: textAt(page, thing.select),
      });
    });

    it.each(things.filter(([, { link }]) => link !== null))(
      'finds the thing by its link: %s',
      (__, thing) => {
        const link = findFirst(openDomPage(page.html, page.url).document, thing.link ?? '');
        const url = new URL(link === null ? '' : (attributeOf(link, 'href') ?? ''), page.url).href;
        const { reading } = read(page.html, page.url, { kind: 'LINK', url });
        expect(reading).toEqual({ ...expected(thing), adapter: platform });
      },
    );

    it.each(things)('takes no word of anybody else, and no picture: %s', (__, thing) => {
      const { reading } = read(page.html, page.url, cursor, { pointAt: thing.pointAt });
      const others = page.things.filter(
        (other) => other !== thing && !thing.reads.text.includes(other.reads.text),
      );
      for (const words of [...page.others, ...others.map(({ reads }) => reads.text)])
        expect(reading.text).not.toContain(words);
      expect(JSON.stringify(reading)).not.toMatch(/of-nothing|described picture|\.jpg|\.mp4|data:/);
      expect(findMedia(reading)).toBeNull();
    });

    it('reads the page itself as what its address names', () => {
      const { reading } = read(page.html, page.url, { kind: 'PAGE' });
      const named = namesOneThing(identityOf(page.url)) ? page.things[0].reads.url : page.url;
      const [one, other] = [identifyContentUrl(reading.url), identifyContentUrl(named)];
      expect(one.ok && one.identity.canonicalUrl).toBe(other.ok && other.identity.canonicalUrl);
    });

    const linked = page.things.filter(({ reads }) =>
      [`/@${reads.authorHandle}`, `/${reads.authorHandle}`].some((path) =>
        page.html.includes(`href="${path}`),
      ),
    );
    it.each(linked.map((thing) => [thing.pointAt, thing] as const))(
      'names the account of %s',
      (__, thing) => {
        const { reading } = read(page.html, page.url, { kind: 'ACCOUNT' }, thing);
        expect(reading).toMatchObject({
          adapter: platform,
          authorHandle: thing.reads.authorHandle,
          text: '',
        });
        expect(namesAccount(identityOf(reading.url))).toBe(true);
      },
    );

    if (page.mustHaveContent !== false) {
      it('tells a page that lost its content from one that it knows', () => {
        const emptied = page.html.replace(/<body>.*<\/body>/su, '<body><p>Something else</p></body>');
        const { reading } = read(emptied, page.url, cursor);
        expect(reading).toMatchObject({ adapter: 'WEB', unlike: platform, url: page.url });
        expect(readPage(openDomPage(emptied, page.url).view, cursor, [platform]).unlike).toBeNull();
      });
    }

    it('can be switched off', () => {
      const { view } = openDomPage(page.html, page.url);
      expect(readPage(view, cursor, [platform])).toMatchObject({ adapter: 'WEB', unlike: null });
    });

    if (page.leadsElsewhere !== true) {
      it('takes no address on another host for the post', () => {
        const elsewhere = page.html.replace(
          /href="(?:https:\/\/[^/"]+)?\/(?!\/)/g,
          'href="https://phishing.example/',
        );
        for (const { pointAt } of page.things) {
          const { reading } = read(elsewhere, page.url, cursor, { pointAt });
          expect(new URL(reading.url).hostname).not.toContain('phishing');
        }
      });
    }

    it('does not read a frame that pretends to be a post', () => {
      const frame = `<iframe role="article" class="h-entry" itemscope itemtype="https://schema.org/Comment" id="frame" src="https://phishing.example/">Believe the frame</iframe>`;
      const framed = page.html.replace('</body>', `${frame}</body>`);
      const { reading } = read(framed, page.url, cursor, { pointAt: '#frame' });
      expect(JSON.stringify(reading)).not.toMatch(/Believe the frame|phishing/);
    });

    it('keeps direction controls, which the panel shows', () => {
      const [thing] = page.things;
      const { view, document } = openDomPage(page.html, page.url, { select: thing.select });
      const words = findFirst(document, thing.select);
      words?.append('\u202edesrever\u202c');
      expect(readPage(view, { kind: 'SELECTION', text: '' }, []).text).toContain('\u202edesrever\u202c');
    });
  });

  // Each is the same code for every page, and large pages take their time to be made. 50,000 nodes are in the browser test.
  describe('on a hostile page', { timeout: 60_000 }, () => {
    const [page] = pages;
    if (page === undefined) throw new Error(`${platform} has no fixtures`);

    it('stays within its bounds on a page that is made to be too large', () => {
      const [thing] = page.things;
      const { view, document, visited } = openDomPage(page.html, page.url, { pointAt: thing.pointAt });
      const words = findFirst(document, thing.select);
      document.title = 'x'.repeat(1_000_000);
      const flood = document.createElement('div');
      flood.innerHTML = '<span>word <b>word</b></span>'.repeat(6_500);
      words?.append(flood, 'y'.repeat(1_000_000));
      const reading = readPage(view, cursor, []);
      expect(reading.text.length).toBeLessThanOrEqual(MAX_CAPTURED_TEXT);
      expect(visited()).toBeLessThanOrEqual(MAX_NODES);
      expect(PageReading.safeParse(reading).success).toBe(true);
    });

    it('is not misled by a page that rewires its own objects', () => {
      const [thing] = page.things;
      const { view, document } = openDomPage(page.html, page.url, { pointAt: thing.pointAt });
      const throws = {
        configurable: true,
        get: () => {
          throw new Error('of the page');
        },
      };
      for (const element of document.querySelectorAll('*')) {
        for (const name of [
          'textContent',
          'innerText',
          'href',
          'parentElement',
          'getAttribute',
          'matches',
          'closest',
        ])
          Object.defineProperty(element, name, throws);
      }
      for (const name of ['querySelectorAll', 'createTreeWalker'])
        Object.defineProperty(document, name, throws);
      Object.defineProperty(Object.prototype, 'text', { configurable: true, value: 'polluted' });
      Object.defineProperty(Object.prototype, 'author', { configurable: true, value: 'polluted' });
      const reading = readPage(view, cursor, []);
      Reflect.deleteProperty(Object.prototype, 'text');
      Reflect.deleteProperty(Object.prototype, 'author');
      expect(reading).toEqual({ ...expected(thing), adapter: platform });
    });
  });
});
