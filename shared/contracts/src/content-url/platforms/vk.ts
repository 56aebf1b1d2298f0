import type { ContentIdentity, PlatformUrls } from '../content-url.ts';
import { known, onDomain, onSubdomain, parameter, pathOf, shortLink, targetsIn } from '../url-parts.ts';

const home = 'https://vk.com';
const objectForm = /^(?:wall|video|clip|photo|topic|story|doc|album|product)-?\d{1,20}_\d{1,20}(?=$|[_/])/;
const reserved = new Set(
  (
    'about ads al apps audio audios bookmarks bugs clips dev docs faq feed friends games gifts groups help im ' +
    'join jobs login mail market menu music newsfeed privacy search settings stickers support terms video videos'
  ).split(' '),
);

// Other names (dev., away.) show no content.
const siteNames = /^(?:www|m|new|ok)$/;

/**
 * VK. Objects are numbered within their owner, written with a minus where the owner is a community. Clips are
 * videos. A list behind an overlay (`?z=`, `?w=`) does not matter: the overlay's object is what is shown.
 */
export const vk: PlatformUrls = {
  platform: 'VK',
  matches: (url) => onDomain(url, 'vk.com', 'vk.ru', 'vkvideo.ru', 'vk.me', 'vk.cc', 'vkontakte.ru'),

  unwrap: (url) => (/^away(?:\.php)?$/.test(pathOf(url) ?? '') ? targetsIn(url, 'to') : []),

  identify(url) {
    const path = pathOf(url);
    if (path === null) return null;
    if (onDomain(url, 'vk.cc'))
      return /^\w{4,20}$/.test(path) ? shortLink('VK', `https://vk.cc/${path}`, path) : null;
    if (onDomain(url, 'vk.me')) return placeNamed(path);

    if (
      !['vk.com', 'vk.ru', 'vkvideo.ru', 'vkontakte.ru'].some((domain) => onSubdomain(url, domain, siteNames))
    ) {
      return null;
    }

    const shown =
      parameter(url, 'z', objectForm) ??
      parameter(url, 'w', objectForm) ??
      path.split('/').find((p) => objectForm.test(p));
    if (shown) return objectOf(url, shown);
    const owner = path === 'video_ext.php' ? parameter(url, 'oid', /^-?\d{1,20}$/) : undefined;
    const video = parameter(url, 'id', /^\d{1,20}$/);
    if (owner && video) return objectOf(url, `video${owner}_${video}`);
    return placeNamed(path);
  },
};

function objectOf(url: URL, shown: string): ContentIdentity | null {
  const [, form, owner, number, inReply] =
    /^([a-z]+)(-?\d{1,20})_(\d{1,20})(?:_r(\d{1,20}))?/.exec(shown) ?? [];
  if (!form || !owner || !number) return null;
  const id = `${owner}_${number}`;
  const ids = { owner };
  if (form === 'wall') {
    const comment = inReply ?? parameter(url, 'reply', /^\d{1,20}$/);
    return comment
      ? known('VK', 'COMMENT', `comment:${owner}_${comment}`, `${home}/wall${id}?reply=${comment}`, {
          ...ids,
          post: number,
          comment,
        })
      : known('VK', 'POST', `post:${id}`, `${home}/wall${id}`, { ...ids, post: number });
  }
  if (form === 'video' || form === 'clip') {
    return known('VK', 'VIDEO', `video:${id}`, `${home}/video${id}`, { ...ids, video: number });
  }
  if (form === 'topic') {
    const comment = parameter(url, 'post', /^\d{1,20}$/);
    return comment
      ? known('VK', 'COMMENT', `topic-comment:${id}/${comment}`, `${home}/topic${id}?post=${comment}`, {
          ...ids,
          topic: number,
          comment,
        })
      : known('VK', 'POST', `topic:${id}`, `${home}/topic${id}`, { ...ids, topic: number });
  }
  const kind = ({ photo: 'PHOTO', story: 'STORY', doc: 'FILE', album: 'FOLDER', product: 'POST' } as const)[
    form === 'photo' || form === 'story' || form === 'doc' || form === 'album' ? form : 'product'
  ];
  return known('VK', kind, `${form}:${id}`, `${home}/${form}${id}`, { ...ids, [form]: number });
}

function placeNamed(path: string): ContentIdentity | null {
  const [, article] = /^@([\w.-]{2,120})$/.exec(path) ?? [];
  if (article?.includes('-')) {
    return known('VK', 'POST', `article:${article}`, `${home}/@${article}`, { article });
  }
  const [, name] = /^@?([\w.]{2,64})$/.exec(path) ?? [];
  const lower = name?.toLowerCase();
  if (!lower) return null;
  const [, form, number] = /^(id|club|public|event|write)(\d{1,20})$/.exec(lower) ?? [];
  if (number) {
    if (form === 'id' || form === 'write') {
      return known('VK', 'PROFILE', `user:${number}`, `${home}/id${number}`, { user: number });
    }
    return form === 'event'
      ? known('VK', 'EVENT', `group:${number}`, `${home}/event${number}`, { group: number })
      : known('VK', 'GROUP', `group:${number}`, `${home}/club${number}`, { group: number });
  }
  const isOwnPage =
    reserved.has(lower) ||
    lower.endsWith('.php') ||
    /^(?:app|videos|albums|audios|topics|board|wall)-?\d+$/.test(lower);
  if (isOwnPage || !/[a-z]/.test(lower)) return null;
  return known('VK', 'PROFILE', `name:${lower}`, `${home}/${lower}`, { name: lower });
}
