import {
  documentOf,
  type FixturePage,
  type FixtureThing,
  media,
  type PlatformFixtures,
} from './fixture-page.ts';

const channel = '1125094089281511474';
const direct = '1125094089281511999';
const hello = 'Who brings the boat on Saturday?';
const offer = 'ผมเอาเรือไปได้ครับ';
const more = 'It has four seats.';
const quoted = 'An older question';

interface Sent {
  place?: string;
  number: string;
  words: string;
  /** Whose first message in a row it is; else it points at the message that says so. */
  by?: { name: string; account: string };
  row?: string;
  reply?: string;
}

const message = ({ place = channel, number, words, by, row = number, reply = '' }: Sent) => `
<li id="chat-messages-${place}-${number}" class="messageListItem">
  <div role="article" data-list-item-id="chat-messages___chat-messages-${place}-${number}" aria-labelledby="message-username-${row} uid_1 message-content-${number} uid_2 message-timestamp-${number}" id="n${number}">
    ${reply === '' ? '' : `<div id="message-reply-context-${number}"><img src="https://cdn.discordapp.com/avatars/999999999999999999/of-nothing.webp" alt=""><span class="username">Another</span><div id="message-content-1290000000000000000">${reply}</div></div>`}
    ${by === undefined ? '' : `<img src="https://cdn.discordapp.com/avatars/${by.account}/picture-of-nothing.webp" alt=""><h3><span id="message-username-${number}"><span class="username">${by.name}</span></span>`}
    <span class="timestamp"><time id="message-timestamp-${number}" datetime="2026-11-28T10:15:30.458Z">10:15</time></span>${by === undefined ? '' : '</h3>'}
    <div id="message-content-${number}" class="words"><span>${words}</span></div>
    <div id="message-accessories-${number}">${media}</div><div role="button" aria-label="Add reaction">+</div>
  </div></li>`;

const mali = { name: 'Mali Reader', account: '444100000000000001' };
const tom = { name: 'Tom Invented', account: '444100000000000002' };
const [first, second, third] = ['1290000000000000001', '1290000000000000002', '1290000000000000003'];

const page = (title: string, messages: string) =>
  documentOf(
    title,
    `<nav aria-label="Servers"><div role="treeitem">Harbour</div></nav><main><h1>${title}</h1>
     <ol role="list" data-list-id="chat-messages">${messages}</ol><div role="textbox" contenteditable="true">Draft</div></main>`,
  );

const thing = (
  number: string,
  text: string,
  person: typeof mali,
  where = `888000000000000001/${channel}`,
): FixtureThing => ({
  kind: 'MESSAGE',
  pointAt: `#n${number} > .words`,
  select: `#n${number} > .words`,
  link: null,
  reads: {
    url: `https://discord.com/channels/${where}/${number}`,
    authorHandle: person.name,
    authorId: person.account,
    text,
    postedAt: '2026-11-28T10:15:30.458Z',
    groupId: where.startsWith('@me') ? direct : '888000000000000001',
  },
});

const room = page(
  'boats',
  message({ number: first, words: hello, by: mali }) +
    message({ number: second, words: offer, by: tom, reply: quoted }) +
    message({ number: third, words: more, row: second }),
);

const pages: FixturePage[] = [
  {
    name: 'a server’s channel',
    variant: 'SIGNED_IN',
    url: `https://discord.com/channels/888000000000000001/${channel}`,
    html: room,
    things: [thing(first, hello, mali), thing(second, offer, tom), thing(third, more, tom)],
    others: [quoted, 'Draft', '10:15'],
  },
  {
    name: 'a message that the address names',
    variant: 'SIGNED_IN',
    url: `https://discord.com/channels/888000000000000001/${channel}/${second}`,
    html: room,
    things: [thing(second, offer, tom), thing(first, hello, mali)],
    others: [quoted],
  },
  {
    name: 'a private chat',
    variant: 'SIGNED_IN',
    url: `https://discord.com/channels/@me/${direct}`,
    html: page('Mali Reader', message({ place: direct, number: first, words: hello, by: mali })),
    things: [thing(first, hello, mali, `@me/${direct}`)],
    others: ['Draft'],
  },
  {
    name: 'an invitation',
    variant: 'SIGNED_OUT',
    url: 'https://discord.com/invite/harbour-boats',
    html: documentOf(
      'Harbour boats',
      '<main><h1 class="words">Harbour boats</h1><button>Accept</button></main>',
    ),
    things: [
      {
        kind: 'INVITE',
        pointAt: '.words',
        select: '.words',
        link: null,
        reads: { url: 'https://discord.com/invite/harbour-boats', text: '' },
      },
    ],
    others: [],
    mustHaveContent: false,
  },
  {
    name: 'a server’s channel on a phone',
    variant: 'MOBILE',
    url: `https://discord.com/channels/888000000000000001/${channel}`,
    html: room.replace(/<nav.*?<\/nav>/u, ''),
    things: [thing(first, hello, mali), thing(third, more, tom)],
    others: [quoted],
  },
];

/** Imitated pages of Discord. */
export const discordFixtures: PlatformFixtures = { platform: 'DISCORD', pages };
