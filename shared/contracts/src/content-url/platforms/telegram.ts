import type { ContentIdentity, PlatformUrls } from '../content-url.ts';
import { known, onDomain, parameter, pathOf, targetsIn, withParameters } from '../url-parts.ts';

const home = 'https://t.me';
const name = /^[a-z]\w{3,31}$/;
const reserved = new Set(
  (
    'addemoji addlist addstickers addtheme bg boost confirmphone contact giftcode invoice joinchat login nft proxy ' +
    'setlanguage share socks'
  ).split(' '),
);

/**
 * Telegram. Message numbers count within their channel, so an identity needs both. Public names are lower-case;
 * whether a bare name is a person, a bot or a channel cannot be seen, except that bots end in "bot".
 */
export const telegram: PlatformUrls = {
  platform: 'TELEGRAM',
  matches: (url) => onDomain(url, 't.me', 'telegram.me', 'telegram.dog', 'telegram.org'),

  unwrap: (url) => (/^(?:iv|share\/url)$/.test(pathOf(url) ?? '') ? targetsIn(url, 'url') : []),

  identify(url) {
    const path = pathOf(url);
    if (path === null) return null;
    if (onDomain(url, 'telegram.org')) return webClient(url, path);

    // {name}.t.me is the same as t.me/{name}.
    const [, subdomain] = /^([a-z]\w{3,31})\.t\.me$/.exec(url.hostname) ?? [];
    const full = subdomain ? [subdomain, ...path.split('/').filter((part) => part !== '')].join('/') : path;
    return inviteIn(full) ?? privateMessage(full) ?? publicContent(url, full);
  },
};

/**
 * The web client names the open chat in its fragment only. A message of a chat that has no address is named by a
 * parameter of ours, which the client passes over: its number counts within the chat, or within the reader's account.
 */
function webClient(url: URL, path: string): ContentIdentity | null {
  if (!onDomain(url, 'web.telegram.org')) return null;
  const [, user] = /^#@(\w+)$/.exec(url.hash) ?? [];
  if (user) return channel(user);
  const chat = /^#(-?\d[\d_]{0,40})$/.exec(url.hash)?.[1];
  if (!chat || !/^(?:[akz]|)$/.test(path)) return null;
  const client = path === '' ? '' : `${path}/`;
  const message = parameter(url, 'message', /^\d{1,12}$/);
  if (message) {
    const canonicalUrl = `https://web.telegram.org/${client}?message=${message}#${chat}`;
    return known('TELEGRAM', 'MESSAGE', null, canonicalUrl, { chat, message });
  }
  return known('TELEGRAM', 'CHANNEL', null, `https://web.telegram.org/${client}#${chat}`, { chat });
}

function inviteIn(path: string): ContentIdentity | null {
  const [, phone] = /^[+ ](\d{7,15})$/.exec(path) ?? [];
  if (phone) return known('TELEGRAM', 'PROFILE', `phone:${phone}`, `${home}/+${phone}`, { phone });
  const [, invite] = /^(?:[+ ]|joinchat\/)([\w-]{8,64})$/.exec(path) ?? [];
  if (invite) return known('TELEGRAM', 'INVITE', `invite:${invite}`, `${home}/+${invite}`, { invite });
  const [, list] = /^addlist\/([\w-]{6,64})$/.exec(path) ?? [];
  return list
    ? known('TELEGRAM', 'INVITE', `folder:${list}`, `${home}/addlist/${list}`, { folder: list })
    : null;
}

function privateMessage(path: string): ContentIdentity | null {
  const [, chat, thread, message] = /^c\/(\d{1,20})(?:\/(\d{1,12}))?(?:\/(\d{1,12}))?$/.exec(path) ?? [];
  if (!chat) return null;
  const last = message ?? thread;
  if (!last) return known('TELEGRAM', 'CHANNEL', `chat:${chat}`, `${home}/c/${chat}`, { chat });
  return known('TELEGRAM', 'MESSAGE', `message:c/${chat}/${last}`, `${home}/c/${chat}/${last}`, {
    chat,
    message: last,
    thread: message && thread,
  });
}

function publicContent(url: URL, path: string): ContentIdentity | null {
  const [, teller, storyNumber] = /^(\w+)\/s\/(\d{1,12})$/.exec(path) ?? [];
  const user = teller?.toLowerCase();
  if (user && storyNumber && name.test(user) && !reserved.has(user)) {
    const canonicalUrl = `${home}/${user}/s/${storyNumber}`;
    return known('TELEGRAM', 'STORY', `story:${user}/${storyNumber}`, canonicalUrl, {
      story: storyNumber,
      channel: user,
    });
  }

  const [, handle, first, second] = /^(?:s\/)?(\w+)(?:\/(\d{1,12}))?(?:\/(\d{1,12}))?$/.exec(path) ?? [];
  if (!handle) return null;
  const message = second ?? first;
  if (!message) return channel(handle);
  const where = handle.toLowerCase();
  if (!name.test(where) || reserved.has(where)) return null;

  const ids = { channel: where, message, thread: second && first };
  const base = `${home}/${where}/${message}`;
  const comment = parameter(url, 'comment', /^\d{1,12}$/);
  return comment
    ? known(
        'TELEGRAM',
        'COMMENT',
        `comment:${where}/${message}/${comment}`,
        withParameters(base, { comment }),
        {
          ...ids,
          comment,
        },
      )
    : known('TELEGRAM', 'MESSAGE', `message:${where}/${message}`, base, ids);
}

function channel(handle: string): ContentIdentity | null {
  const lower = handle.toLowerCase();
  if (!name.test(lower) || reserved.has(lower)) return null;
  const kind = lower.endsWith('bot') ? 'PROFILE' : 'CHANNEL';
  return known('TELEGRAM', kind, `name:${lower}`, `${home}/${lower}`, { channel: lower });
}
