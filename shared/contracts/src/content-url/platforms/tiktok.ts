import type { PlatformUrls } from '../content-url.ts';
import { known, onDomain, onSubdomain, parameter, pathOf, shortLink, withParameters } from '../url-parts.ts';

const home = 'https://www.tiktok.com';

/** TikTok. Videos and photo posts share one number space; user names are lower-case. vm., vt. and /t/ are short. */
export const tiktok: PlatformUrls = {
  platform: 'TIKTOK',
  matches: (url) => onDomain(url, 'tiktok.com'),

  identify(url) {
    const path = pathOf(url);
    if (path === null) return null;

    if (onDomain(url, 'vm.tiktok.com', 'vt.tiktok.com')) {
      const code = /^[\w-]{4,40}$/.test(path) ? path : undefined;
      return code ? shortLink('TIKTOK', `https://${url.hostname}/${code}/`, code) : null;
    }
    if (!onSubdomain(url, 'tiktok.com', /^(?:www|m|lite|us|[a-z]{2})$/)) return null;
    const [, code] = /^t\/([\w-]{4,40})$/.exec(path) ?? [];
    if (code) return shortLink('TIKTOK', `${home}/t/${code}/`, code);

    const [, owner = '', form, post] = /^@([\w.]{0,32})\/(video|photo)\/(\d{1,25})$/.exec(path) ?? [];
    if (form && post) {
      const user = owner.toLowerCase();
      const kind = form === 'photo' ? 'PHOTO' : 'VIDEO';
      return known('TIKTOK', kind, `post:${post}`, `${home}/@${user}/${form}/${post}`, { post, user });
    }
    const [, unowned] =
      /^(?:v|embed|embed\/v2|player\/v1|share\/video)\/(\d{1,25})(?:\.html)?$/.exec(path) ?? [];
    if (unowned) {
      return known('TIKTOK', 'VIDEO', `post:${unowned}`, `https://m.tiktok.com/v/${unowned}.html`, {
        post: unowned,
      });
    }

    const [, name, live] = /^@([\w.]{1,32})(\/live)?$/.exec(path) ?? [];
    if (name) {
      const user = name.toLowerCase();
      return live
        ? known('TIKTOK', 'LIVE', `live:${user}`, `${home}/@${user}/live`, { user })
        : known('TIKTOK', 'PROFILE', `user:${user}`, `${home}/@${user}`, { user });
    }
    const [, list] = /^@[\w.]{1,32}\/(?:playlist|collection)\/(?:[^/]*-)?(\d{1,25})$/u.exec(path) ?? [];
    if (list) {
      const canonicalUrl = `${home}/${path.split('/').slice(0, 2).join('/').toLowerCase()}/${list}`;
      return known('TIKTOK', 'PLAYLIST', `list:${list}`, canonicalUrl, { list });
    }

    const [, tag] = /^tag\/([\p{L}\p{M}\p{N}_]+)$/u.exec(path) ?? [];
    if (tag) return known('TIKTOK', 'SEARCH', null, `${home}/tag/${encodeURIComponent(tag)}`, { query: tag });
    const query = /^search(?:\/(?:user|video|live))?$/.test(path) ? parameter(url, 'q', /\S/) : undefined;
    return query
      ? known('TIKTOK', 'SEARCH', null, withParameters(`${home}/${path}`, { q: query }), { query })
      : null;
  },
};
