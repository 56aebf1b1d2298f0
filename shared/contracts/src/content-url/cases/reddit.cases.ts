import type { PlatformCases } from '../url-case.ts';

const r = 'https://www.reddit.com';
const post = `${r}/comments/15bfi0/`;
const comment = `${post}comment/c7kx1yz/`;

export const redditCases: PlatformCases = {
  platform: 'REDDIT',
  cases: [
    [
      `${r}/r/Thailand/comments/15bfi0/a_school_camp/?utm_source=share&rdt=1`,
      'POST',
      'post:15bfi0',
      post,
      { post: '15bfi0', subreddit: 'thailand' },
    ],
    ['https://old.reddit.com/r/Thailand/comments/15bfi0/', 'POST', 'post:15bfi0', post],
    ['https://np.reddit.com/r/thailand/comments/15BFI0', 'POST', 'post:15bfi0', post],
    ['https://th.reddit.com/comments/15bfi0', 'POST', 'post:15bfi0', post, { post: '15bfi0' }],
    [`${r}/gallery/15bfi0`, 'POST', 'post:15bfi0', post],
    ['https://redd.it/15bfi0', 'POST', 'post:15bfi0', post],
    [
      `${r}/user/Nok-Noi/comments/15bfi0/title/`,
      'POST',
      'post:15bfi0',
      post,
      { post: '15bfi0', user: 'nok-noi' },
    ],
    [
      `${r}/r/Thailand/comments/15bfi0/a_school_camp/c7kx1yz/?context=3`,
      'COMMENT',
      'comment:c7kx1yz',
      comment,
      { post: '15bfi0', subreddit: 'thailand', comment: 'c7kx1yz' },
    ],
    [`${r}/r/Thailand/comments/15bfi0/comment/c7kx1yz/`, 'COMMENT', 'comment:c7kx1yz', comment],
    ['https://i.reddit.com/r/Thailand/comments/15bfi0/ค่าย/c7kx1yz', 'COMMENT', 'comment:c7kx1yz', comment],
    [`${r}/r/Thailand/new/`, 'GROUP', 'subreddit:thailand', `${r}/r/thailand/`],
    [`${r}/u/Nok-Noi`, 'PROFILE', 'user:nok-noi', `${r}/user/nok-noi/`],
    [`${r}/r/u_noknoi`, 'PROFILE', 'user:noknoi', `${r}/user/noknoi/`],
    [`${r}/r/Thailand/search/?q=camp&restrict_sr=1`, 'SEARCH', null, `${r}/r/thailand/search?q=camp`],
    [
      `${r}/chat/room/!AbCd12efGh:reddit.com?x=1`,
      'CHANNEL',
      'room:!AbCd12efGh:reddit.com',
      `${r}/chat/room/!AbCd12efGh%3Areddit.com`,
      { group: '!AbCd12efGh:reddit.com' },
    ],
    [
      'https://chat.reddit.com/room/!AbCd12efGh%3Areddit.com',
      'CHANNEL',
      'room:!AbCd12efGh:reddit.com',
      `${r}/chat/room/!AbCd12efGh%3Areddit.com`,
    ],
    [`${r}/live/abc123def456`, 'LIVE', 'live:abc123def456', `${r}/live/abc123def456`],
    [
      'https://i.redd.it/abcd1234efgh.jpg?width=1',
      'PHOTO',
      'image:abcd1234efgh.jpg',
      'https://i.redd.it/abcd1234efgh.jpg',
    ],
    [
      'https://v.redd.it/abcd1234efgh/DASH_720.mp4',
      'SHORT_LINK',
      null,
      'https://v.redd.it/abcd1234efgh',
      { code: 'abcd1234efgh' },
    ],
    [`${r}/r/Thailand/s/AbCdEf1234`, 'SHORT_LINK', null, `${r}/r/thailand/s/AbCdEf1234`],
    ['https://out.reddit.com/t3_x?url=https%3A%2F%2Fredd.it%2F15bfi0&token=1', 'POST', 'post:15bfi0', post],
    [`${r}/r/Thailand/wiki/rules`, 'PAGE', null, `${r}/r/Thailand/wiki/rules`],
    ['https://support.reddit.com/r/nok', 'PAGE', null, 'https://support.reddit.com/r/nok'],
  ],
};
