import { attributeOf, closestTo, findAll, findFirst, isMatch } from './page/dom.ts';
import { identityOf } from './page/identity.ts';
import type { PageView } from './page/page-view.ts';
import { cutLine, MAX_CAPTURED_LINE } from './page/text.ts';
import { momentOfSeconds } from './page/time.ts';
import { visibleText } from './page/visible-text.ts';
import type { Reading } from './reading.ts';
import { siteAdapter } from './site/site-adapter.ts';

/** Messages of the web clients K and A. */
const inClient = '.bubble[data-mid], .Message[data-message-id]';
const preview = '.tgme_page:has(.tgme_page_widget, .tgme_page_action)';

/**
 * Telegram: public previews (t.me) and both web clients. A message of a channel or group has an address; one of a
 * private chat has none, so the numbers of the chat and of the message make one. In the clients a message seldom says
 * who wrote it: its group of messages does. The reader's own account is never taken.
 */
export const telegram = siteAdapter({
  platform: 'TELEGRAM',
  items: `.tgme_widget_message[data-post], ${inClient}`,
  comments: inClient,
  main: preview,
  foreign:
    '.tgme_widget_message_reply, .tgme_widget_message_link_preview, .reply, .EmbeddedMessage, .webpage, .WebPage, ' +
    '.bubble .time, .MessageMeta, .reactions, .Reactions, reactions-element',
  address: addressOf,
  permalink: ['a.tgme_widget_message_date[href]'],
  author: ['.tgme_widget_message_author_name', 'a.tgme_widget_message_owner_name[href]'],
  text: [
    '.tgme_widget_message_text',
    '.translatable-message, .text-content',
    '.message',
    '.tgme_page_widget',
  ],
  time: [['.tgme_widget_message_date time[datetime]', 'datetime']],
  counts: { views: ['.tgme_widget_message_views', '.post-views', '.message-views'] },
  isFeed: (url) => url.pathname.startsWith('/s/') || (url.hostname === 'web.telegram.org' && url.hash !== ''),
  finish(reading, item, view) {
    if (isMatch(item, inClient)) return withSender(reading, item, view);
    return isMatch(item, preview) ? withDescription(reading, view) : reading;
  },
});

/** How client K numbers messages. */
const FIRST_IN_K = 0xffff_ffff;
const STEP_IN_K = 0x1_0000;

/** The message's number in its chat. One that is being sent has none yet. */
function numberOf(item: Element): string | null {
  const written = attributeOf(item, 'data-message-id') ?? attributeOf(item, 'data-mid') ?? '';
  if (!/^[1-9]\d{0,15}$/.test(written)) return null;
  const number = Number(written);
  const inChat = number < FIRST_IN_K ? number : Math.round((number - FIRST_IN_K) / STEP_IN_K);
  return Number.isSafeInteger(inChat) && inChat > 0 ? String(inChat) : null;
}

/** The chat's number as the client writes it: people's are positive, groups' and channels' negative. */
function chatOf(item: Element, view: PageView): string | null {
  const written = attributeOf(item, 'data-peer-id') ?? /^#(-?\d+)(?:_\d+)?$/.exec(view.url.hash)?.[1] ?? '';
  return /^-?\d{1,20}$/.test(written) ? written : null;
}

function addressOf(item: Element, view: PageView): string | null {
  if (!isMatch(item, inClient)) return null;
  const [number, chat] = [numberOf(item), chatOf(item, view)];
  if (number === null || chat === null) return null;
  const [, name] = /^#@(\w{4,32})$/.exec(view.url.hash) ?? [];
  if (name !== undefined && chat.startsWith('-')) return `https://t.me/${name}/${number}`;
  // Client A marks channels and large groups by -100; client K writes small groups like them.
  const [, channel] = /^-100(\d{5,})$/.exec(chat) ?? [];
  if (channel !== undefined && attributeOf(item, 'data-mid') === null)
    return `https://t.me/c/${channel}/${number}`;
  const client = /^\/[akz]\//.exec(view.url.pathname)?.[0] ?? '/';
  return `https://web.telegram.org${client}?message=${number}#${chat}`;
}

const groups = '.bubbles-group, .sender-group-container';
const names = '.bubble .name .peer-title, .Message .sender-title';

function withSender(reading: Reading, item: Element, view: PageView): Reading {
  const chat = chatOf(item, view) ?? '';
  const ids = identityOf(reading.url)?.ids ?? {};
  const found: Reading = {
    ...reading,
    authorHandle: '',
    authorId: '',
    groupId: ids.chat ?? ids.channel ?? chat,
    postedAt: momentOfSeconds(attributeOf(item, 'data-timestamp')),
  };
  if (isMatch(item, '.is-out, .own')) return found;
  // A channel speaks as itself.
  if (isMatch(item, '.channel-post') || findFirst(item, '.message-views') !== null)
    return { ...found, authorHandle: ids.channel ?? '' };
  if (/^\d/.test(chat)) return { ...found, authorId: chat };
  const group = closestTo(item, groups);
  if (group === null) return found;
  const avatar = findFirst(group, '.bubbles-group-avatar[data-peer-id], .Avatar[data-peer-id]');
  const sender = avatar === null ? '' : (attributeOf(avatar, 'data-peer-id') ?? '');
  const [name] = findAll(group, names, 1);
  return {
    ...found,
    authorHandle: name === undefined ? '' : visibleText(view, name, null, MAX_CAPTURED_LINE),
    authorId: /^-?\d{1,20}$/.test(sender) ? sender : '',
  };
}

/** A page of one message shows it in a frame, and says its words to machines only. */
function withDescription(reading: Reading, view: PageView): Reading {
  const meta = findFirst(view.document, 'meta[property="og:description"]');
  const words = meta === null ? '' : cutLine(attributeOf(meta, 'content') ?? '');
  return { ...reading, text: reading.text || words };
}
