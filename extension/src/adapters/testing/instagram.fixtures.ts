import { documentOf, type FixturePage, media, type PlatformFixtures } from './fixture-page.ts';

const home = 'https://www.instagram.com';
const code = 'Cx1nventedAA';
const caption = 'Low tide this morning. Boots on, everyone! 🌊';
const question = 'Which beach is this? วันไหนไปได้บ้าง';
const reply = 'The one behind the lighthouse.';
const otherCaption = 'Our shop is closed on Monday.';
const when = '2026-11-25T02:40:00.000Z';

const button = (label: string) => `<button type="button"><svg aria-label="${label}"></svg></button>`;

const post = (id: string, user: string, postCode: string, words: string, comments = '') => `
<article id="${id}"><header><div><a href="/${user}/"><span>${user}</span></a> · <a class="when" href="/p/${postCode}/"><time datetime="${when}">3d</time></a></div></header>
  <div>${media}</div><div>${button('Like')}${button('Share')}</div>
  <a href="/p/${postCode}/liked_by/"><span>1,532 likes</span></a>
  <div><span dir="auto" class="words">${words}</span></div><a href="/p/${postCode}/comments/">View all 24 comments</a>
  <ul>${comments}</ul></article>`;

const comment = (id: string, user: string, link: string, words: string) => `
<li id="${id}"><div><h3><a href="/${user}/"><span>${user}</span></a></h3><span dir="auto" class="words">${words}</span>
  <a class="when" href="${link}"><time datetime="2026-11-25T03:10:00.000Z">3d</time></a> <button><span>5 likes</span></button> <button><span>Reply</span></button></div></li>`;

const questionLink = `/p/${code}/c/18000000000000001/`;
const replyLink = `/p/${code}/c/18000000000000001/r/18000000000000002/`;
const comments = `${comment('question', 'mali.reader.example', questionLink, question)}${comment('reply', 'tide.example', replyLink, reply)}`;

const questionThing = {
  kind: 'COMMENT',
  pointAt: '#question .words',
  select: '#question .words',
  link: '#question .when',
  reads: {
    url: `${home}${questionLink}`,
    authorHandle: 'mali.reader.example',
    text: question,
    postedAt: '2026-11-25T03:10:00.000Z',
    parentId: code,
    counts: { likes: 5 },
  },
} as const;

const postReads = {
  authorHandle: 'tide.example',
  text: caption,
  postedAt: when,
  counts: { likes: 1_532, comments: 24 },
};

const pages: FixturePage[] = [
  {
    name: 'a post with comments',
    variant: 'SIGNED_IN',
    url: `${home}/p/${code}/`,
    html: documentOf(
      'Post',
      `<nav><a href="/">Home</a></nav><main>${post('post', 'tide.example', code, caption, comments)}</main>`,
    ),
    things: [
      {
        kind: 'POST',
        pointAt: '#post .words',
        select: '#post > div .words',
        link: '#post header .when',
        reads: { url: `${home}/p/${code}/`, ...postReads },
      },
      questionThing,
      {
        ...questionThing,
        pointAt: '#reply .words',
        select: '#reply .words',
        link: '#reply .when',
        reads: {
          ...questionThing.reads,
          url: `${home}${replyLink}`,
          authorHandle: 'tide.example',
          text: reply,
        },
      },
    ],
    others: ['Home'],
  },
  {
    name: 'a feed',
    variant: 'SIGNED_IN',
    url: `${home}/`,
    html: documentOf(
      'Feed',
      `<main>${post('other', 'harbour.shop.example', 'Cx1nventedBB', otherCaption)}${post('post', 'tide.example', code, caption)}</main>`,
    ),
    things: [
      {
        kind: 'POST',
        pointAt: '#post .words',
        select: '#post .words',
        link: '#post .when',
        reads: { url: `${home}/p/${code}/`, ...postReads },
      },
    ],
    others: [otherCaption],
  },
  {
    name: 'a reel',
    variant: 'SIGNED_IN',
    url: `${home}/reel/${code}/`,
    html: documentOf(
      'Reel',
      `<main id="reel"><div>${media}</div><h2><a href="/tide.example/"><span>tide.example</span></a></h2><h1 dir="auto">${caption}</h1>
        <time datetime="${when}">3d</time><ul>${comment('question', 'mali.reader.example', questionLink.replace('/p/', '/reel/'), question)}</ul></main>`,
    ),
    things: [
      {
        kind: 'VIDEO',
        pointAt: '#reel h1',
        select: '#reel h1',
        link: null,
        reads: { url: `${home}/reel/${code}/`, authorHandle: 'tide.example', text: caption, postedAt: when },
      },
      {
        ...questionThing,
        reads: { ...questionThing.reads, url: `${home}/reel/${code}/c/18000000000000001/` },
      },
    ],
    others: [],
  },
  {
    name: 'a story',
    variant: 'SIGNED_IN',
    url: `${home}/stories/tide.example/3200000000000000001/`,
    html: documentOf(
      'Story',
      `<section id="story"><header><a href="/tide.example/"><span>tide.example</span></a> <time datetime="${when}">3h</time></header>
        <div>${media}</div><span dir="auto" class="words">Sunrise in an hour</span></section>`,
    ),
    things: [
      {
        kind: 'STORY',
        pointAt: '#story .words',
        select: '#story .words',
        link: null,
        reads: {
          url: `${home}/stories/tide.example/3200000000000000001/`,
          authorHandle: 'tide.example',
          text: 'Sunrise in an hour',
          postedAt: when,
        },
      },
    ],
    others: [],
  },
  {
    name: 'a post below the invitation to sign in',
    variant: 'SIGNED_OUT',
    url: `${home}/p/${code}/`,
    html: documentOf(
      'Post',
      `<nav><a href="/accounts/login/">Log in</a></nav><main id="post"><h2><a href="/tide.example/"><span>tide.example</span></a></h2>
        <ul><li id="caption"><h1 dir="auto">${caption}</h1><time datetime="${when}">3d</time></li>${comment('question', 'mali.reader.example', questionLink, question)}</ul>${media}</main>
       <div role="dialog"><p>See more posts</p></div>`,
    ),
    things: [
      {
        kind: 'POST',
        pointAt: '#post h1',
        select: '#post h1',
        link: null,
        reads: { url: `${home}/p/${code}/`, authorHandle: 'tide.example', text: caption, postedAt: when },
      },
      questionThing,
    ],
    others: ['See more posts', 'Log in'],
  },
  {
    name: 'a post on a phone',
    variant: 'MOBILE',
    url: `${home}/p/${code}/?igsh=invented`,
    html: documentOf(
      'Post',
      `<header><a href="/">Back</a></header><main>${post('post', 'tide.example', code, caption)}</main>`,
    ),
    things: [
      {
        kind: 'POST',
        pointAt: '#post .words',
        select: '#post .words',
        link: '#post .when',
        reads: { url: `${home}/p/${code}/?igsh=invented`, ...postReads },
      },
    ],
    others: [],
  },
];

/** Imitated pages of Instagram. */
export const instagramFixtures: PlatformFixtures = { platform: 'INSTAGRAM', pages };
