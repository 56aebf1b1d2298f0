import type { Adapter } from '../adapter.ts';
import { contentOf, findAll, findFirst } from '../page/dom.ts';
import { identityOf, isSameContent } from '../page/identity.ts';
import type { PageView } from '../page/page-view.ts';
import { visibleText } from '../page/visible-text.ts';
import { type SiteWords, usualWords } from './site-words.ts';
import type { Look, Standing } from './standing.ts';
import { asksForPassword, isWallAddress } from './wall.ts';

/** Text of a notice, or of a page without the post, that is looked at. */
const MAX_WORDS = 1_500;
/** A heading that says that nothing is there is short; one of an article may be long. */
const MAX_HEADING = 80;

const cannotTell = (reason: Standing['reason']): Standing => ({ finding: 'CANNOT_TELL', reason });
const wall = cannotTell('WALL');

/**
 * What a page says of what was flagged there. In doubt it cannot be told: behind a sign-in or a consent page the post
 * may be there for others, and a page elsewhere says nothing.
 *
 * @param words how the site says it, where it has words of its own
 */
export function standingOf(
  reader: Pick<Adapter, 'platform' | 'locate' | 'read'>,
  words: SiteWords | undefined,
  look: Look,
): Standing {
  const { view, status } = look;
  const isThere = isFlaggedPage(look);
  if (!isThere && isWallAddress(view.url)) return wall;
  if (status !== null && status >= 400) return ofStatus(status, view);
  if (!isThere) return asksForPassword(view) ? wall : cannotTell('ELSEWHERE');
  const noticed = words?.notices === undefined ? '' : textOf(view, words.notices);
  if (noticed !== '') return ofWords(noticed, words ?? usualWords, view) ?? cannotTell('UNCLEAR');
  if (reader.platform === 'WEB') return ofUnknownPage(view);
  if (shows(reader, view)) return { finding: 'STILL_THERE', reason: 'SEEN' };
  return withoutPost(words ?? usualWords, view);
}

/** Whether the page is still at what was flagged. Short links lead somewhere that nobody knew. */
function isFlaggedPage({ view, flagged }: Look): boolean {
  const [asked, here] = [identityOf(flagged), identityOf(view.url.href)];
  if (asked === null || here === null) return false;
  return asked.opaque ? here.contentId !== null : isSameContent(asked, here);
}

function ofStatus(status: number, view: PageView): Standing {
  if (status === 404 || status === 410)
    return asksForPassword(view) ? wall : { finding: 'GONE', reason: 'STATUS_GONE' };
  if (status === 451) return { finding: 'RESTRICTED', reason: 'STATUS_LEGAL' };
  return cannotTell('STATUS_REFUSED');
}

/** A wall first: what stands on one is nobody's word about the post. */
function ofWords(text: string, words: SiteWords, view: PageView): Standing | null {
  if (words.wall.test(text) || asksForPassword(view)) return wall;
  if (words.restricted.test(text)) return { finding: 'RESTRICTED', reason: 'SAYS_RESTRICTED' };
  return words.gone.test(text) ? { finding: 'GONE', reason: 'SAYS_GONE' } : null;
}

function textOf(view: PageView, selector: string): string {
  const parts = findAll(view.document, selector, 10).filter(
    (part) => view.screen.displayOf(part) !== 'HIDDEN',
  );
  return parts
    .map((part) => visibleText(view, part, null, MAX_WORDS))
    .join('\n')
    .trim();
}

/** Whether the post itself is there; its author alone is also known from the address. */
function shows(reader: Pick<Adapter, 'locate' | 'read'>, view: PageView): boolean {
  const found = reader.locate(view, { kind: 'PAGE' });
  if (found === null || found.element === null) return false;
  const reading = reader.read(found, view);
  return reading !== null && (reading.text !== '' || reading.postedAt !== '');
}

/** The site's own page, without the post: what it says is the site's word. */
function withoutPost(words: SiteWords, view: PageView): Standing {
  return ofWords(`${titleOf(view)}\n${textOf(view, 'body')}`, words, view) ?? cannotTell('UNCLEAR');
}

/** Any other page: its title and headings can be the site's word; its text is anybody's. */
function ofUnknownPage(view: PageView): Standing {
  const headings = findAll(view.document, 'h1, [role="alert"]', 5).map((heading) =>
    visibleText(view, heading, null, MAX_WORDS),
  );
  const short = [titleOf(view), ...headings].filter((line) => line.length <= MAX_HEADING);
  const said = ofWords(short.join('\n'), usualWords, view);
  if (said !== null) return said;
  return textOf(view, 'body') === '' ? cannotTell('UNCLEAR') : { finding: 'STILL_THERE', reason: 'SEEN' };
}

function titleOf(view: PageView): string {
  const title = findFirst(view.document, 'head > title');
  return title === null ? '' : contentOf(title).slice(0, MAX_WORDS).trim();
}
