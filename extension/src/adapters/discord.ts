import { attributeOf, closestTo, findFirst } from './page/dom.ts';
import { identityOf } from './page/identity.ts';
import type { PageView } from './page/page-view.ts';
import { MAX_CAPTURED_LINE } from './page/text.ts';
import { visibleText } from './page/visible-text.ts';
import type { Reading } from './reading.ts';
import { siteAdapter } from './site/site-adapter.ts';

const row = '[role="article"][data-list-item-id^="chat-messages"]';

/**
 * Discord in the browser. Nothing of it is shown to who is not signed in, but invitations. The ids of elements name
 * channel and message; of several messages in a row only the first says who wrote them, and the others point at it.
 */
export const discord = siteAdapter({
  platform: 'DISCORD',
  items: row,
  comments: row,
  foreign: '[id^="message-reply-context-"], [id^="message-accessories-"] [class*="embed"]',
  address: addressOf,
  permalink: [],
  author: ['[id^="message-username-"]'],
  text: ['[id^="message-content-"]'],
  isFeed: (url) => /^\/channels\/(?:@me|\d+)\/\d+/.test(url.pathname),
  finish: (reading, item, view) => ({
    ...reading,
    ...senderOf(reading, item, view),
    groupId: groupOf(reading),
  }),
});

function addressOf(item: Element, view: PageView): string | null {
  const [, channel, message] =
    /chat-messages-(\d{1,25})-(\d{1,25})$/.exec(attributeOf(item, 'data-list-item-id') ?? '') ?? [];
  const [, guild] = /^\/channels\/(@me|\d{1,25})(?:\/|$)/.exec(view.url.pathname) ?? [];
  if (channel === undefined || message === undefined || guild === undefined) return null;
  return `https://discord.com/channels/${guild}/${channel}/${message}`;
}

/** The server; of a private chat, the chat. */
function groupOf({ url }: Reading): string {
  const ids = identityOf(url)?.ids ?? {};
  return ids.guild ?? ids.channel ?? '';
}

function senderOf(reading: Reading, item: Element, view: PageView) {
  const label = /message-username-\d{1,25}/.exec(attributeOf(item, 'aria-labelledby') ?? '')?.[0];
  const first = label === undefined ? null : findFirst(view.document, `[id="${label}"]`);
  const name =
    reading.authorHandle || (first === null ? '' : visibleText(view, first, null, MAX_CAPTURED_LINE));
  // Addresses of avatars carry the number of the account.
  const speaking = (first === null ? null : closestTo(first, row)) ?? item;
  const avatar = findFirst(speaking, 'img[src*="/avatars/"]:not([id^="message-reply-context-"] *)');
  const [, number] =
    /\/(?:avatars|users)\/(\d{15,25})\//.exec(avatar === null ? '' : (attributeOf(avatar, 'src') ?? '')) ??
    [];
  return { authorHandle: name, authorId: number ?? '' };
}
