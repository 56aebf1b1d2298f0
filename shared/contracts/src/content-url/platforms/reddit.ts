import type { PlatformUrls } from '../content-url.ts';
import {
  known,
  onDomain,
  onSubdomain,
  parameter,
  pathOf,
  shortLink,
  targetsIn,
  withParameters,
} from '../url-parts.ts';

const home = 'https://www.reddit.com';

// Languages too (th., pt-br.); other names (support., ads.) are the company's own sites.
const siteNames = /^(?:www|old|np|new|sh|i|m|amp|compact|[a-z]{2}(?:-[a-z]{2})?)$/;

/**
 * Reddit, on every host of it (old., np., regional). Posts and comments have base-36 ids that are unique on the
 * whole site. redd.it/{id} spells a post's id; v.redd.it and /s/ links do not, and are opaque.
 */
export const reddit: PlatformUrls = {
  platform: 'REDDIT',
  matches: (url) => onDomain(url, 'reddit.com', 'redd.it', 'reddit.app.link'),

  unwrap(url) {
    if (onDomain(url, 'out.reddit.com') || pathOf(url) === 'media') return targetsIn(url, 'url');
    return pathOf(url) === 'login' ? targetsIn(url, 'dest') : [];
  },

  identify(url) {
    const path = pathOf(url);
    if (path === null) return null;

    if (onDomain(url, 'v.redd.it', 'reddit.app.link')) {
      const [, code] = /^(\w{6,30})(?:\/|$)/.exec(path) ?? [];
      return code ? shortLink('REDDIT', `https://${url.hostname}/${code}`, code) : null;
    }
    if (onDomain(url, 'i.redd.it')) {
      const [, image] = /^([\w-]{6,60}\.(?:jpe?g|png|gif|webp|mp4))$/.exec(path) ?? [];
      return image
        ? known('REDDIT', 'PHOTO', `image:${image}`, `https://i.redd.it/${image}`, { image })
        : null;
    }
    if (onDomain(url, 'redd.it')) {
      const post =
        url.hostname === 'redd.it' || url.hostname === 'www.redd.it'
          ? /^[a-z\d]{4,12}$/i.exec(path)?.[0]
          : '';
      return post ? postOf(post.toLowerCase(), {}) : null;
    }

    const isChat = onDomain(url, 'chat.reddit.com');
    const [, room] = /^(?:chat\/)?room\/(![\w-]{6,60}:reddit\.com)(?:\/|$)/.exec(path) ?? [];
    if (room && (isChat || path.startsWith('chat/'))) {
      const canonicalUrl = `${home}/chat/room/${encodeURIComponent(room)}`;
      return known('REDDIT', 'CHANNEL', `room:${room}`, canonicalUrl, { group: room });
    }
    if (!onSubdomain(url, 'reddit.com', siteNames)) return null;

    const [, shareForm, shareName, share] = /^(r|u|user)\/([\w-]{2,40})\/s\/(\w{4,30})$/.exec(path) ?? [];
    if (shareForm && shareName && share) {
      const place = shareForm === 'r' ? `r/${shareName.toLowerCase()}` : `u/${shareName.toLowerCase()}`;
      return shortLink('REDDIT', `${home}/${place}/s/${share}`, share);
    }

    const thread =
      /^(?:(r|u|user)\/([\w-]{2,40})\/)?(?:comments|gallery|tb|duplicates)\/([a-z\d]{2,12})(?:\/[^/]*(?:\/([a-z\d]{2,12}))?)?$/i;
    const [, form, place, post, comment] = thread.exec(path) ?? [];
    if (post) {
      const ids = form === 'r' ? { subreddit: place?.toLowerCase() } : { user: place?.toLowerCase() };
      return postOf(post.toLowerCase(), ids, comment?.toLowerCase());
    }

    const [, live] = /^live\/([a-z\d]{6,20})(?:\/|$)/.exec(path) ?? [];
    if (live) return known('REDDIT', 'LIVE', `live:${live}`, `${home}/live/${live}`, { live });
    const [, within] = /^(?:r\/([\w-]{2,40})\/)?search$/.exec(path) ?? [];
    const query = /^(?:r\/[\w-]{2,40}\/)?search$/.test(path) ? parameter(url, 'q', /\S/) : undefined;
    if (query) {
      const base = within ? `${home}/r/${within.toLowerCase()}/search` : `${home}/search`;
      return known('REDDIT', 'SEARCH', null, withParameters(base, { q: query }), {
        query,
        subreddit: within?.toLowerCase(),
      });
    }

    const [, user] =
      /^(?:u|user)\/([\w-]{2,40})(?:\/(?:submitted|comments|posts|overview|about|gilded)?)?$/.exec(path) ??
      [];
    if (user) return profile(user.toLowerCase());
    const [, subreddit] =
      /^r\/(\w{2,40})(?:\/(?:hot|new|top|rising|controversial|about|best))?$/.exec(path) ?? [];
    if (!subreddit) return null;
    const lower = subreddit.toLowerCase();
    if (lower.startsWith('u_')) return profile(lower.slice(2));
    return known('REDDIT', 'GROUP', `subreddit:${lower}`, `${home}/r/${lower}/`, { subreddit: lower });
  },
};

function profile(user: string) {
  return known('REDDIT', 'PROFILE', `user:${user}`, `${home}/user/${user}/`, { user });
}

function postOf(post: string, place: Record<string, string | undefined>, comment?: string) {
  const base = `${home}/comments/${post}/`;
  return comment
    ? known('REDDIT', 'COMMENT', `comment:${comment}`, `${base}comment/${comment}/`, {
        post,
        comment,
        ...place,
      })
    : known('REDDIT', 'POST', `post:${post}`, base, { post, ...place });
}
