import type { PlatformUrls } from '../content-url.ts';
import { known, onDomain, pathOf, shortLink } from '../url-parts.ts';

const home = 'https://bsky.app';
const actorForm = String.raw`(did:[a-z]+:[\w.:%-]{3,120}|[a-z\d-]+(?:\.[a-z\d-]+)+)`;
const actorPath = new RegExp(`^profile/${actorForm}(?:/(post|feed|lists)/([\\w.~:-]{1,512}))?$`, 'i');

/**
 * Bluesky. A record key is only unique within its repository and its author may choose it, so the actor is part of
 * the identity; that a handle and a DID are one actor cannot be seen offline. Handles are lower-case.
 */
export const bluesky: PlatformUrls = {
  platform: 'BLUESKY',
  matches: (url) => onDomain(url, 'bsky.app'),

  identify(url) {
    const path = pathOf(url);
    if (path === null) return null;
    if (onDomain(url, 'go.bsky.app')) {
      return /^\w{4,20}$/.test(path) ? shortLink('BLUESKY', `https://go.bsky.app/${path}`, path) : null;
    }
    const [, name, form, key] = actorPath.exec(path) ?? [];
    if (name) {
      const actor = name.startsWith('did:') ? name : name.toLowerCase();
      const user = `${home}/profile/${encodeURIComponent(actor).replaceAll('%3A', ':')}`;
      if (!form || !key) return known('BLUESKY', 'PROFILE', `user:${actor}`, user, { user: actor });
      const record = encodeURIComponent(key).replaceAll('%3A', ':');
      const id = `${actor}/${key}`;
      if (form === 'post')
        return known('BLUESKY', 'POST', `post:${id}`, `${user}/post/${record}`, { user: actor, post: key });
      return form === 'feed'
        ? known('BLUESKY', 'PAGE', `feed:${id}`, `${user}/feed/${record}`, { user: actor, feed: key })
        : known('BLUESKY', 'PAGE', `list:${id}`, `${user}/lists/${record}`, { user: actor, list: key });
    }
    const [, tag] = /^hashtag\/([\p{L}\p{M}\p{N}_]+)$/u.exec(path) ?? [];
    return tag
      ? known('BLUESKY', 'SEARCH', null, `${home}/hashtag/${encodeURIComponent(tag)}`, { query: tag })
      : null;
  },
};
