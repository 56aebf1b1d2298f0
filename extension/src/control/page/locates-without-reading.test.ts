import { afterEach, describe, expect, it, vi } from 'vitest';
import { findFirst } from '../../adapters/page/dom.ts';
import { itemAt, readPage } from '../../adapters/read-page.ts';
import { openDomPage } from '../../adapters/testing/dom-page.ts';
import { adapterFixtures } from '../../adapters/testing/fixtures.ts';

afterEach(() => vi.restoreAllMocks());

/** Everything by which the adapters take words and addresses from a page. */
function watchReading() {
  const reads = [
    vi.spyOn(Node.prototype, 'textContent', 'get'),
    vi.spyOn(Element.prototype, 'getAttribute'),
    vi.spyOn(Document.prototype, 'createTreeWalker'),
  ];
  return () => reads.reduce((sum, read) => sum + read.mock.calls.length, 0);
}

describe('finding the post that the control stands on', () => {
  it.each(adapterFixtures)('reads nothing of it, on pages of $platform', ({ pages }) => {
    let found = 0;
    for (const { html, url, things } of pages) {
      for (const { pointAt } of things) {
        const { view, document, visited } = openDomPage(html, url, { pointAt });
        const element = findFirst(document, pointAt);
        if (element === null) throw new Error(`The page has no ${pointAt}`);
        const reads = watchReading();
        if (itemAt(view, element, []) !== null) found += 1;
        expect([reads(), visited()]).toEqual([0, 0]);
        // Not a test that sees nothing.
        readPage(view, { kind: 'ELEMENT', element }, []);
        expect(reads()).toBeGreaterThan(0);
        vi.restoreAllMocks();
      }
    }
    expect(found).toBeGreaterThan(0);
  });
});
