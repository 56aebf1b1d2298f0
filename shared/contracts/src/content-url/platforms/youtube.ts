import type { ContentIdentity, PlatformUrls } from '../content-url.ts';
import { known, onDomain, onSubdomain, parameter, pathOf, targetsIn, withParameters } from '../url-parts.ts';

const home = 'https://www.youtube.com';
// Both have eleven characters, but are pages of the embedded player.
const videoId = /^(?!videoseries$|live_stream$)[\w-]{11}$/;
// Other names (studio., support.) show no published content.
const siteNames = /^(?:www|m|music|gaming|kids|tv|[a-z]{2})$/;
const commentId = /^[\w.-]{10,120}$/;
const listId = /^[\w-]{2,80}$/;
const timeForm = /^(?:\d{1,6}s?|(?=.)(?:\d{1,3}h)?(?:\d{1,4}m)?(?:\d{1,6}s)?)$/;

/** YouTube. Video, comment and channel ids are case-sensitive; `time` (seconds) is kept, but is no identity. */
export const youtube: PlatformUrls = {
  platform: 'YOUTUBE',
  matches: (url) =>
    onDomain(url, 'youtube.com', 'youtu.be', 'youtube-nocookie.com', 'youtubekids.com', 'yt.be'),

  unwrap(url) {
    const path = pathOf(url);
    if (path === 'redirect') return targetsIn(url, 'q');
    if (path !== 'attribution_link' && path !== 'oembed') return [];
    const paths = url.searchParams.getAll('u').filter((target) => /^\/(?!\/)/.test(target));
    return [...targetsIn(url, 'u', 'url'), ...paths.map((target) => home + target)];
  },

  identify(url) {
    const path = pathOf(url);
    if (path === null) return null;
    if (onDomain(url, 'youtube.com') && !onSubdomain(url, 'youtube.com', siteNames)) return null;
    return videoIn(url, path) ?? postIn(url, path) ?? channelIn(path) ?? listIn(url, path);
  },
};

function videoIn(url: URL, path: string): ContentIdentity | null {
  const short = onDomain(url, 'youtu.be', 'yt.be');
  const [, form, inPath] =
    (short ? /^()([^/]+)$/ : /^(watch|shorts|live|embed|v|e|vi)\/([^/]+)$/).exec(path) ?? [];
  const video =
    inPath !== undefined && videoId.test(inPath)
      ? inPath
      : /^(?:watch|watch_popup|get_video_info)?$/.test(path)
        ? parameter(url, 'v', videoId)
        : undefined;
  if (!video) return null;

  const time = secondsOf(parameter(url, 't', timeForm) ?? parameter(url, 'start', timeForm));
  const comment = parameter(url, 'lc', commentId);
  if (comment) {
    const canonicalUrl = withParameters(`${home}/watch`, { v: video, lc: comment });
    return known('YOUTUBE', 'COMMENT', `comment:${comment}`, canonicalUrl, { video, comment, time });
  }
  return form === 'live'
    ? known('YOUTUBE', 'LIVE', `video:${video}`, `${home}/live/${video}`, { video, time })
    : known('YOUTUBE', 'VIDEO', `video:${video}`, `${home}/watch?v=${video}`, { video, time });
}

/** `90`, `90s` and `1m30s` are all 90 seconds. */
function secondsOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const [, h = '0', m = '0', s = '0'] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(text) ?? [];
  const seconds = Number(h) * 3600 + Number(m) * 60 + Number(s);
  return seconds === 0 ? undefined : String(seconds);
}

function postIn(url: URL, path: string): ContentIdentity | null {
  const postId = /^Ug[\w-]{10,80}$/;
  const [, inPath] = /^post\/([^/]+)$/.exec(path) ?? [];
  const community = /^(?:channel|c|user)\/[^/]+\/community$|^@[^/]+\/community$/.test(path);
  const post = inPath && postId.test(inPath) ? inPath : community ? parameter(url, 'lb', postId) : undefined;
  if (post) {
    const comment = parameter(url, 'lc', commentId);
    return comment
      ? known(
          'YOUTUBE',
          'COMMENT',
          `comment:${comment}`,
          withParameters(`${home}/post/${post}`, { lc: comment }),
          {
            post,
            comment,
          },
        )
      : known('YOUTUBE', 'POST', `post:${post}`, `${home}/post/${post}`, { post });
  }
  const [, clip] = /^clip\/(Ug[\w-]{10,80})$/.exec(path) ?? [];
  return clip ? known('YOUTUBE', 'VIDEO', `clip:${clip}`, `${home}/clip/${clip}`, { clip }) : null;
}

function channelIn(path: string): ContentIdentity | null {
  const [, channel] = /^channel\/(UC[\w-]{22})(?:\/|$)/.exec(path) ?? [];
  if (channel)
    return known('YOUTUBE', 'CHANNEL', `channel:${channel}`, `${home}/channel/${channel}`, { channel });

  const [, form, name] = /^(@|c\/|user\/)([\p{L}\p{M}\p{N}._·-]{1,60})(?:\/|$)/u.exec(path) ?? [];
  if (form === undefined || name === undefined) return null;
  const lower = name.toLowerCase().normalize('NFC');
  const canonicalUrl = `${home}/${form}${encodeURIComponent(lower)}`;
  if (form === '@') return known('YOUTUBE', 'CHANNEL', `handle:${lower}`, canonicalUrl, { handle: lower });
  return form === 'c/'
    ? known('YOUTUBE', 'CHANNEL', `custom:${lower}`, canonicalUrl, { custom: lower })
    : known('YOUTUBE', 'CHANNEL', `user:${lower}`, canonicalUrl, { user: lower });
}

function listIn(url: URL, path: string): ContentIdentity | null {
  const list = /^(?:playlist|watch|embed\/videoseries)$/.test(path)
    ? parameter(url, 'list', listId)
    : undefined;
  if (list)
    return known('YOUTUBE', 'PLAYLIST', `playlist:${list}`, `${home}/playlist?list=${list}`, {
      playlist: list,
    });

  const [, tag] = /^hashtag\/([\p{L}\p{M}\p{N}_]+)$/u.exec(path) ?? [];
  if (tag)
    return known('YOUTUBE', 'SEARCH', null, `${home}/hashtag/${encodeURIComponent(tag)}`, { query: tag });
  const query =
    path === 'results' ? (parameter(url, 'search_query', /\S/) ?? parameter(url, 'q', /\S/)) : undefined;
  if (!query) return null;
  return known('YOUTUBE', 'SEARCH', null, withParameters(`${home}/results`, { search_query: query }), {
    query,
  });
}
