import type { PlatformCases } from '../url-case.ts';

const p = 'https://pantip.com';

export const pantipCases: PlatformCases = {
  platform: 'PANTIP',
  cases: [
    [`${p}/topic/42000001?sc=abc`, 'POST', 'topic:42000001', `${p}/topic/42000001`],
    ['https://m.pantip.com/topic/42000001/', 'POST', 'topic:42000001', `${p}/topic/42000001`],
    [
      `${p}/topic/42000001/comment12`,
      'COMMENT',
      'comment:42000001/12',
      `${p}/topic/42000001/comment12`,
      { topic: '42000001', comment: '12' },
    ],
    [`${p}/topic/42000001#comment12`, 'COMMENT', 'comment:42000001/12', `${p}/topic/42000001/comment12`],
    [
      `${p}/topic/42000001/comment12-3`,
      'COMMENT',
      'comment:42000001/12-3',
      `${p}/topic/42000001/comment12-3`,
      { topic: '42000001', comment: '12', reply: '3' },
    ],
    [`${p}/profile/123456`, 'PROFILE', 'user:123456', `${p}/profile/123456`],
    [`${p}/forum/Family`, 'GROUP', 'forum:family', `${p}/forum/family`],
    [`${p}/tag/ท่องเที่ยว`, 'SEARCH', null, `${p}/tag/${encodeURIComponent('ท่องเที่ยว')}`],
    [`${p}/about`, 'PAGE', null, `${p}/about`],
  ],
};
