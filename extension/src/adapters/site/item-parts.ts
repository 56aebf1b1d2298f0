import type { ContentIdentity } from '@lapwing/contracts/content-url/content-url';
import { closestTo, findAll, isMatch, isWithin } from '../page/dom.ts';
import { identityOf, namesAccount, namesOneThing } from '../page/identity.ts';
import { type Link, linksOf, ownLink } from '../page/links.ts';
import type { PageView } from '../page/page-view.ts';
import { itemAround } from '../target.ts';
import type { Site } from './site.ts';

/** Elements that one selector may give. */
const MAX_PARTS = 20;

/** Everything on a page of the site that can be flagged, as one selector. */
export const everyItem = ({ items, main }: Site): string =>
  main === undefined ? items : `${items}, ${main}`;

/** What inside of an item is not its own: items inside of it, and what it quotes. */
export function notItsOwn(site: Site): string {
  return site.foreign === undefined ? everyItem(site) : `${everyItem(site)}, ${site.foreign}`;
}

export const isComment = (site: Site, item: Element): boolean =>
  site.comments !== undefined && isMatch(item, site.comments);

/** The item's own parts that the first fitting selector gives. */
export function partsOf(
  site: Site,
  item: Element,
  selectors: readonly string[],
  limit: number = MAX_PARTS,
): Element[] {
  for (const selector of selectors) {
    const parts = findAll(item, selector, limit).filter(
      (part) => itemAround(part, everyItem(site)) === item && !isForeign(site, item, part),
    );
    if (parts.length > 0) return parts;
  }
  return [];
}

/** Whether the part lies in what the item quotes. */
function isForeign(site: Site, item: Element, part: Element): boolean {
  const quoted = site.foreign === undefined ? null : closestTo(part, site.foreign);
  return quoted !== null && quoted !== item && isWithin(quoted, item);
}

type Test = (identity: ContentIdentity) => boolean;

/** The first link that passes, of the first selector that gives such a link. */
function linkOf(
  site: Site,
  view: PageView,
  item: Element,
  selectors: readonly string[] | undefined,
  test: Test,
): Link | null {
  if (selectors === undefined) {
    for (const link of linksOf(view, item, notItsOwn(site))) if (test(link.identity)) return link;
    return null;
  }
  for (const selector of selectors) {
    for (const part of partsOf(site, item, [selector])) {
      const link = ownLink(view, part);
      if (link !== null && test(link.identity)) return link;
    }
  }
  return null;
}

/** An address that the item's attributes make, as if the item linked to it. */
function linkTo(address: string | null | undefined, item: Element): Link | null {
  const identity = address == null ? null : identityOf(address);
  return address == null || identity === null ? null : { element: item, href: address, identity };
}

/** The item's link to itself. */
export function permalinkOf(site: Site, view: PageView, item: Element): Link | null {
  const own = linkTo(site.address?.(item, view), item);
  if (own !== null) return own;
  return linkOf(site, view, item, site.permalink, site.isItemAddress ?? namesOneThing);
}

/** The item's link to its author. */
export function authorLinkOf(site: Site, view: PageView, item: Element): Link | null {
  const own = linkTo(site.account?.(item), item);
  return own ?? linkOf(site, view, item, site.author, namesAccount);
}
