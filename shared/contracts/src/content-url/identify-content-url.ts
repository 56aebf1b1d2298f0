import type { ContentIdentity } from './content-url.ts';
import { genericIdentity } from './generic.ts';
import { platformUrls } from './platform-urls.ts';
import { type ContentUrlProblem, MAX_URL_LENGTH, readUrl } from './read-url.ts';
import { protectTail } from './surrounding-junk.ts';

export type IdentifiedUrl =
  | { ok: true; identity: ContentIdentity; original: string }
  | { ok: false; reason: ContentUrlProblem };

/**
 * Says what content a pasted or captured address names, from its text alone: no request is made, nothing is
 * resolved (rule 2). Never throws. Runs in browsers and in Node (needs WHATWG `URL.parse`).
 *
 * Takes up to 4,096 UTF-16 code units. White space, quotes, brackets, sentence punctuation and zero-width
 * characters around the address are dropped; a missing scheme becomes https where a host name comes first.
 * `original` is the address as written, without that junk.
 *
 * - Each platform knows its hosts, shapes and the few parameters that identify content; every other parameter is
 *   dropped. Public tracking lists are only used for unknown sites, where no allow-list can exist.
 * - Redirect and log-in wrappers that carry their target in themselves are replaced by it. Wrappers whose target
 *   is no acceptable URL are identified themselves.
 * - A platform's page of unknown shape keeps its platform, with kind PAGE and the canonical URL as identity.
 * - Hosts are compared after IDNA (look-alike letters never equal a known host), ids after one percent-decoding.
 * - Law: identifying `canonicalUrl` gives the same platform, kind, contentId, canonicalUrl and opaqueness.
 *
 * Refusals: EMPTY; TOO_LONG (also when only the canonical form is); LONE_SURROGATE; CONTROL_CHARACTER (bidirectional
 * controls too); SCHEME_NOT_ALLOWED (anything but http and https); CREDENTIALS (`user@host`); NOT_A_URL;
 * LOCAL_ADDRESS (loopback, private and link-local addresses, names that only a local network knows).
 */
export function identifyContentUrl(input: string): IdentifiedUrl {
  const read = readUrl(input);
  if (!read.ok) return read;
  const identity = identify(read.url);
  const canonicalUrl = protectTail(identity.canonicalUrl);
  if (canonicalUrl.length > MAX_URL_LENGTH) return { ok: false, reason: 'TOO_LONG' };
  return { ok: true, identity: { ...identity, canonicalUrl }, original: read.text };
}

// Ends, because a wrapped target is always shorter than its wrapper.
function identify(url: URL): ContentIdentity {
  const platform = platformUrls.find((candidate) => candidate.matches(url));
  if (platform === undefined) return genericIdentity(url);
  for (const target of platform.unwrap?.(url) ?? []) {
    const inner = readUrl(target);
    if (inner.ok) return identify(inner.url);
  }
  return platform.identify(url) ?? genericIdentity(url, platform.platform);
}
