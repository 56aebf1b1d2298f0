import { attributeOf, findAll, findFirst, isMatch } from './page/dom.ts';
import { addressOf } from './page/links.ts';
import type { PageView } from './page/page-view.ts';
import { siteAdapter } from './site/site-adapter.ts';

const heading = ':is(h3, [role="heading"])';
const result = `:is(.g, .tF2Cxc, .xpd, .SoaBEf, .ezO2md, .ZINbbc):has(a[href] ${heading}), [data-lpage]`;
const file = ':is([role="row"], [role="gridcell"], [role="listitem"], [role="option"])[data-id]';
const title = '.docs-title-input-label, .drive-viewer-toolstrip-name, .freebirdFormviewerViewHeaderTitle';

/**
 * Google: what a search found is flagged by the address that it leads to, a picture by the page that it is on. Files
 * and folders of Drive, documents and Sites. The words of a document stand on a canvas and are not read.
 */
export const google = siteAdapter({
  platform: 'GOOGLE',
  items: `${result}, ${file}`,
  main: `:is([role="main"], .drive-viewer, #docs-editor-container):not(:has(#search, #rso), :is(#search, #rso) *)`,
  address: (item, view) => (isMatch(item, file) ? addressOfFile(item) : addressOfResult(item, view)),
  permalink: [],
  text: [title],
  time: [],
  isFeed: (_, identity) => identity?.kind === 'SEARCH',
});

function addressOfResult(item: Element, view: PageView): string | null {
  if (attributeOf(item, 'data-lpage') !== null) return addressOf(view, item, 'data-lpage');
  const link = findAll(item, 'a[href]', 20).find((found) => findFirst(found, heading) !== null);
  return link === undefined ? null : addressOf(view, link);
}

/** Files and folders have their ids in common, so that a folder taken for a file is still the same item. */
function addressOfFile(item: Element): string | null {
  const id = attributeOf(item, 'data-id') ?? '';
  if (!/^[\w-]{10,120}$/.test(id)) return null;
  const label = [item, ...findAll(item, '[aria-label], [data-tooltip]', 5)]
    .map((part) => `${attributeOf(part, 'aria-label') ?? ''} ${attributeOf(part, 'data-tooltip') ?? ''}`)
    .join(' ');
  return /folder|โฟลเดอร์/iu.test(label)
    ? `https://drive.google.com/drive/folders/${id}`
    : `https://drive.google.com/file/d/${id}/view`;
}
