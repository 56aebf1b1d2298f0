import {
  documentOf,
  type FixturePage,
  type FixtureThing,
  media,
  type PlatformFixtures,
} from './fixture-page.ts';

const ferryWords = 'The morning ferry leaves at 7:20 this week.';
const tideWords = 'ตารางน้ำขึ้นน้ำลงสัปดาห์หน้าออกแล้ว';
const repliedWords = 'Is the pier open on Sunday?';
const answerWords = 'Yes, from nine. Bring a hat.';
const secondWords = 'And water.';
const ownWords = 'Thank you, see you there.';

/** A message of a public preview. */
const previewed = (number: number, words: string, views: string, reply = '') => `
<div class="tgme_widget_message_wrap js-widget_message_wrap">
  <div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="harbournews/${number}" id="m${number}">
    <div class="tgme_widget_message_user"><a href="https://t.me/harbournews">${media}</a></div>
    <div class="tgme_widget_message_bubble">
      <div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name" href="https://t.me/harbournews"><span dir="auto">Harbour News</span></a></div>
      ${reply}
      <div class="tgme_widget_message_text js-message_text words" dir="auto">${words}</div>
      <div class="tgme_widget_message_footer"><div class="tgme_widget_message_info">
        <span class="tgme_widget_message_views">${views}</span><span class="copyonly"> views</span>
        <span class="tgme_widget_message_meta"><a class="tgme_widget_message_date" href="https://t.me/harbournews/${number}"><time datetime="2026-11-27T00:20:30+00:00" class="time">07:20</time></a></span></div></div>
    </div></div></div>`;

const reply = `<a class="tgme_widget_message_reply" href="https://t.me/harbournews/11"><div class="tgme_widget_message_author">Harbour News</div>
  <div class="tgme_widget_message_text js-message_reply_text" dir="auto">${repliedWords}</div></a>`;

const previewThing = (number: number, text: string, views: number): FixtureThing => ({
  kind: 'MESSAGE',
  pointAt: `#m${number} .tgme_widget_message_bubble > .words`,
  select: `#m${number} .tgme_widget_message_bubble > .words`,
  link: `#m${number} .tgme_widget_message_date`,
  reads: {
    url: `https://t.me/harbournews/${number}`,
    authorHandle: 'harbournews',
    text,
    postedAt: '2026-11-27T00:20:30.000Z',
    counts: { views },
  },
});

const channelPreview = documentOf(
  'Harbour News – Telegram',
  `<header class="tgme_header"><a href="https://t.me/harbournews">Harbour News</a><div class="tgme_channel_info_description">All about the harbour</div></header>
   <main class="tgme_main"><section class="tgme_channel_history js-message_history">
   ${previewed(12, ferryWords, '1.2K', reply)}${previewed(13, tideWords, '845')}</section></main>`,
);

/** A bubble of the web client K. Its numbers are the chat's times 0x10000. */
const bubble = (chat: string, number: number, words: string, classes: string, name = '', after = '') => `
<div data-mid="${0xffff_ffff + number * 0x1_0000}" data-peer-id="${chat}" data-timestamp="1795860930" class="bubble ${classes}" id="k${number}">
  <div class="bubble-content-wrapper"><div class="bubble-content">${name}
    <div class="message spoilers-container" dir="auto"><span class="translatable-message words">${words}</span>
      <span class="time"><span class="time-inner">10:15</span>${after}</span></div></div></div></div>`;

const clientThing = (id: string, kind: 'MESSAGE', reads: FixtureThing['reads']): FixtureThing => ({
  kind,
  pointAt: `${id} .words`,
  select: `${id} .words`,
  link: null,
  reads,
});

const nameInK =
  '<div class="name"><span class="peer-title" data-peer-id="777000222">Mali Reader</span></div>';
const k = (title: string, bubbles: string) =>
  documentOf(
    title,
    `<div id="page-chats"><div class="chatlist"><a href="#777000333">Somebody else wrote</a></div>
     <div class="chat-info"><span class="peer-title">${title}</span></div>
     <div class="bubbles"><div class="bubbles-inner">${bubbles}</div></div><div class="input-message-input" contenteditable="true">Draft</div></div>`,
  );

/** A message of the web client A. */
const messageInA = (number: number, words: string, inside = '', classes = '') => `
<div id="message-${number}" class="Message message-list-item ${classes}" data-message-id="${number}">
  <div class="message-content-wrapper"><div class="message-content text">${inside}
    <div class="text-content clearfix with-meta" dir="auto"><span class="words">${words}</span><span class="MessageMeta"><span class="message-time">10:15</span></span></div></div></div></div>`;

const a = (title: string, messages: string) =>
  documentOf(
    title,
    `<div id="LeftColumn"><div class="ListItem Chat">Somebody else wrote</div></div>
     <div id="MiddleColumn"><div class="MiddleHeader"><h3>${title}</h3></div><div class="MessageList"><div class="messages-container">${messages}</div></div></div>`,
  );

const groupInA = a(
  'Ferry riders',
  `<div class="sender-group-container">
     <div class="Avatar" data-peer-id="777000222"><img src="/picture-of-nothing.jpg" alt="A described picture"></div>
     ${messageInA(41, answerWords, `<div class="message-title"><span class="sender-title">Mali Reader</span></div><div class="EmbeddedMessage">${repliedWords}</div>`)}
     ${messageInA(42, secondWords)}</div>
   <div class="sender-group-container">${messageInA(43, ownWords, '', 'own')}</div>`,
);
const inGroup = (number: number) => `https://t.me/c/1234567890/${number}`;
const ofMali = { authorHandle: 'Mali Reader', authorId: '777000222', groupId: '1234567890' };

const pages: FixturePage[] = [
  {
    name: 'a group in client A',
    variant: 'SIGNED_IN',
    url: 'https://web.telegram.org/a/#-1001234567890',
    html: groupInA,
    things: [
      clientThing('#message-41', 'MESSAGE', { url: inGroup(41), ...ofMali, text: answerWords }),
      clientThing('#message-42', 'MESSAGE', { url: inGroup(42), ...ofMali, text: secondWords }),
      clientThing('#message-43', 'MESSAGE', { url: inGroup(43), groupId: '1234567890', text: ownWords }),
    ],
    others: ['Somebody else wrote', repliedWords, '10:15'],
  },
  {
    name: 'a private chat in client K',
    variant: 'SIGNED_IN',
    url: 'https://web.telegram.org/k/#777000222',
    html: k(
      'Mali Reader',
      `<div class="bubbles-group">${bubble('777000222', 51, answerWords, 'is-in')}${bubble('777000222', 52, secondWords, 'is-in')}</div>
       <div class="bubbles-group">${bubble('777000222', 53, ownWords, 'is-out')}</div>`,
    ),
    things: [
      clientThing('#k51', 'MESSAGE', {
        url: 'https://web.telegram.org/k/?message=51#777000222',
        authorId: '777000222',
        groupId: '777000222',
        text: answerWords,
        postedAt: '2026-11-28T10:15:30.000Z',
      }),
      clientThing('#k52', 'MESSAGE', {
        url: 'https://web.telegram.org/k/?message=52#777000222',
        authorId: '777000222',
        groupId: '777000222',
        text: secondWords,
        postedAt: '2026-11-28T10:15:30.000Z',
      }),
      clientThing('#k53', 'MESSAGE', {
        url: 'https://web.telegram.org/k/?message=53#777000222',
        groupId: '777000222',
        text: ownWords,
        postedAt: '2026-11-28T10:15:30.000Z',
      }),
    ],
    others: ['Somebody else wrote', 'Draft', '10:15'],
  },
  {
    name: 'a public channel and a group in client K',
    variant: 'SIGNED_IN',
    url: 'https://web.telegram.org/k/#@harbournews',
    html: k(
      'Harbour News',
      `<div class="bubbles-group">${bubble('-1234567890', 61, ferryWords, 'is-in channel-post', '', '<span class="post-views">1.2K</span>')}</div>
       <div class="bubbles-group"><div class="bubbles-group-avatar-container"><div class="bubbles-group-avatar" data-peer-id="777000222"></div></div>
         ${bubble('-1234567890', 62, answerWords, 'is-in is-group-first', nameInK)}</div>`,
    ),
    things: [
      clientThing('#k61', 'MESSAGE', {
        url: 'https://t.me/harbournews/61',
        authorHandle: 'harbournews',
        groupId: 'harbournews',
        text: ferryWords,
        postedAt: '2026-11-28T10:15:30.000Z',
      }),
      clientThing('#k62', 'MESSAGE', {
        url: 'https://t.me/harbournews/62',
        authorHandle: 'Mali Reader',
        authorId: '777000222',
        groupId: 'harbournews',
        text: answerWords,
        postedAt: '2026-11-28T10:15:30.000Z',
      }),
    ],
    others: ['Somebody else wrote', 'Draft'],
  },
  {
    name: 'a channel’s preview',
    variant: 'SIGNED_OUT',
    url: 'https://t.me/s/harbournews',
    html: channelPreview,
    things: [previewThing(12, ferryWords, 1_200), previewThing(13, tideWords, 845)],
    others: [repliedWords, 'All about the harbour'],
  },
  {
    name: 'a message’s page, which shows it in a frame',
    variant: 'SIGNED_OUT',
    url: 'https://t.me/harbournews/12',
    html: documentOf(
      'Telegram: View @harbournews',
      `<div class="tgme_page"><div class="tgme_page_widget"><iframe src="https://t.me/harbournews/12?embed=1"></iframe></div>
       <div class="tgme_page_action"><a class="words" href="tg://resolve?domain=harbournews">Open in the app</a></div></div>`,
      `<meta property="og:description" content="${ferryWords}">`,
    ),
    things: [
      {
        kind: 'MESSAGE',
        pointAt: '.tgme_page .words',
        select: '.tgme_page .words',
        link: null,
        reads: { url: 'https://t.me/harbournews/12', authorHandle: 'harbournews', text: ferryWords },
      },
    ],
    others: [],
  },
  {
    name: 'a channel’s preview on a phone',
    variant: 'MOBILE',
    url: 'https://t.me/s/harbournews?before=20',
    html: channelPreview,
    things: [previewThing(13, tideWords, 845)],
    others: [repliedWords],
  },
  {
    name: 'a private chat in client A on a phone',
    variant: 'MOBILE',
    url: 'https://web.telegram.org/a/#777000222',
    html: a(
      'Mali Reader',
      `<div class="sender-group-container">${messageInA(71, answerWords)}</div>${messageInA(72, ownWords, '', 'own')}`,
    ),
    things: [
      clientThing('#message-71', 'MESSAGE', {
        url: 'https://web.telegram.org/a/?message=71#777000222',
        authorId: '777000222',
        groupId: '777000222',
        text: answerWords,
      }),
    ],
    others: ['Somebody else wrote', '10:15'],
  },
];

/** Imitated pages of Telegram. */
export const telegramFixtures: PlatformFixtures = { platform: 'TELEGRAM', pages };
