import type { PlatformUrls } from '../content-url.ts';
import { known, onDomain, onSubdomain, parameter, pathOf, shortLink, withParameters } from '../url-parts.ts';

const home = 'https://x.com';
const handle = /^\w{1,15}$/;
const reserved = new Set(
  (
    'about account compose download explore hashtag home i intent jobs login logout messages notifications oauth ' +
    'privacy search settings share signup tos who_to_follow'
  ).split(' '),
);

/**
 * X, formerly Twitter. A status number is enough: the name before it is ignored by the site and can be anything,
 * so it is kept as an id (lower-case) but not in the canonical URL.
 */
export const x: PlatformUrls = {
  platform: 'X',
  matches: (url) => onDomain(url, 'x.com', 'twitter.com', 't.co'),

  identify(url) {
    const path = pathOf(url);
    if (path === null) return null;
    if (onDomain(url, 't.co'))
      return /^\w{4,20}$/.test(path) ? shortLink('X', `https://t.co/${path}`, path) : null;

    const siteNames = /^(?:www|m|mobile)$/;
    if (!onSubdomain(url, 'x.com', siteNames) && !onSubdomain(url, 'twitter.com', siteNames)) return null;

    const [, name, status] =
      /^(?:i\/web|(\w{1,15}|i|@\w{1,15}))\/status(?:es)?\/(\d{1,25})(?:\/|$)/.exec(path) ?? [];
    const post =
      status ?? (/^(?:intent\/\w+)$/.test(path) ? parameter(url, 'tweet_id', /^\d{1,25}$/) : undefined);
    if (post) {
      const user = name && name !== 'i' ? name.replace('@', '').toLowerCase() : undefined;
      return known('X', 'POST', `post:${post}`, `${home}/i/web/status/${post}`, { post, user });
    }

    const [, space] = /^i\/spaces\/(\w{6,30})(?:\/|$)/.exec(path) ?? [];
    if (space) return known('X', 'SPACE', `space:${space}`, `${home}/i/spaces/${space}`, { space });
    const [, broadcast] = /^i\/broadcasts\/(\w{6,30})$/.exec(path) ?? [];
    if (broadcast) {
      return known('X', 'LIVE', `broadcast:${broadcast}`, `${home}/i/broadcasts/${broadcast}`, { broadcast });
    }
    const [, group] = /^i\/communities\/(\d{1,25})(?:\/|$)/.exec(path) ?? [];
    if (group) return known('X', 'GROUP', `community:${group}`, `${home}/i/communities/${group}`, { group });
    const [, list] = /^i\/lists\/(\d{1,25})(?:\/|$)/.exec(path) ?? [];
    if (list) return known('X', 'PAGE', `list:${list}`, `${home}/i/lists/${list}`, { list });
    const [, event] = /^i\/events\/(\d{1,25})$/.exec(path) ?? [];
    if (event) return known('X', 'EVENT', `event:${event}`, `${home}/i/events/${event}`, { event });
    const [, inPath] = /^i\/user\/(\d{1,25})$/.exec(path) ?? [];
    const number = inPath ?? (path === 'intent/user' ? parameter(url, 'user_id', /^\d{1,25}$/) : undefined);
    if (number)
      return known('X', 'PROFILE', `user-id:${number}`, `${home}/i/user/${number}`, { userId: number });

    const [, tag] = /^hashtag\/([\p{L}\p{M}\p{N}_]+)$/u.exec(path) ?? [];
    if (tag) return known('X', 'SEARCH', null, `${home}/hashtag/${encodeURIComponent(tag)}`, { query: tag });
    const query = path === 'search' ? parameter(url, 'q', /\S/) : undefined;
    if (query) return known('X', 'SEARCH', null, withParameters(`${home}/search`, { q: query }), { query });

    const tabs =
      /^@?(\w+)(?:\/(?:with_replies|media|likes|articles|highlights|followers|following|verified_followers|photo|header_photo))?$/;
    const asked = /^intent\/(?:user|follow)$/.test(path)
      ? parameter(url, 'screen_name', handle)
      : tabs.exec(path)?.[1];
    const user = asked?.toLowerCase();
    if (!user || !handle.test(user) || reserved.has(user)) return null;
    return known('X', 'PROFILE', `user:${user}`, `${home}/${user}`, { user });
  },
};
