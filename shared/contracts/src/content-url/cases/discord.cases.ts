import type { PlatformCases } from '../url-case.ts';

const d = 'https://discord.com';
const g = '100000000000000001';
const c = '100000000000000002';
const m = '100000000000000003';

export const discordCases: PlatformCases = {
  platform: 'DISCORD',
  cases: [
    [
      `${d}/channels/${g}/${c}/${m}`,
      'MESSAGE',
      `message:${m}`,
      `${d}/channels/${g}/${c}/${m}`,
      { guild: g, channel: c, message: m },
    ],
    [
      `https://ptb.discord.com/channels/${g}/${c}/${m}`,
      'MESSAGE',
      `message:${m}`,
      `${d}/channels/${g}/${c}/${m}`,
    ],
    [
      `https://discordapp.com/channels/${g}/${c}/${m}`,
      'MESSAGE',
      `message:${m}`,
      `${d}/channels/${g}/${c}/${m}`,
    ],
    [
      `${d}/channels/@me/${c}/${m}`,
      'MESSAGE',
      `message:${m}`,
      `${d}/channels/@me/${c}/${m}`,
      { channel: c, message: m },
    ],
    [`${d}/channels/${g}/${c}`, 'CHANNEL', `channel:${c}`, `${d}/channels/${g}/${c}`],
    [`${d}/channels/${g}`, 'GROUP', `guild:${g}`, `${d}/channels/${g}`],
    ['https://discord.gg/AbCdEf', 'INVITE', 'invite:AbCdEf', `${d}/invite/AbCdEf`],
    [`${d}/invite/AbCdEf?event=${m}`, 'INVITE', 'invite:AbCdEf', `${d}/invite/AbCdEf`],
    [`${d}/users/${m}`, 'PROFILE', `user:${m}`, `${d}/users/${m}`],
    [`${d}/events/${g}/${m}`, 'EVENT', `event:${m}`, `${d}/events/${g}/${m}`],
    [
      `https://media.discordapp.net/attachments/${c}/${m}/camp.pdf?ex=1&is=2&hm=3`,
      'FILE',
      `attachment:${m}`,
      `https://cdn.discordapp.com/attachments/${c}/${m}/camp.pdf`,
    ],
    [`${d}/safety`, 'PAGE', null, `${d}/safety`],
  ],
};
