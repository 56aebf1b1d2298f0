import type { PlatformUrls } from '../content-url.ts';
import { known, onDomain, onSubdomain, parameter, pathOf, shortLink, targetsIn } from '../url-parts.ts';

const home = 'https://www.instagram.com';
const handle = /^[\w](?:[\w.]{0,29})$/;
const reserved = new Set(
  (
    'about accounts api archive ar challenge developer direct directory explore graphql legal location locations ' +
    'nametag oauth p popular press privacy reel reels s session share static stories terms tv web your_activity'
  ).split(' '),
);

/**
 * Instagram. Posts, reels and IGTV share one case-sensitive code space, so `/p/` and `/reel/` of one code are one
 * content; the kind follows the path. User names are lower-case.
 */
export const instagram: PlatformUrls = {
  platform: 'INSTAGRAM',
  matches: (url) => onDomain(url, 'instagram.com', 'instagr.am', 'ig.me'),

  unwrap(url) {
    if (onDomain(url, 'l.instagram.com')) return targetsIn(url, 'u');
    if (!/^(?:accounts\/login|challenge)$/.test(pathOf(url) ?? '')) return [];
    // The log-in page names where it goes back to by its path alone.
    const paths = url.searchParams.getAll('next').filter((next) => /^\/(?!\/)/.test(next));
    return [...targetsIn(url, 'next'), ...paths.map((next) => home + next)];
  },

  identify(url) {
    const path = pathOf(url);
    if (path === null) return null;
    if (onDomain(url, 'ig.me')) {
      const [, user] = /^m\/([\w.]+)$/.exec(path) ?? [];
      return user ? profile(user) : null;
    }

    if (onDomain(url, 'instagram.com') && !onSubdomain(url, 'instagram.com', /^(?:www|m)$/)) return null;

    const [, share] = /^share\/((?:(?:p|reel|profile|s)\/)?[\w-]{4,40})$/.exec(path) ?? [];
    if (share) return shortLink('INSTAGRAM', `${home}/share/${share}/`, share.split('/').at(-1) ?? share);

    const media =
      /^(?:([\w.]+)\/)?(p|reels?|tv)\/([\w-]{5,60})(?:\/c\/(\d{1,25})(?:\/r\/(\d{1,25}))?)?(?:\/(?:embed|captioned|comments|liked_by).*)?$/;
    const [, owner, form, code, comment, reply] = media.exec(path) ?? [];
    if (form && code && !(owner && reserved.has(owner.toLowerCase()))) {
      const base = `${home}/${form === 'p' ? 'p' : 'reel'}/${code}/`;
      const ids = { post: code, user: owner?.toLowerCase(), comment, reply };
      if (comment) {
        const canonicalUrl = `${base}c/${comment}/${reply ? `r/${reply}/` : ''}`;
        return known('INSTAGRAM', 'COMMENT', `comment:${reply ?? comment}`, canonicalUrl, ids);
      }
      return known('INSTAGRAM', form === 'p' ? 'POST' : 'VIDEO', `post:${code}`, base, ids);
    }

    const [, highlight] = /^stories\/highlights\/(\d{1,25})$/.exec(path) ?? [];
    if (highlight) {
      return known(
        'INSTAGRAM',
        'STORY',
        `highlight:${highlight}`,
        `${home}/stories/highlights/${highlight}/`,
        {
          highlight,
        },
      );
    }
    const [, teller, story] = /^stories\/([\w.]+)\/(\d{1,25})$/.exec(path) ?? [];
    if (teller && story) {
      const user = teller.toLowerCase();
      return known('INSTAGRAM', 'STORY', `story:${story}`, `${home}/stories/${user}/${story}/`, {
        story,
        user,
      });
    }

    const [, tag] = /^explore\/tags\/([\p{L}\p{M}\p{N}_]+)$/u.exec(path) ?? [];
    if (tag) {
      return known('INSTAGRAM', 'SEARCH', null, `${home}/explore/tags/${encodeURIComponent(tag)}/`, {
        query: tag,
      });
    }
    const query = path === 'explore/search/keyword' ? parameter(url, 'q', /\S/) : undefined;
    if (query) {
      const canonicalUrl = `${home}/explore/search/keyword/?${new URLSearchParams({ q: query })}`;
      return known('INSTAGRAM', 'SEARCH', null, canonicalUrl, { query });
    }

    const [, live] = /^([\w.]+)\/live$/.exec(path) ?? [];
    if (live && handle.test(live) && !reserved.has(live.toLowerCase())) {
      const user = live.toLowerCase();
      return known('INSTAGRAM', 'LIVE', `live:${user}`, `${home}/${user}/live/`, { user });
    }
    const [, user] =
      /^([\w.]+)(?:\/(?:reels|tagged|channel|saved|followers|following|guides|embed))?$/.exec(path) ?? [];
    return user ? profile(user) : null;
  },
};

function profile(name: string) {
  const user = name.toLowerCase();
  if (!handle.test(user) || reserved.has(user)) return null;
  return known('INSTAGRAM', 'PROFILE', `user:${user}`, `${home}/${user}/`, { user });
}
