import type { ContentIdentity, PlatformUrls } from '../content-url.ts';
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

const home = 'https://www.facebook.com';
const number = /^\d{1,25}$/;
const postId = /^(?:\d{1,25}|pfbid\w{8,90})$/;
const onion = 'facebookwkhpilnemxj7asaniu7vnjjbiltxjqhye3mhbshg7kx5tfyd.onion';

// Other names (about., developers., transparency.) are the company's own sites.
const siteNames =
  /^(?:(?:www|m|mbasic|touch|web|business|free|d|p|x|iphone|upload|[a-z]{2}-[a-z]{2})(?:\.(?:beta|latest))?|beta)$/;

/** First path segments that are Facebook's own pages and cannot be a profile's name. */
const reserved = new Set(
  (
    'about ads adsmanager ajax api bookmarks business careers dialog directory discover events find-friends ' +
    'friends fundraisers games gaming groups hashtag help legal live login logout marketplace media memories ' +
    'messages notes notifications pages people permalink photo photos places plugins policies policy privacy ' +
    'profile public recover reel reels reg saved search settings share sharer stories story terms video videos ' +
    'watch'
  ).split(' '),
);

/**
 * Facebook. Posts, videos, photos and comments carry globally unique numbers, so the owner in the path is kept for
 * readers but is no part of the identity. `pfbid…` ids cannot be turned into numbers offline.
 */
export const facebook: PlatformUrls = {
  platform: 'FACEBOOK',
  matches: (url) => onDomain(url, 'facebook.com', 'fb.com', 'fb.watch', 'fb.me', 'm.me', onion),

  unwrap(url) {
    const path = pathOf(url);
    if (path === null) return [];
    if (/^(?:l\.php|flx\/warn)$/.test(path)) return targetsIn(url, 'u');
    if (/^(?:login(?:\.php)?|checkpoint)$/.test(path)) return targetsIn(url, 'next');
    if (/^(?:sharer(?:\/sharer)?\.php|share\.php)$/.test(path)) return targetsIn(url, 'u');
    return /^plugins\/(?:post|video|page|comment_embed)\.php$/.test(path) ? targetsIn(url, 'href') : [];
  },

  identify(url) {
    const path = pathOf(url);
    if (path === null) return null;
    if (onDomain(url, 'fb.watch')) return shortOn('https://fb.watch', path);
    if (onDomain(url, 'fb.me')) return shortOn('https://fb.me', path);
    if (onDomain(url, 'm.me')) return profileNamed(path);
    if (onDomain(url, 'facebook.com') && !onSubdomain(url, 'facebook.com', siteNames)) return null;
    if (onDomain(url, 'fb.com') && !onSubdomain(url, 'fb.com', /^(?:www|m)$/)) return null;
    const content = postIn(url, path) ?? videoIn(url, path) ?? photoIn(url, path);
    return content === null ? placeIn(url, path) : commentOn(url, content);
  },
};

function shortOn(base: string, path: string): ContentIdentity | null {
  return /^[\w-]+$/.test(path) ? shortLink('FACEBOOK', `${base}/${path}/`, path) : null;
}

function postIn(url: URL, path: string): ContentIdentity | null {
  if (/^(?:permalink|story)\.php$/.test(path)) {
    const post = parameter(url, 'story_fbid', postId);
    const owner = parameter(url, 'id', number);
    if (!post) return null;
    const base = owner ? `${home}/${owner}/posts/${post}` : `${home}/permalink.php?story_fbid=${post}`;
    return known('FACEBOOK', 'POST', `post:${post}`, base, { post, user: owner });
  }

  const [, groupName, inPath] = /^groups\/([^/]+)(?:\/(?:permalink|posts)\/([^/]+))?$/.exec(path) ?? [];
  const group = groupName && groupOf(groupName);
  const inGroup = inPath ?? parameter(url, 'multi_permalinks', postId);
  if (group && inGroup && postId.test(inGroup)) {
    const base = `${home}/groups/${group}/posts/${inGroup}`;
    return known('FACEBOOK', 'POST', `post:${inGroup}`, base, { post: inGroup, group });
  }

  const [, name, post] = /^([^/]+)\/(?:posts|activity)\/(?:[^/]+\/)?([^/]+)$/.exec(path) ?? [];
  const user = name && ownerOf(name);
  if (!user || !post || !postId.test(post)) return null;
  return known('FACEBOOK', 'POST', `post:${post}`, `${home}/${user}/posts/${post}`, { post, user });
}

function videoIn(url: URL, path: string): ContentIdentity | null {
  if (/^(?:watch(?:\/live)?|video(?:\.php)?)$/.test(path)) {
    const video = parameter(url, 'v', number);
    if (!video) return null;
    return path.endsWith('live')
      ? known('FACEBOOK', 'LIVE', `video:${video}`, `${home}/watch/live/?v=${video}`, { video })
      : known('FACEBOOK', 'VIDEO', `video:${video}`, `${home}/watch/?v=${video}`, { video });
  }
  const [, reel] = /^reel\/(\d{1,25})$/.exec(path) ?? [];
  const [, name, inPath] = /^([^/]+)\/videos\/(?:[^/]+\/)?(\d{1,25})$/.exec(path) ?? [];
  const user = name ? (ownerOf(name) ?? undefined) : undefined;
  const video = reel ?? (user && inPath);
  if (!video) return null;
  return known('FACEBOOK', 'VIDEO', `video:${video}`, `${home}/watch/?v=${video}`, { video, user });
}

function photoIn(url: URL, path: string): ContentIdentity | null {
  const [, name, inPath] = /^([^/]+)\/photos\/(?:[^/]+\/)?(\d{1,25})$/.exec(path) ?? [];
  const user = name ? (ownerOf(name) ?? undefined) : undefined;
  const photo = /^photo(?:\.php)?$/.test(path) ? parameter(url, 'fbid', number) : user && inPath;
  if (!photo) return null;
  return known('FACEBOOK', 'PHOTO', `photo:${photo}`, `${home}/photo.php?fbid=${photo}`, { photo, user });
}

/** The comment or reply the parameters point at, else the content itself. */
function commentOn(url: URL, content: ContentIdentity): ContentIdentity {
  const comment = commentNumber(parameter(url, 'comment_id', commentForm));
  const reply = commentNumber(parameter(url, 'reply_comment_id', commentForm));
  const id = reply ?? comment;
  if (id === undefined) return content;
  const canonicalUrl = withParameters(content.canonicalUrl, { comment_id: comment, reply_comment_id: reply });
  return known('FACEBOOK', 'COMMENT', `comment:${id}`, canonicalUrl, { ...content.ids, comment, reply });
}

const commentForm = /^(?:\d{1,25}|Y29tbWVudDo[\w+/-]{4,80}={0,2})$/;

// Newer links write base64 of "comment:{post}_{comment}".
function commentNumber(id: string | undefined): string | undefined {
  if (id === undefined || number.test(id)) return id;
  try {
    return /^comment:\w+_(\d{1,25})$/.exec(atob(id.replaceAll('-', '+').replaceAll('_', '/')))?.[1];
  } catch {
    return undefined;
  }
}

function placeIn(url: URL, path: string): ContentIdentity | null {
  const [, kind, share] = /^share\/(?:([prvg])\/)?([\w-]{4,40})$/.exec(path) ?? [];
  if (share) return shortLink('FACEBOOK', `${home}/share/${kind ? `${kind}/` : ''}${share}/`, share);

  const [, storyOwner, story] = /^stories\/([^/]+)\/([\w=-]{4,120})$/.exec(path) ?? [];
  const teller = storyOwner && ownerOf(storyOwner);
  if (teller && story) {
    const canonicalUrl = `${home}/stories/${teller}/${encodeURIComponent(story)}`;
    return known('FACEBOOK', 'STORY', `story:${story}`, canonicalUrl, { story, user: teller });
  }

  const [, event] = /^events\/(?:s\/[^/]+\/)?(\d{1,25})(?:\/|$)/.exec(path) ?? [];
  if (event) return known('FACEBOOK', 'EVENT', `event:${event}`, `${home}/events/${event}`, { event });

  const [, listing] = /^(?:marketplace\/item|commerce\/listing)\/(\d{1,25})$/.exec(path) ?? [];
  if (listing) {
    return known('FACEBOOK', 'POST', `listing:${listing}`, `${home}/marketplace/item/${listing}`, {
      listing,
    });
  }

  const ad = path === 'ads/library' ? parameter(url, 'id', number) : undefined;
  if (ad) return known('FACEBOOK', 'AD', `ad:${ad}`, `${home}/ads/library/?id=${ad}`, { ad });

  const album = path === 'media/set' ? parameter(url, 'set', /^[\w.-]{3,80}$/) : undefined;
  if (album)
    return known('FACEBOOK', 'FOLDER', `album:${album}`, `${home}/media/set/?set=${album}`, { album });

  const [, tag] = /^hashtag\/([\p{L}\p{M}\p{N}_]+)$/u.exec(path) ?? [];
  if (tag)
    return known('FACEBOOK', 'SEARCH', null, `${home}/hashtag/${encodeURIComponent(tag)}`, { query: tag });
  const [, scope] = /^search\/([a-z]+)$/.exec(path) ?? [];
  const query = scope && parameter(url, 'q', /\S/);
  if (query)
    return known('FACEBOOK', 'SEARCH', null, withParameters(`${home}/search/${scope}/`, { q: query }), {
      query,
    });

  const [, groupName, member] = /^groups\/([^/]+)(?:\/user\/(\d{1,25}))?/.exec(path) ?? [];
  if (member) return profileNamed(member);
  const group = groupName && groupOf(groupName);
  if (group) return known('FACEBOOK', 'GROUP', `group:${group}`, `${home}/groups/${group}`, { group });

  if (path === 'profile.php') return profileNamed(parameter(url, 'id', number) ?? '');
  const [, numbered] = /^(?:people|pages)\/(?:.+\/)?(\d{1,25})$/.exec(path) ?? [];
  if (numbered) return profileNamed(numbered);
  const [, page] = /^(?:p|pages\/category\/[^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (page) return profileNamed(page);

  const tab =
    /^([^/]+)(?:\/(?:about|community|events|followers|following|friends|live|mentions|photos|posts|reels|reviews|shop|videos)\w*)?$/;
  return profileNamed(tab.exec(path)?.[1] ?? '');
}

function profileNamed(name: string): ContentIdentity | null {
  const user = ownerOf(name);
  if (user === null) return null;
  const canonicalUrl = number.test(user) ? `${home}/profile.php?id=${user}` : `${home}/${user}`;
  return known('FACEBOOK', 'PROFILE', `user:${user}`, canonicalUrl, { user });
}

/** A number, or a name in lower case; `Any-Name-100064000000000`, an older page address, is its number. */
function ownerOf(segment: string): string | null {
  const id = /^(?:.+-)?(\d{8,25})$/u.exec(segment)?.[1] ?? (number.test(segment) ? segment : undefined);
  if (id !== undefined) return id;
  const name = segment.toLowerCase();
  return /^[a-z\d][a-z\d.-]{1,79}$/.test(name) && !name.endsWith('.php') && !reserved.has(name) ? name : null;
}

function groupOf(segment: string): string | null {
  const name = segment.toLowerCase();
  return /^(?:\d{1,25}|[a-z\d][a-z\d._-]{2,79})$/.test(name) &&
    !/^(?:feed|discover|create|joins|search)$/.test(name)
    ? name
    : null;
}
