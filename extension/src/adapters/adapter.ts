import type { Platform } from '@lapwing/contracts/taxonomy';
import type { PageView } from './page/page-view.ts';
import type { Reading } from './reading.ts';
import type { Look, Standing } from './standing/standing.ts';
import type { Target } from './target.ts';

/** What an adapter found for a target. */
export interface Found {
  /** The post, comment or video; null where only an address is known: a page, an account, a link elsewhere. */
  element: Element | null;
  /** The address that was asked for, where it is not the element's own. */
  url: string | null;
  /** The words that were asked for, where they are not the element's own. */
  words: string | null;
}

/**
 * One site's knowledge of its own pages. Runs in the page, in the extension's world, after a person asked for it;
 * writes nothing, asks nobody, and reads words and addresses only.
 */
export interface Adapter {
  /** `WEB` is the generic one, which every page has. */
  platform: Platform;
  /** Whether the address is of this site. */
  matches(url: URL): boolean;
  /** Null when the page does not look as expected. */
  locate(view: PageView, target: Target): Found | null;
  /** What can be flagged on the page as it is now, in its order: what lies in another such thing is not in it. */
  items(view: PageView): Element[];
  /** Null when what was found holds nothing of what such a thing has. */
  read(found: Found, view: PageView): Reading | null;
  /** Whether what was flagged is still there, as far as the page that now shows at its address says. */
  standing(look: Look): Standing;
}
