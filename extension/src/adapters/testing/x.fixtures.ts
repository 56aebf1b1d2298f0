import { documentOf, type FixturePage, media, type PlatformFixtures } from './fixture-page.ts';

const home = 'https://x.com';
const words = 'The library opens again on Monday.';
const replyWords = 'ดีใจมากค่ะ ไปแน่นอน';
const quotedWords = 'We are painting the reading room.';
const otherWords = 'Bus 42 is late today.';

const counts = (replies: number, likes: string) => `
<div role="group" aria-label="${replies} replies, 5 reposts, ${likes} likes, 3,210 views">
  <button data-testid="reply" aria-label="${replies} Replies. Reply"></button><button data-testid="retweet" aria-label="5 reposts. Repost"></button>
  <button data-testid="like" aria-label="${likes} Likes. Like"></button></div>`;

const tweet = (id: string, user: string, status: string, language: string, text: string, quoted = '') => `
<article role="article" data-testid="tweet" tabindex="0" id="${id}"><div data-testid="Tweet-User-Avatar"><a href="/${user}"><img src="/picture-of-nothing.jpg" alt=""></a></div>
  <div data-testid="User-Name"><a href="/${user}"><span>${user} shown</span></a><a href="/${user}"><span>@${user}</span></a>
    <a class="when" href="/${user}/status/${status}"><time datetime="2026-11-27T05:06:07.000Z">Nov 27</time></a></div>
  <div data-testid="tweetText" lang="${language}" dir="auto" class="words"><span>${text}</span></div>
  <div data-testid="tweetPhoto">${media}</div>${quoted}${counts(2, '1,5K'.replace(',', '.'))}</article>`;

const quote = `
<div role="link" tabindex="0"><div data-testid="User-Name"><span>Painters</span><span>@painters_ex</span></div><time datetime="2026-11-20T05:06:07.000Z">Nov 20</time>
  <div data-testid="tweetText" lang="en" dir="auto"><span>${quotedWords}</span></div></div>`;

const library = (quoted = '') => tweet('library', 'library_ex', '2061000000000000001', 'en', words, quoted);
const reply = tweet('reply', 'mali_ex', '2061000000000000002', 'th', replyWords);

const readsOfPost = {
  url: `${home}/library_ex/status/2061000000000000001`,
  authorHandle: 'library_ex',
  text: words,
  language: 'en',
  postedAt: '2026-11-27T05:06:07.000Z',
  counts: { likes: 1_500, comments: 2, shares: 5, views: 3_210 },
};
const thingOfPost = {
  kind: 'POST',
  pointAt: '#library > .words',
  select: '#library > .words',
  link: '#library .when',
  reads: readsOfPost,
} as const;
const replyThing = {
  kind: 'POST',
  pointAt: '#reply .words',
  select: '#reply .words',
  link: '#reply .when',
  reads: {
    ...readsOfPost,
    url: `${home}/mali_ex/status/2061000000000000002`,
    authorHandle: 'mali_ex',
    text: replyWords,
    language: 'th',
  },
} as const;

const pages: FixturePage[] = [
  {
    name: 'a post with a reply and a quoted post',
    variant: 'SIGNED_IN',
    url: readsOfPost.url,
    html: documentOf(
      'Post',
      `<nav><a href="/home">Home</a></nav><main>${library(quote)}${reply}</main><aside>Who to follow</aside>`,
    ),
    things: [thingOfPost, replyThing],
    others: [quotedWords, 'Who to follow'],
  },
  {
    name: 'a feed',
    variant: 'SIGNED_IN',
    url: `${home}/home`,
    html: documentOf(
      'Home',
      `<main>${tweet('other', 'bus_ex', '2061000000000000009', 'en', otherWords)}${library()}</main>`,
    ),
    things: [thingOfPost],
    others: [otherWords],
  },
  {
    name: 'a single post',
    variant: 'SIGNED_OUT',
    url: `${readsOfPost.url}?s=20`,
    html: documentOf(
      'Post',
      `<main>${library()}</main><div data-testid="BottomBar">Do not miss what is happening</div>`,
    ),
    things: [{ ...thingOfPost, reads: { ...readsOfPost, url: `${readsOfPost.url}?s=20` } }],
    others: ['Do not miss'],
  },
  {
    name: 'a post with a reply',
    variant: 'MOBILE',
    url: readsOfPost.url.replace('x.com', 'mobile.twitter.com'),
    html: documentOf('Post', `<main>${library()}${reply}</main>`),
    things: [
      {
        ...thingOfPost,
        reads: { ...readsOfPost, url: readsOfPost.url.replace('x.com', 'mobile.twitter.com') },
      },
    ],
    others: [],
  },
];

/** Imitated pages of X. */
export const xFixtures: PlatformFixtures = { platform: 'X', pages };
