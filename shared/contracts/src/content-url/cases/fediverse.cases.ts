import type { PlatformCases } from '../url-case.ts';

const n = '110000000000000001';
const ulid = '01M8HTCNCS2RWGXAPB43NS4RVQ';
const did = 'did:plc:abcdefghijklmnopqrstuvwx';
const b = 'https://bsky.app';

export const mastodonCases: PlatformCases = {
  platform: 'MASTODON',
  cases: [
    [
      `https://mastodon.social/@NokNoi/${n}`,
      'POST',
      `post:mastodon.social/${n}`,
      `https://mastodon.social/@noknoi/${n}`,
      { host: 'mastodon.social', user: 'noknoi', post: n },
    ],
    [
      `https://nok.example/@noknoi/${n}?utm_source=x`,
      'POST',
      `post:nok.example/${n}`,
      `https://nok.example/@noknoi/${n}`,
    ],
    [
      `https://nok.example/users/noknoi/statuses/${n}`,
      'POST',
      `post:nok.example/${n}`,
      `https://nok.example/@noknoi/${n}`,
    ],
    [
      `https://mastodon.social/@noi@nok.example/${n}`,
      'POST',
      `post:mastodon.social/${n}`,
      `https://mastodon.social/@noi@nok.example/${n}`,
    ],
    [`https://mstdn.jp/web/@noknoi/${n}`, 'POST', `post:mstdn.jp/${n}`, `https://mstdn.jp/@noknoi/${n}`],
    [
      'https://mastodon.social/@noknoi/42',
      'POST',
      'post:mastodon.social/42',
      'https://mastodon.social/@noknoi/42',
    ],
    [
      `https://MASTODON.Social./@noknoi/${n}/embed`,
      'POST',
      `post:mastodon.social/${n}`,
      `https://mastodon.social/@noknoi/${n}`,
    ],
    [
      'https://mastodon.social/@NokNoi/media',
      'PROFILE',
      'user:mastodon.social/noknoi',
      'https://mastodon.social/@noknoi',
    ],
    [
      `https://nok.example/@NokNoi/statuses/${ulid}`,
      'POST',
      `post:nok.example/${ulid}`,
      `https://nok.example/@noknoi/statuses/${ulid}`,
      { host: 'nok.example', user: 'noknoi', post: ulid },
    ],
    [
      `https://nok.example/users/noknoi/statuses/${ulid}`,
      'POST',
      `post:nok.example/${ulid}`,
      `https://nok.example/@noknoi/statuses/${ulid}`,
    ],
    [
      `https://นก.example/@noknoi/${n}`,
      'POST',
      `post:xn--12c1c.example/${n}`,
      `https://xn--12c1c.example/@noknoi/${n}`,
    ],
  ],
};

export const blueskyCases: PlatformCases = {
  platform: 'BLUESKY',
  cases: [
    [
      `${b}/profile/Nok.bsky.social/post/3kabcdefghi2x`,
      'POST',
      'post:nok.bsky.social/3kabcdefghi2x',
      `${b}/profile/nok.bsky.social/post/3kabcdefghi2x`,
      { user: 'nok.bsky.social', post: '3kabcdefghi2x' },
    ],
    [
      `${b}/profile/${did}/post/3kabcdefghi2x?ref_src=embed`,
      'POST',
      `post:${did}/3kabcdefghi2x`,
      `${b}/profile/${did}/post/3kabcdefghi2x`,
    ],
    [`${b}/profile/did%3Aplc%3Aabcdefghijklmnopqrstuvwx`, 'PROFILE', `user:${did}`, `${b}/profile/${did}`],
    [`${b}/profile/nok.bsky.social`, 'PROFILE', 'user:nok.bsky.social', `${b}/profile/nok.bsky.social`],
    [
      `${b}/profile/nok.bsky.social/feed/camp`,
      'PAGE',
      'feed:nok.bsky.social/camp',
      `${b}/profile/nok.bsky.social/feed/camp`,
    ],
    ['https://go.bsky.app/AbCdEf', 'SHORT_LINK', null, 'https://go.bsky.app/AbCdEf', { code: 'AbCdEf' }],
    [`${b}/settings`, 'PAGE', null, `${b}/settings`],
  ],
};
