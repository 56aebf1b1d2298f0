import type { PlatformCases } from '../url-case.ts';

const t = 'https://www.tiktok.com';
const n = '7300000000000000001';

export const tiktokCases: PlatformCases = {
  platform: 'TIKTOK',
  cases: [
    [
      `${t}/@Nok.Noi/video/${n}?is_from_webapp=1&sender_device=pc`,
      'VIDEO',
      `post:${n}`,
      `${t}/@nok.noi/video/${n}`,
      { post: n, user: 'nok.noi' },
    ],
    [`https://m.tiktok.com/@nok.noi/video/${n}`, 'VIDEO', `post:${n}`, `${t}/@nok.noi/video/${n}`],
    [`https://m.tiktok.com/v/${n}.html?u_code=x`, 'VIDEO', `post:${n}`, `https://m.tiktok.com/v/${n}.html`],
    [`${t}/embed/v2/${n}`, 'VIDEO', `post:${n}`, `https://m.tiktok.com/v/${n}.html`],
    [`${t}/@nok.noi/photo/${n}`, 'PHOTO', `post:${n}`, `${t}/@nok.noi/photo/${n}`],
    [`${t}/@nok.noi/live?enter_from=x`, 'LIVE', 'live:nok.noi', `${t}/@nok.noi/live`],
    [`${t}/@Nok.Noi?lang=th-TH&_t=8k&_r=1`, 'PROFILE', 'user:nok.noi', `${t}/@nok.noi`],
    [
      `${t}/@nok.noi/playlist/School%20days-7200000000000000001`,
      'PLAYLIST',
      'list:7200000000000000001',
      `${t}/@nok.noi/playlist/7200000000000000001`,
    ],
    [`${t}/tag/ค่าย`, 'SEARCH', null, `${t}/tag/${encodeURIComponent('ค่าย')}`],
    [`${t}/search?q=school%20camp&t=1`, 'SEARCH', null, `${t}/search?q=school+camp`],
    [
      'https://vm.tiktok.com/ZMabCdEf1/',
      'SHORT_LINK',
      null,
      'https://vm.tiktok.com/ZMabCdEf1/',
      { code: 'ZMabCdEf1' },
    ],
    ['https://vt.tiktok.com/ZSabCdEf1?x=1', 'SHORT_LINK', null, 'https://vt.tiktok.com/ZSabCdEf1/'],
    [`${t}/t/ZTabCdEf1/`, 'SHORT_LINK', null, `${t}/t/ZTabCdEf1/`],
    [`${t}/explore`, 'PAGE', null, `${t}/explore`],
    ['https://newsroom.tiktok.com/@nok', 'PAGE', null, 'https://newsroom.tiktok.com/@nok'],
  ],
};
