import type { ContentIdentity } from '@lapwing/contracts/content-url/content-url';
import type { Platform } from '@lapwing/contracts/taxonomy';
import type { PageView } from '../page/page-view.ts';
import type { CountName, Reading } from '../reading.ts';
import type { SiteWords } from '../standing/site-words.ts';

/**
 * How a site's pages are built, as CSS selectors. Where there are several for one part, they are tried in turn, best
 * first; a part never lies in an item inside of the item, nor in what is `foreign` to it.
 */
export interface Site {
  platform: Platform;
  /** Posts, comments and whatever else can be flagged; they may lie inside of one another. */
  items: string;
  /** Those of the items that are comments or messages: an address of a post never means one of them. */
  comments?: string;
  /** What the page's own address names, where that has no link to itself: a video beside its comments. */
  main?: string;
  /** Inside of an item: somebody else's words, such as a quoted post. */
  foreign?: string;
  /** The item's own address on any site, where attributes say what it is; links are looked at where this gives null. */
  address?: (item: Element, view: PageView) => string | null;
  /** The link to the item itself. Default: its first link that names one piece of content. */
  permalink?: readonly string[];
  /** Which address of the own platform can be an item's. Default: one that names one piece of content. */
  isItemAddress?: (identity: ContentIdentity) => boolean;
  /** The address of the author's account, where attributes say who that is; then links are not looked at. */
  account?: (item: Element) => string | null;
  /** The link to the author's account, or their name. Default: the item's first link to an account. */
  author?: readonly string[];
  /** The words. Default: all that is visible of the item. */
  text?: readonly string[];
  /** Where the time is stated, with the attribute that states it. Default: `<time datetime>`. */
  time?: readonly (readonly [selector: string, attribute: string])[];
  /** What that attribute says, as ISO 8601 or ''. Default: as {@link momentOf}. */
  moment?: (written: string | null) => string;
  counts?: Partial<Record<CountName, readonly string[]>>;
  /** Addresses beside those of one piece of content whose pages always show items, such as a feed. */
  isFeed?: (url: URL, identity: ContentIdentity | null) => boolean;
  /** Puts in what only this site has. */
  finish?: (reading: Reading, item: Element, view: PageView) => Reading;
  /** How it says that something is gone or restricted. Default: as most sites do. */
  words?: SiteWords;
}
