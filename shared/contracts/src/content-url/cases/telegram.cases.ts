import type { PlatformCases } from '../url-case.ts';

const t = 'https://t.me';

export const telegramCases: PlatformCases = {
  platform: 'TELEGRAM',
  cases: [
    [
      `${t}/NokNews/42`,
      'MESSAGE',
      'message:noknews/42',
      `${t}/noknews/42`,
      { channel: 'noknews', message: '42' },
    ],
    [`${t}/s/NokNews/42`, 'MESSAGE', 'message:noknews/42', `${t}/noknews/42`],
    ['https://telegram.me/noknews/42?single', 'MESSAGE', 'message:noknews/42', `${t}/noknews/42`],
    ['https://telegram.dog/noknews/42', 'MESSAGE', 'message:noknews/42', `${t}/noknews/42`],
    ['https://noknews.t.me/42', 'MESSAGE', 'message:noknews/42', `${t}/noknews/42`],
    [
      `${t}/noknews/7/42`,
      'MESSAGE',
      'message:noknews/42',
      `${t}/noknews/42`,
      { channel: 'noknews', message: '42', thread: '7' },
    ],
    [`${t}/c/1234567890/42`, 'MESSAGE', 'message:c/1234567890/42', `${t}/c/1234567890/42`],
    [`${t}/c/1234567890/7/42`, 'MESSAGE', 'message:c/1234567890/42', `${t}/c/1234567890/42`],
    [`${t}/c/1234567890`, 'CHANNEL', 'chat:1234567890', `${t}/c/1234567890`],
    [`${t}/noknews/42?comment=99`, 'COMMENT', 'comment:noknews/42/99', `${t}/noknews/42?comment=99`],
    [`${t}/noknews/s/5`, 'STORY', 'story:noknews/5', `${t}/noknews/s/5`],
    [`${t}/NokNews`, 'CHANNEL', 'name:noknews', `${t}/noknews`],
    [`${t}/s/NokNews?before=40`, 'CHANNEL', 'name:noknews', `${t}/noknews`],
    ['https://web.telegram.org/k/#@NokNews', 'CHANNEL', 'name:noknews', `${t}/noknews`],
    [
      'https://web.telegram.org/a/#-1001234567890',
      'CHANNEL',
      null,
      'https://web.telegram.org/a/#-1001234567890',
    ],
    [
      'https://web.telegram.org/a/?account=1&message=42#777000111',
      'MESSAGE',
      null,
      'https://web.telegram.org/a/?message=42#777000111',
      { chat: '777000111', message: '42' },
    ],
    [`${t}/NokHelperBot?start=x`, 'PROFILE', 'name:nokhelperbot', `${t}/nokhelperbot`],
    [`${t}/+AbCdEfGhIjKlMnOp`, 'INVITE', 'invite:AbCdEfGhIjKlMnOp', `${t}/+AbCdEfGhIjKlMnOp`],
    [`${t}/joinchat/AbCdEfGhIjKlMnOp`, 'INVITE', 'invite:AbCdEfGhIjKlMnOp', `${t}/+AbCdEfGhIjKlMnOp`],
    [`${t}/%2BAbCdEfGhIjKlMnOp`, 'INVITE', 'invite:AbCdEfGhIjKlMnOp', `${t}/+AbCdEfGhIjKlMnOp`],
    [`${t}/addlist/AbCdEfGh`, 'INVITE', 'folder:AbCdEfGh', `${t}/addlist/AbCdEfGh`],
    [
      `${t}/iv?url=https%3A%2F%2Ft.me%2Fnoknews%2F42&rhash=1`,
      'MESSAGE',
      'message:noknews/42',
      `${t}/noknews/42`,
    ],
    [`${t}/addstickers/NokPack`, 'PAGE', null, `${t}/addstickers/NokPack`],
    ['https://telegram.org/faq', 'PAGE', null, 'https://telegram.org/faq'],
  ],
};
