import type { PlatformUrls } from '../content-url.ts';
import { known, onDomain, pathOf } from '../url-parts.ts';

const user = String.raw`([a-zA-Z\d_](?:[\w.-]{0,62}\w)?(?:@[\w.:-]+)?)`;
const statusPath = new RegExp(
  `^(?:(?:web|deck)/)?(?:@${user}|users/${user}/statuses)/(\\d{1,20})(?:/(?:embed|reblogs|favourites))?$`,
  'i',
);
/** GoToSocial, which speaks Mastodon's API. Its ids are ULIDs in capitals, which no other site has in such a place. */
const ulidPath = new RegExp(`^(?:@${user}|users/${user})/statuses/([0-7][\\dA-HJKMNP-TV-Z]{25})$`);
const profilePath = new RegExp(
  `^(?:(?:web|deck)/)?(?:@|users/)${user}(?:/(?:with_replies|media|followers|following))?$`,
  'i',
);
const speakingName = /(?:^|[.-])(?:mastodon|mstdn|masto|toot)[.\d-]|^social\.|\.social$/;

/** Sites whose paths look alike, but which are other software. */
const lookalikes = [
  'medium.com',
  'threads.net',
  'threads.com',
  'odysee.com',
  'substack.com',
  'hive.blog',
  'peakd.com',
];

/**
 * Mastodon runs on any host, so its posts are known by their path: `/@user/{n}` and `/users/{user}/statuses/{n}`.
 * To keep other sites out, the number must be a snowflake (15 digits or more, since Mastodon 2.0 of 2017) unless
 * the host's name speaks of Mastodon; profiles are only recognised on such hosts. GoToSocial writes
 * `/@user/statuses/{ulid}` and `/users/{user}/statuses/{ulid}`.
 *
 * @param isOtherPlatform whether a URL belongs to a platform that has hosts of its own
 */
export function mastodonExcept(isOtherPlatform: (url: URL) => boolean): PlatformUrls {
  return {
    platform: 'MASTODON',
    matches(url) {
      if (url.port !== '' || url.hostname.startsWith('[') || isOtherPlatform(url)) return false;
      if (onDomain(url, ...lookalikes)) return false;
      return shapeOf(url) !== null;
    },
    identify(url) {
      const shape = shapeOf(url);
      if (shape === null) return null;
      const base = `https://${url.hostname}/@${shape.user}`;
      return shape.post === undefined
        ? known('MASTODON', 'PROFILE', `user:${url.hostname}/${shape.user}`, base, {
            host: url.hostname,
            user: shape.user,
          })
        : known(
            'MASTODON',
            'POST',
            `post:${url.hostname}/${shape.post}`,
            `${base}/${isUlid(shape.post) ? 'statuses/' : ''}${shape.post}`,
            { host: url.hostname, ...shape },
          );
    },
  };
}

/** As against a snowflake, which has 20 digits at most. */
const isUlid = (post: string): boolean => post.length === 26;

function shapeOf(url: URL): { user: string; post?: string } | null {
  const path = pathOf(url);
  if (path === null) return null;
  const speaks = speakingName.test(url.hostname);
  const [, inShort, inLong, post] = statusPath.exec(path) ?? [];
  const author = (inShort ?? inLong)?.toLowerCase();
  if (author && post && (speaks || post.length >= 15)) return { user: author, post };
  const [, ofShort, ofLong, ulid] = ulidPath.exec(path) ?? [];
  const writer = (ofShort ?? ofLong)?.toLowerCase();
  if (writer && ulid) return { user: writer, post: ulid };
  const [, name] = (speaks && profilePath.exec(path)) || [];
  return name ? { user: name.toLowerCase() } : null;
}
