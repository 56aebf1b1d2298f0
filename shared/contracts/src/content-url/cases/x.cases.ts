import type { PlatformCases } from '../url-case.ts';

const x = 'https://x.com';
const n = '1700000000000000001';
const status = `${x}/i/web/status/${n}`;

export const xCases: PlatformCases = {
  platform: 'X',
  cases: [
    [
      `https://x.com/Nok_Noi/status/${n}?s=20&t=abc`,
      'POST',
      `post:${n}`,
      status,
      { post: n, user: 'nok_noi' },
    ],
    [`https://twitter.com/Nok_Noi/status/${n}?ref_src=twsrc%5Etfw`, 'POST', `post:${n}`, status],
    [`https://mobile.twitter.com/nok_noi/status/${n}`, 'POST', `post:${n}`, status],
    [`https://www.twitter.com/nok_noi/statuses/${n}`, 'POST', `post:${n}`, status],
    [`${x}/i/web/status/${n}`, 'POST', `post:${n}`, status, { post: n }],
    [`${x}/i/status/${n}`, 'POST', `post:${n}`, status, { post: n }],
    [`${x}/nok_noi/status/${n}/photo/1`, 'POST', `post:${n}`, status],
    [`${x}/i/spaces/1vAxRkVWeAbKl?s=20`, 'SPACE', 'space:1vAxRkVWeAbKl', `${x}/i/spaces/1vAxRkVWeAbKl`],
    [`${x}/i/broadcasts/1vAxRkVWeAbKl`, 'LIVE', 'broadcast:1vAxRkVWeAbKl', `${x}/i/broadcasts/1vAxRkVWeAbKl`],
    [
      `${x}/i/communities/1500000000000000001/about`,
      'GROUP',
      'community:1500000000000000001',
      `${x}/i/communities/1500000000000000001`,
    ],
    [`${x}/i/lists/150`, 'PAGE', 'list:150', `${x}/i/lists/150`],
    [`${x}/i/user/150`, 'PROFILE', 'user-id:150', `${x}/i/user/150`],
    ['https://twitter.com/Nok_Noi?lang=th', 'PROFILE', 'user:nok_noi', `${x}/nok_noi`],
    [`${x}/@nok_noi/media`, 'PROFILE', 'user:nok_noi', `${x}/nok_noi`],
    ['https://twitter.com/intent/user?screen_name=Nok_Noi', 'PROFILE', 'user:nok_noi', `${x}/nok_noi`],
    [`${x}/hashtag/ค่าย?src=hashtag_click`, 'SEARCH', null, `${x}/hashtag/${encodeURIComponent('ค่าย')}`],
    [`${x}/search?q=school%20camp&src=typed_query&f=live`, 'SEARCH', null, `${x}/search?q=school+camp`],
    ['https://t.co/AbCdEf1234?amp=1', 'SHORT_LINK', null, 'https://t.co/AbCdEf1234', { code: 'AbCdEf1234' }],
    [`${x}/home`, 'PAGE', null, `${x}/home`],
    ['https://help.x.com/rules', 'PAGE', null, 'https://help.x.com/rules'],
  ],
};
