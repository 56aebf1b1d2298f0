import type { ContentKind, Platform } from '../taxonomy.ts';

/**
 * What can be said of a URL offline, without asking any server.
 *
 * - `platform`, `kind`: what it points at.
 * - `ids`: the platform's own identifiers by name (`post`, `comment`, `video`, `user`, `group`, …).
 * - `contentId`: one string that names the content on its platform, or null where the URL carries none (then the
 *   canonical URL is the identity).
 * - `canonicalUrl`: the one spelling under which this content is known; identifying it again gives itself.
 * - `opaque`: true for short and share links whose target cannot be known without a request. They are kept and
 *   marked UNRESOLVED; the server never resolves them (rule 2).
 */
export interface ContentIdentity {
  platform: Platform;
  kind: ContentKind;
  ids: Record<string, string>;
  contentId: string | null;
  canonicalUrl: string;
  opaque: boolean;
}

/** One platform's knowledge of its own URLs. `identify` gets a parsed http(s) URL with a lower-case ASCII host. */
export interface PlatformUrls {
  platform: Platform;
  /** Whether the host belongs to this platform (all mobile and regional hosts included). */
  matches(url: URL): boolean;
  /** Null when the host is this platform's but the path is of no known shape. */
  identify(url: URL): ContentIdentity | null;
  /**
   * The targets that a redirect or log-in wrapper of this platform carries in itself (`l.php?u=…`), best first.
   * The first that is an acceptable URL is identified in the wrapper's place.
   */
  unwrap?(url: URL): string[];
}
