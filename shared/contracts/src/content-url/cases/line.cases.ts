import type { PlatformCases } from '../url-case.ts';

const l = 'https://line.me';

export const lineCases: PlatformCases = {
  platform: 'LINE',
  cases: [
    [`${l}/R/ti/p/~Nok.Noi`, 'PROFILE', 'user:nok.noi', `${l}/ti/p/~nok.noi`],
    [`${l}/ti/p/~nok.noi`, 'PROFILE', 'user:nok.noi', `${l}/ti/p/~nok.noi`],
    [`${l}/R/ti/p/%40NokSchool?from=page`, 'PROFILE', 'account:nokschool', `${l}/R/ti/p/@nokschool`],
    [`${l}/ti/p/@nokschool`, 'PROFILE', 'account:nokschool', `${l}/R/ti/p/@nokschool`],
    ['https://page.line.me/nokschool', 'PROFILE', 'account:nokschool', `${l}/R/ti/p/@nokschool`],
    [`${l}/ti/p/AbCdEf1234`, 'PROFILE', 'token:AbCdEf1234', `${l}/ti/p/AbCdEf1234`],
    ['http://line.naver.jp/ti/p/AbCdEf1234', 'PROFILE', 'token:AbCdEf1234', `${l}/ti/p/AbCdEf1234`],
    [
      `${l}/ti/g2/AbCd-Ef_12?utm_source=invitation`,
      'INVITE',
      'openchat-invite:AbCd-Ef_12',
      `${l}/ti/g2/AbCd-Ef_12`,
    ],
    [`${l}/R/ti/g/AbCdEf`, 'INVITE', 'group-invite:AbCdEf', `${l}/R/ti/g/AbCdEf`],
    [
      'https://openchat.line.me/th/cover/AbCdEf-1',
      'GROUP',
      'openchat:AbCdEf-1',
      'https://openchat.line.me/cover/AbCdEf-1',
    ],
    [
      'https://linevoom.line.me/post/1170000000000000001',
      'POST',
      'post:1170000000000000001',
      'https://linevoom.line.me/post/1170000000000000001',
    ],
    [
      'https://linevoom.line.me/post/_dHarbourExampleKey00000000000000000000/1170000000000000001',
      'POST',
      'post:1170000000000000001',
      'https://linevoom.line.me/post/1170000000000000001',
      { post: '1170000000000000001', user: '_dHarbourExampleKey00000000000000000000' },
    ],
    ['https://lin.ee/AbCdEf1', 'SHORT_LINK', null, 'https://lin.ee/AbCdEf1', { code: 'AbCdEf1' }],
    [
      'https://store.line.me/stickershop/product/1/th',
      'PAGE',
      null,
      'https://store.line.me/stickershop/product/1/th',
    ],
  ],
};
