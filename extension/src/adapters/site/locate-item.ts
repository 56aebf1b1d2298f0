import type { Found } from '../adapter.ts';
import { findAll, isMatch, isWithin } from '../page/dom.ts';
import { identityOf, isSameContent, namesAccount, namesOneThing } from '../page/identity.ts';
import { addressOf } from '../page/links.ts';
import type { PageView } from '../page/page-view.ts';
import { cutText, MAX_CAPTURED_TEXT } from '../page/text.ts';
import { visibleText } from '../page/visible-text.ts';
import { cursorOf, frames, itemAround, type Target } from '../target.ts';
import { authorLinkOf, everyItem, isComment, permalinkOf } from './item-parts.ts';
import type { Site } from './site.ts';

/** Items of one page that are looked at when none was pointed at. */
const MAX_ITEMS = 60;
/** Links of one page among which the asked-for one is looked for. */
const MAX_LINKS = 2_000;

const item = (element: Element, words: string | null = null): Found => ({ element, url: null, words });
const address = (url: string, words: string | null = null): Found => ({ element: null, url, words });
const itemOrNull = (element: Element | null): Found | null => (element === null ? null : item(element));

/** What the target is on a page of this site; null when the page does not look as expected. */
export function locateItem(site: Site, view: PageView, target: Target): Found | null {
  const here = view.url.href;
  switch (target.kind) {
    case 'ELEMENT':
      return itemOrNull(itemAround(target.element, everyItem(site)));
    case 'SELECTION':
      // What is selected inside of a frame is not in this document.
      return selected(site, view) ?? address(here, cutText(target.text, MAX_CAPTURED_TEXT));
    case 'LINK':
      return linked(site, view, target.url);
    case 'PAGE':
      return namesOneThing(view.identity) ? itemOrNull(itemOfPage(site, view)) : address(here);
    case 'ACCOUNT':
      return account(site, view, target.url);
    case 'CURSOR':
      return selected(site, view) ?? itemOrNull(underCursor(site, view)) ?? pageWithoutItems(site, view);
  }
}

/** A page on which there need not be any item is itself what was pointed at. */
function pageWithoutItems(site: Site, view: PageView): Found | null {
  const identity = view.identity;
  const expected = namesOneThing(identity) || (site.isFeed?.(view.url, identity) ?? false);
  return expected ? null : address(view.url.href);
}

function selected(site: Site, view: PageView): Found | null {
  const selection = view.screen.selection();
  if (selection === null) return null;
  const words = cutText(selection.text, MAX_CAPTURED_TEXT);
  const around = itemAround(selection.start, everyItem(site));
  if (around !== null) return item(around, words);
  const ofPage = namesOneThing(view.identity) ? itemOfPage(site, view) : null;
  return ofPage === null ? address(view.url.href, words) : item(ofPage, words);
}

/** A link to an item on this page is that item; of any other, only its address and its own words are known. */
function linked(site: Site, view: PageView, url: string): Found {
  const identity = identityOf(url);
  const link = findAll(view.document, 'a[href]', MAX_LINKS).find((found) => addressOf(view, found) === url);
  if (link === undefined || identity === null) return address(url);
  const around = itemAround(link, everyItem(site));
  const own = around === null ? null : permalinkOf(site, view, around);
  if (around !== null && own !== null && isSameContent(own.identity, identity)) return item(around);
  return address(url, namesAccount(identity) ? null : visibleText(view, link, null, MAX_CAPTURED_TEXT));
}

function account(site: Site, view: PageView, url: string | undefined): Found | null {
  // Pressed on any other link, the author of what is around it is meant.
  if (url !== undefined && namesAccount(identityOf(url))) return address(url);
  if (namesAccount(view.identity)) return address(view.url.href);
  const around = underCursor(site, view);
  if (around === null) return pageWithoutItems(site, view);
  // Signed out, some sites only show the name: then the post, which has it, is the nearest thing.
  const link = authorLinkOf(site, view, around);
  return link === null ? item(around) : address(link.href);
}

function underCursor(site: Site, view: PageView): Element | null {
  const cursor = cursorOf(view);
  const pointed = cursor === null ? null : itemAround(cursor, everyItem(site));
  if (pointed !== null) return pointed;
  if (namesOneThing(view.identity)) return itemOfPage(site, view);
  const areas = outermostItems(site, view).map((element) => ({ element, area: view.screen.areaOf(element) }));
  const largest = areas.filter(({ area }) => area > 0).toSorted((a, b) => b.area - a.area)[0];
  return largest?.element ?? null;
}

/** Items that lie in no other, in the page's order. */
export function outermostItems(site: Site, view: PageView, most: number = MAX_ITEMS): Element[] {
  const outermost: Element[] = [];
  for (const element of findAll(view.document, everyItem(site), most * 4)) {
    const last = outermost.at(-1);
    if (isMatch(element, frames) || (last !== undefined && isWithin(element, last))) continue;
    outermost.push(element);
    if (outermost.length === most) break;
  }
  return outermost;
}

/** The item that the page's address names. Signed out and on phones it often has no link to itself. */
function itemOfPage(site: Site, view: PageView): Element | null {
  const page = view.identity;
  if (page === null) return null;
  let unlinked: Element | null = null;
  for (const element of findAll(view.document, everyItem(site), MAX_ITEMS)) {
    if (isMatch(element, frames)) continue;
    const isMain = site.main !== undefined && isMatch(element, site.main);
    if (isMain && page.kind !== 'COMMENT') return element;
    const own = isMain ? null : permalinkOf(site, view, element);
    if (own !== null && isSameContent(own.identity, page)) return element;
    if (own === null && !isMain && !isComment(site, element)) unlinked ??= element;
  }
  return page.kind === 'COMMENT' ? null : unlinked;
}
