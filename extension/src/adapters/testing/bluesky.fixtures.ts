import {
  documentOf,
  type FixturePage,
  type FixtureThing,
  media,
  type PlatformFixtures,
} from './fixture-page.ts';

const home = 'https://bsky.app';
const mine = '/profile/nok.harbour.example/post/3kabcdefghi2x';
const words = 'The library boat is back at the old pier.';
const replyWords = 'เรือห้องสมุดมาถึงกี่โมงคะ';
const quotedWords = 'Tide table of next week';

const quote = `<div role="link" tabindex="0" aria-label="Post by Noi"><a href="/profile/noi.example">Noi</a> <a href="/profile/noi.example/post/3kquoted00000">8d</a><div data-word-wrap="1">${quotedWords}</div></div>`;

const anchor = `
<div data-testid="postThreadItem-by-nok.harbour.example" id="post">
  <a href="/profile/nok.harbour.example" aria-label="Nok’s avatar">${media}</a><a href="/profile/nok.harbour.example" aria-label="Nok"><div dir="auto">Nok</div><div dir="auto">@nok.harbour.example</div></a>
  <div dir="auto" data-word-wrap="1" class="words">${words} <a href="/profile/noi.example/post/3klinked00000">See this</a></div>${quote}
  <div>November 28, 2026 at 10:15 AM</div>
  <a href="${mine}/reposted-by" aria-label="Reposts of this post"><div data-testid="repostCount-expanded"><b>3</b> reposts</div></a>
  <a href="${mine}/liked-by" aria-label="Likes on this post"><div data-testid="likeCount-expanded"><b>1.2K</b> likes</div></a></div>`;

const inList = (kind: string, author: string, key: string, said: string, before = '') => `
<div role="link" data-testid="${kind}-by-${author}" id="p-${key}">${before}
  <a href="/profile/${author}" aria-label="avatar">${media}</a>
  <div><a href="/profile/${author}"><span>Noi</span></a><a href="/profile/${author}"><span>@${author}</span></a> <a class="self" href="/profile/${author}/post/${key}" aria-label="November 28, 2026 at 10:20 AM">· 3h</a></div>
  <div dir="auto" data-testid="postText" data-word-wrap="1" class="words">${said}</div>
  <div><button aria-label="Reply (2 replies)">2</button><button data-testid="likeBtn" aria-label="Like (12 likes)">12</button></div></div>`;

const did = 'did:plc:abcdefghijklmnopqrstuvwx';
const counts = { comments: 2, likes: 12 };

const postThing: FixtureThing = {
  kind: 'POST',
  pointAt: '#post > .words',
  select: '#post > .words',
  link: null,
  reads: {
    url: `${home}${mine}`,
    authorHandle: 'nok.harbour.example',
    text: `${words} See this`,
    counts: { likes: 1_200, shares: 3 },
  },
};
const listThing = (author: string, key: string, text: string): FixtureThing => ({
  kind: 'POST',
  pointAt: `#p-${key} .words`,
  select: `#p-${key} .words`,
  link: `#p-${key} .self`,
  reads: { url: `${home}/profile/${author}/post/${key}`, authorHandle: author, text, counts },
});

const thread = (before = '') =>
  documentOf(
    'Nok',
    `${before}<main>${anchor}${inList('postThreadItem', 'noi.example', '3kreply000000', replyWords)}</main>`,
  );
const repost = '<a href="/profile/tom.example" aria-label="Reposted by Tom">Reposted by Tom</a>';

const pages: FixturePage[] = [
  {
    name: 'a post with a reply',
    variant: 'SIGNED_IN',
    url: `${home}${mine}`,
    html: thread('<nav><a href="/messages">Chat</a></nav>'),
    things: [postThing, listThing('noi.example', '3kreply000000', replyWords)],
    others: [quotedWords],
  },
  {
    name: 'the feed, with a repost and an author without a handle',
    variant: 'SIGNED_IN',
    url: `${home}/`,
    html: documentOf(
      'Home',
      `<main><div data-testid="followingFeedPage">${inList('feedItem', 'noi.example', '3kreply000000', replyWords, repost)}${inList('feedItem', did, '3kdid00000000', words)}</div></main>`,
    ),
    things: [
      listThing('noi.example', '3kreply000000', replyWords),
      {
        ...listThing(did, '3kdid00000000', words),
        reads: { url: `${home}/profile/${did}/post/3kdid00000000`, authorId: did, text: words, counts },
      },
    ],
    others: ['Reposted by'],
  },
  {
    name: 'a post with a reply',
    variant: 'SIGNED_OUT',
    url: `${home}${mine}`,
    html: thread('<div><button>Sign in</button></div>'),
    things: [postThing, listThing('noi.example', '3kreply000000', replyWords)],
    others: [quotedWords, 'Sign in'],
  },
  {
    name: 'a post with a reply on a phone',
    variant: 'MOBILE',
    url: `${home}${mine}`,
    html: thread('<div><button>Open app</button></div>'),
    things: [postThing, listThing('noi.example', '3kreply000000', replyWords)],
    others: [quotedWords],
  },
];

/** Imitated pages of Bluesky. */
export const blueskyFixtures: PlatformFixtures = { platform: 'BLUESKY', pages };
