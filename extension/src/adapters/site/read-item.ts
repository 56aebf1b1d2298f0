import type { ContentIdentity } from '@lapwing/contracts/content-url/content-url';
import { withoutSharingMarks } from '@lapwing/contracts/content-url/without-sharing-marks';
import type { Found } from '../adapter.ts';
import { type Author, authorOf, nobody } from '../page/author.ts';
import { countLabel } from '../page/counts.ts';
import { attributeOf, closestTo, isMatch } from '../page/dom.ts';
import { identityOf, isSameContent, namesOneThing } from '../page/identity.ts';
import type { PageView } from '../page/page-view.ts';
import { parseCount } from '../page/parse-count.ts';
import { cutText, MAX_CAPTURED_LINE, MAX_CAPTURED_TEXT } from '../page/text.ts';
import { momentOf } from '../page/time.ts';
import { visibleText } from '../page/visible-text.ts';
import { type Counts, countNames, emptyReading, type Reading, saysAnything } from '../reading.ts';
import { authorLinkOf, isComment, notItsOwn, partsOf, permalinkOf } from './item-parts.ts';
import type { Site } from './site.ts';

/** What the found item says; null when it says nothing that such a thing says. */
export function readItem(site: Site, found: Found, view: PageView): Reading | null {
  const { element, words } = found;
  if (element === null) return readAddress(found, view);
  // The words come first: on a page that is too large, they are what must not be missing.
  const texts = partsOf(site, element, site.text ?? []);
  const text = words ?? textOfItem(site, view, element, texts);
  const { url, identity, hasOwnAddress } = addressOfItem(site, view, element);
  const { handle, id } = authorOfItem(site, view, element, identity);
  const reading: Reading = {
    ...emptyReading,
    url,
    hasOwnAddress,
    authorHandle: handle,
    authorId: id,
    text,
    language: languageOf(texts[0] ?? element),
    postedAt: postedAt(site, element),
    parentId: parentOf(identity),
    groupId: identity?.ids.group ?? '',
    counts: countsOf(site, view, element),
  };
  const finished = site.finish?.(reading, element, view) ?? reading;
  return saysAnything(finished) ? finished : null;
}

/** A page, an account, or a link that leads elsewhere: what its address says. */
function readAddress({ url, words }: Found, view: PageView): Reading {
  const address = url ?? view.url.href;
  const identity = identityOf(address);
  const { handle, id } = identity === null || identity.kind === 'COMMENT' ? nobody : authorOf(identity, '');
  const isElsewhere = address !== view.url.href && identity !== null;
  return {
    ...emptyReading,
    url: isElsewhere ? withoutSharingMarks(address, identity.canonicalUrl) : address,
    authorHandle: handle,
    authorId: id,
    text: words ?? '',
    parentId: parentOf(identity),
    groupId: identity?.ids.group ?? '',
  };
}

/** The page's own address where it names the item, or where the item has no link to itself. */
function addressOfItem(site: Site, view: PageView, item: Element) {
  const page = view.identity;
  const isMain = site.main !== undefined && isMatch(item, site.main);
  const link = isMain ? null : permalinkOf(site, view, item);
  if (link === null || (page !== null && isSameContent(link.identity, page))) {
    // Of a feed, only the page has an address; of a post's page, its comments may have none.
    const isPages = namesOneThing(page) && (page.kind === 'COMMENT' || !isComment(site, item));
    const isNamed = link !== null || isMain || isPages;
    return { url: view.url.href, identity: page, hasOwnAddress: isNamed };
  }
  const { href, identity } = link;
  return { url: withoutSharingMarks(href, identity.canonicalUrl), identity, hasOwnAddress: true };
}

function authorOfItem(site: Site, view: PageView, item: Element, identity: ContentIdentity | null): Author {
  const link = authorLinkOf(site, view, item);
  if (link !== null) {
    const shown = link.element === item ? '' : visibleText(view, link.element, null, MAX_CAPTURED_LINE);
    return authorOf(link.identity, shown);
  }
  // The address of a comment names whose post it is on.
  const isOfAnother = identity === null || identity.kind === 'COMMENT' || isComment(site, item);
  const named = isOfAnother ? nobody : authorOf(identity, '');
  if (named !== nobody && (named.handle !== '' || named.id !== '')) return named;
  const shown = partsOf(site, item, site.author ?? []).map((part) =>
    visibleText(view, part, null, MAX_CAPTURED_LINE).replaceAll('\n', ' '),
  );
  return { handle: shown.find((name) => name !== '') ?? '', id: '' };
}

function textOfItem(site: Site, view: PageView, item: Element, texts: readonly Element[]): string {
  const parts = texts.length === 0 ? [item] : texts;
  const read = parts.map((part) => visibleText(view, part, notItsOwn(site), MAX_CAPTURED_TEXT));
  return cutText(read.join('\n'), MAX_CAPTURED_TEXT);
}

/** Only what the post itself says: the language of the page is the one its reader chose. */
function languageOf(part: Element): string {
  const around = closestTo(part, '[lang]:not(html, body)');
  const language = around === null ? '' : (attributeOf(around, 'lang') ?? '');
  return language.length <= 35 ? language : '';
}

function postedAt(site: Site, item: Element): string {
  for (const [selector, attribute] of site.time ?? [['time[datetime]', 'datetime']]) {
    for (const part of partsOf(site, item, [selector])) {
      const moment = (site.moment ?? momentOf)(attributeOf(part, attribute));
      if (moment !== '') return moment;
    }
  }
  return '';
}

/** Id of what a comment is on. */
function parentOf(identity: ContentIdentity | null): string {
  if (identity?.kind !== 'COMMENT') return '';
  return identity.ids.post ?? identity.ids.video ?? identity.ids.photo ?? '';
}

const controls = '[aria-label], [role="button"], button, a[href]';

/** The numbers on the item's controls and links. */
function countsOf(site: Site, view: PageView, item: Element): Counts {
  const counts: Counts = {};
  for (const name of countNames) {
    const [part] = partsOf(site, item, site.counts?.[name] ?? []);
    const count = part === undefined ? null : parseCount(labelOf(view, part));
    if (count !== null) counts[name] = count;
  }
  for (const control of partsOf(site, item, [controls], 60)) countLabel(labelOf(view, control), counts);
  return counts;
}

/** Controls often say the number to screen readers only. */
function labelOf(view: PageView, part: Element): string {
  const spoken = attributeOf(part, 'aria-label') ?? '';
  return /\d/.test(spoken) ? spoken : visibleText(view, part, null, 100);
}
