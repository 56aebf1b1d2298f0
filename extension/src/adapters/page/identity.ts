import type { ContentIdentity } from '@lapwing/contracts/content-url/content-url';
import { identifyContentUrl } from '@lapwing/contracts/content-url/identify-content-url';
import type { ContentKind } from '@lapwing/contracts/taxonomy';

const single = new Set<ContentKind>([
  'POST',
  'COMMENT',
  'VIDEO',
  'LIVE',
  'PHOTO',
  'STORY',
  'MESSAGE',
  'AD',
  'EVENT',
  'FILE',
]);

/** What an address names, from its text alone; null where it is none. */
export function identityOf(address: string): ContentIdentity | null {
  const result = identifyContentUrl(address);
  return result.ok ? result.identity : null;
}

/** Whether the address names one piece of content, rather than a list, a place or a person. */
export function namesOneThing(identity: ContentIdentity | null): identity is ContentIdentity {
  return identity !== null && identity.contentId !== null && single.has(identity.kind);
}

/** Whether the address names an account. */
export function namesAccount(identity: ContentIdentity | null): identity is ContentIdentity {
  return identity !== null && (identity.kind === 'PROFILE' || identity.kind === 'CHANNEL');
}

export function isSameContent(one: ContentIdentity, other: ContentIdentity): boolean {
  if (one.platform !== other.platform) return false;
  return one.contentId === null || other.contentId === null
    ? one.canonicalUrl === other.canonicalUrl
    : one.contentId === other.contentId;
}

/** Whether an address found on a page belongs to the page's own platform; of an unknown site, to the same host. */
export function isOfSamePlatform(identity: ContentIdentity, page: URL, pageIdentity: ContentIdentity | null) {
  if (pageIdentity === null || identity.platform !== pageIdentity.platform) return false;
  if (identity.platform !== 'WEB' && identity.platform !== 'MASTODON') return true;
  return URL.parse(identity.canonicalUrl)?.host === page.host;
}
