import type { ContentIdentity } from './content-url.ts';

/**
 * The one key under which a piece of content is an item: `PLATFORM:id-space:id` where the URL carries an id
 * (`FACEBOOK:post:123`), else `URL:` and the canonical URL. All spellings of one address give one key; content ids
 * name their id space, so a comment, its post and its author never share a key.
 */
export function identityKey(
  identity: Pick<ContentIdentity, 'platform' | 'contentId' | 'canonicalUrl'>,
): string {
  return identity.contentId === null
    ? `URL:${identity.canonicalUrl}`
    : `${identity.platform}:${identity.contentId}`;
}
