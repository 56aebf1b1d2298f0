import type { ContentIdentity } from '@lapwing/contracts/content-url/content-url';
import { attributeOf, closestTo, findAll, isWithin } from './dom.ts';
import { identityOf, isOfSamePlatform } from './identity.ts';
import type { PageView } from './page-view.ts';

export interface Link {
  element: Element;
  /** Absolute. */
  href: string;
  identity: ContentIdentity;
}

/** Links of one element that are looked at. */
const MAX_LINKS = 200;

/** The absolute http(s) address of a link; null where it has none. */
export function addressOf(view: PageView, link: Element, attribute = 'href'): string | null {
  const written = attributeOf(link, attribute);
  if (written === null || written.length > 4_096) return null;
  const url = URL.parse(written, view.base);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}

/** A link to the page's own platform (of an unknown site, to its own host); else null. */
export function ownLink(view: PageView, element: Element, attribute = 'href'): Link | null {
  const href = addressOf(view, element, attribute);
  const identity = href === null ? null : identityOf(href);
  if (href === null || identity === null) return null;
  return isOfSamePlatform(identity, view.url, view.identity) ? { element, href, identity } : null;
}

/**
 * The links of the element to its own platform, in the page's order, without those in what `skip` matches inside. Each
 * is only understood when it is asked for, as long as the page's budget lasts.
 */
export function* linksOf(view: PageView, root: Element, skip: string): Generator<Link> {
  for (const element of findAll(root, 'a[href]', MAX_LINKS)) {
    if (!view.budget.spend()) return;
    const inner = closestTo(element, skip);
    const isOwn = inner === null || inner === root || !isWithin(inner, root);
    const link = isOwn ? ownLink(view, element) : null;
    if (link !== null) yield link;
  }
}
