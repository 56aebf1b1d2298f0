import { documentOf, type FixturePage, media, type PlatformFixtures } from './fixture-page.ts';

const home = 'https://www.tiktok.com';
// Numbers that begin with 08:00:00 and 09:00:00 UTC of 20 November 2026, as the site's do.
const video = '7710160363158490389';
const other = '7710175824917299277';
const words = 'Three knots every sailor needs ⚓';
const commentWords = 'ผูกแบบที่สองยากมาก';

const comment = (id: string, user: string, text: string) => `
<div class="css-x1-DivCommentItemWrapper" id="${id}"><a href="/@${user}?lang=en"><img src="/picture-of-nothing.jpg" alt=""></a>
  <div data-e2e="comment-username-1"><a href="/@${user}"><p>${user}</p></a></div>
  <span data-e2e="comment-level-1" class="words"><p>${text}</p></span><span data-e2e="comment-time-1">2d ago</span>
  <div aria-label="Like video 14 likes"><span data-e2e="comment-like-count">14</span></div></div>`;

const feedItem = (id: string, user: string, number: string, text: string) => `
<div data-e2e="recommend-list-item-container" id="${id}"><div id="xgwrapper-0-${number}">${media}</div>
  <a data-e2e="video-author-avatar" href="/@${user}"><img src="/picture-of-nothing.jpg" alt=""></a>
  <a href="/@${user}"><h3 data-e2e="video-author-uniqueid">${user}</h3></a>
  <div data-e2e="video-desc" class="words"><span>${text}</span> <a href="/tag/sailing">#sailing</a></div>
  <button aria-label="Like"><strong data-e2e="like-count">12.4K</strong></button>
  <button aria-label="Comments"><strong data-e2e="comment-count">310</strong></button></div>`;

const detail = `
<div id="main-content-video_detail"><div>${media}</div>
  <a data-e2e="browse-user-avatar" href="/@knots.example"><img src="/picture-of-nothing.jpg" alt=""></a>
  <a href="/@knots.example"><span data-e2e="browse-username">knots.example</span></a>
  <h1 data-e2e="browse-video-desc" class="words"><span>${words}</span></h1>
  <button><strong data-e2e="browse-like-count">12.4K</strong></button><button><strong data-e2e="browse-comment-count">310</strong></button>
  <div>${comment('comment', 'reader.example', commentWords)}</div></div>`;

const commentThing = {
  kind: 'VIDEO',
  pointAt: '#comment .words',
  select: '#comment .words',
  link: null,
  reads: {
    url: `${home}/@knots.example/video/${video}`,
    hasOwnAddress: false,
    authorHandle: 'reader.example',
    text: commentWords,
    counts: { likes: 14 },
  },
} as const;

const detailThing = {
  kind: 'VIDEO',
  pointAt: 'h1.words',
  select: 'h1.words',
  link: null,
  reads: {
    url: `${home}/@knots.example/video/${video}`,
    authorHandle: 'knots.example',
    text: words,
    postedAt: '2026-11-20T08:00:00.000Z',
    counts: { likes: 12_400, comments: 310 },
  },
} as const;

const pages: FixturePage[] = [
  {
    name: 'a video with a comment',
    variant: 'SIGNED_IN',
    url: `${home}/@knots.example/video/${video}`,
    html: documentOf('Video', `<nav><a href="/">For you</a></nav>${detail}`),
    things: [detailThing, commentThing],
    others: ['For you'],
  },
  {
    name: 'a feed whose videos have no link to themselves',
    variant: 'SIGNED_IN',
    url: `${home}/foryou`,
    html: documentOf(
      'For you',
      `<main>${feedItem('first', 'kites.example', other, 'Kites in the wind')}${feedItem('second', 'knots.example', video, words)}</main>`,
    ),
    things: [
      {
        kind: 'VIDEO',
        pointAt: '#second .words',
        select: '#second .words',
        link: null,
        reads: { ...detailThing.reads, text: `${words} #sailing` },
      },
      {
        kind: 'VIDEO',
        pointAt: '#first .words',
        select: '#first .words',
        link: null,
        reads: {
          url: `${home}/@kites.example/video/${other}`,
          authorHandle: 'kites.example',
          text: 'Kites in the wind #sailing',
          postedAt: '2026-11-20T09:00:00.000Z',
          counts: { likes: 12_400, comments: 310 },
        },
      },
    ],
    others: [],
  },
  {
    name: 'a live stream',
    variant: 'SIGNED_IN',
    url: `${home}/@knots.example/live`,
    html: documentOf(
      'Live',
      `<div id="main-content-live"><div>${media}</div><div data-e2e="live-host"><a href="/@knots.example"><h1 data-e2e="user-profile-uid">knots.example</h1></a></div>
        <p data-e2e="user-profile-live-title" class="words">Mending nets, ask me anything</p><div data-e2e="live-people-count">1,024</div></div>`,
    ),
    things: [
      {
        kind: 'LIVE',
        pointAt: '.words',
        select: '.words',
        link: null,
        reads: {
          url: `${home}/@knots.example/live`,
          authorHandle: 'knots.example',
          text: 'Mending nets, ask me anything',
          counts: { views: 1_024 },
        },
      },
    ],
    others: [],
  },
  {
    name: 'a video behind the invitation to sign in',
    variant: 'SIGNED_OUT',
    url: `${home}/@knots.example/video/${video}?is_from_webapp=1`,
    html: documentOf(
      'Video',
      `${detail.replace(/<div><div class="css-x1.*<\/div><\/div>/su, '</div>')}<div role="dialog"><p>Log in to follow creators</p></div>`,
    ),
    things: [
      {
        ...detailThing,
        reads: { ...detailThing.reads, url: `${home}/@knots.example/video/${video}?is_from_webapp=1` },
      },
    ],
    others: ['Log in to follow creators'],
  },
  {
    name: 'a photo post on a phone',
    variant: 'MOBILE',
    url: `https://m.tiktok.com/@knots.example/photo/${video}`,
    html: documentOf(
      'Photo',
      `<div id="main-content-photo_detail"><div>${media}</div><a href="/@knots.example"><span data-e2e="browse-username">knots.example</span></a>
        <h1 data-e2e="browse-video-desc" class="words">${words}</h1></div>`,
    ),
    things: [
      {
        kind: 'PHOTO',
        pointAt: '.words',
        select: '.words',
        link: null,
        reads: {
          url: `https://m.tiktok.com/@knots.example/photo/${video}`,
          authorHandle: 'knots.example',
          text: words,
          postedAt: '2026-11-20T08:00:00.000Z',
        },
      },
    ],
    others: [],
  },
];

/** Imitated pages of TikTok. */
export const tiktokFixtures: PlatformFixtures = { platform: 'TIKTOK', pages };
