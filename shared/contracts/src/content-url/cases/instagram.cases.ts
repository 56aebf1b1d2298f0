import type { PlatformCases } from '../url-case.ts';

const i = 'https://www.instagram.com';

export const instagramCases: PlatformCases = {
  platform: 'INSTAGRAM',
  cases: [
    [
      `${i}/p/CxYz_12-AbC/?igsh=MzRl&utm_source=ig_web`,
      'POST',
      'post:CxYz_12-AbC',
      `${i}/p/CxYz_12-AbC/`,
      { post: 'CxYz_12-AbC' },
    ],
    ['https://instagram.com/p/CxYz_12-AbC', 'POST', 'post:CxYz_12-AbC', `${i}/p/CxYz_12-AbC/`],
    [
      'https://m.instagram.com/Nok.Noi/p/CxYz_12-AbC/',
      'POST',
      'post:CxYz_12-AbC',
      `${i}/p/CxYz_12-AbC/`,
      { post: 'CxYz_12-AbC', user: 'nok.noi' },
    ],
    ['https://instagr.am/p/CxYz_12-AbC/', 'POST', 'post:CxYz_12-AbC', `${i}/p/CxYz_12-AbC/`],
    [`${i}/p/CxYz_12-AbC/embed/captioned/`, 'POST', 'post:CxYz_12-AbC', `${i}/p/CxYz_12-AbC/`],
    [`${i}/reel/CxYz_12-AbC/`, 'VIDEO', 'post:CxYz_12-AbC', `${i}/reel/CxYz_12-AbC/`],
    [`${i}/reels/CxYz_12-AbC/`, 'VIDEO', 'post:CxYz_12-AbC', `${i}/reel/CxYz_12-AbC/`],
    [`${i}/nok.noi/reel/CxYz_12-AbC/`, 'VIDEO', 'post:CxYz_12-AbC', `${i}/reel/CxYz_12-AbC/`],
    [`${i}/tv/CxYz_12-AbC/`, 'VIDEO', 'post:CxYz_12-AbC', `${i}/reel/CxYz_12-AbC/`],
    [
      `${i}/p/CxYz_12-AbC/c/17900000000000001/`,
      'COMMENT',
      'comment:17900000000000001',
      `${i}/p/CxYz_12-AbC/c/17900000000000001/`,
    ],
    [
      `${i}/p/CxYz_12-AbC/c/17900000000000001/r/17900000000000002/`,
      'COMMENT',
      'comment:17900000000000002',
      `${i}/p/CxYz_12-AbC/c/17900000000000001/r/17900000000000002/`,
    ],
    [
      `${i}/stories/Nok.Noi/3100000000000000001/?r=1`,
      'STORY',
      'story:3100000000000000001',
      `${i}/stories/nok.noi/3100000000000000001/`,
    ],
    [
      `${i}/stories/highlights/17800000000000001/`,
      'STORY',
      'highlight:17800000000000001',
      `${i}/stories/highlights/17800000000000001/`,
    ],
    [`${i}/Nok.Noi/?hl=th`, 'PROFILE', 'user:nok.noi', `${i}/nok.noi/`],
    [`${i}/nok.noi/tagged/`, 'PROFILE', 'user:nok.noi', `${i}/nok.noi/`],
    ['https://ig.me/m/Nok.Noi', 'PROFILE', 'user:nok.noi', `${i}/nok.noi/`],
    [`${i}/nok.noi/live/`, 'LIVE', 'live:nok.noi', `${i}/nok.noi/live/`],
    [`${i}/explore/tags/ค่าย/`, 'SEARCH', null, `${i}/explore/tags/${encodeURIComponent('ค่าย')}/`],
    [`${i}/share/reel/BAabCdEf`, 'SHORT_LINK', null, `${i}/share/reel/BAabCdEf/`, { code: 'BAabCdEf' }],
    [`${i}/share/BAabCdEf`, 'SHORT_LINK', null, `${i}/share/BAabCdEf/`],
    [
      'https://l.instagram.com/?u=https%3A%2F%2Fwww.instagram.com%2Fp%2FCxYz_12-AbC%2F&e=AT',
      'POST',
      'post:CxYz_12-AbC',
      `${i}/p/CxYz_12-AbC/`,
    ],
    [`${i}/accounts/login/?next=/p/CxYz_12-AbC/`, 'POST', 'post:CxYz_12-AbC', `${i}/p/CxYz_12-AbC/`],
    [`${i}/explore/`, 'PAGE', null, `${i}/explore/`],
    [
      `${i}/accounts/login/?next=//evil.example/x`,
      'PAGE',
      null,
      `${i}/accounts/login/?next=//evil.example/x`,
    ],
  ],
};
