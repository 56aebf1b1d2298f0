import {
  documentOf,
  type FixturePage,
  type FixtureThing,
  media,
  type PlatformFixtures,
} from './fixture-page.ts';

const voom = 'https://linevoom.line.me';
const key = '_dHarbourExampleKey00000000000000000000';
const words = 'ห้องสมุดเรือกลับมาที่ท่าเรือเก่าแล้ว';
const commentWords = 'เปิดกี่โมงคะ';

const post = (comments = '') => `
<article id="post"><header><a href="/user/${key}"><span class="profile_name__x1">Harbour Library</span></a></header>
  <div class="post_text__x2 words">${words}</div><div>${media}</div><div><button aria-label="12 reactions">12</button></div></article>${comments}`;
const comments = `<section class="comment_list__x3"><ul><li id="comment"><span class="comment_name__x4">นก</span><p class="words">${commentWords}</p></li></ul></section>`;

const postThing = (url: string): FixtureThing => ({
  kind: 'POST',
  pointAt: '#post .words',
  select: '#post .words',
  link: null,
  reads: { url, authorHandle: 'Harbour Library', authorId: key, text: words, counts: { likes: 12 } },
});

const pages: FixturePage[] = [
  {
    name: 'a post of VOOM with a comment',
    variant: 'SIGNED_IN',
    url: `${voom}/post/${key}/1170000000000000017`,
    html: documentOf('LINE VOOM', `<main>${post(comments)}</main>`),
    things: [
      postThing(`${voom}/post/${key}/1170000000000000017`),
      {
        kind: 'POST',
        pointAt: '#comment .words',
        select: '#comment .words',
        link: null,
        reads: {
          url: `${voom}/post/${key}/1170000000000000017`,
          hasOwnAddress: false,
          authorHandle: 'นก',
          text: commentWords,
        },
      },
    ],
    others: [],
  },
  {
    name: 'a post of VOOM, said to machines only',
    variant: 'SIGNED_OUT',
    url: `${voom}/post/1170000000000000017`,
    html: documentOf(
      'LINE VOOM',
      `<main id="player">${media}<div class="author_name__x1">Harbour Library</div><div class="open__x5"><a class="words" href="/app">Open in LINE</a></div><div class="post_text__x2"></div></main>`,
      `<meta property="og:description" content="${words}">`,
    ),
    things: [
      {
        kind: 'POST',
        pointAt: '#player .words',
        select: '#player .words',
        link: null,
        reads: {
          url: `${voom}/post/1170000000000000017`,
          authorHandle: 'Harbour Library',
          text: words,
        },
      },
    ],
    others: [],
  },
  {
    name: 'the cover of an OpenChat',
    variant: 'SIGNED_OUT',
    url: 'https://openchat.line.me/th/cover/HarbourExample-1',
    html: documentOf(
      'Harbour boats',
      `<main><h1 class="cover_name__x6">Harbour boats</h1><p class="cover_description__x7 words">All about boats</p>${media}<button>Join</button></main>`,
    ),
    things: [
      {
        kind: 'GROUP',
        pointAt: '.words',
        select: '.words',
        link: null,
        reads: {
          url: 'https://openchat.line.me/th/cover/HarbourExample-1',
          authorHandle: 'Harbour boats',
          text: 'All about boats',
          groupId: 'HarbourExample-1',
        },
      },
    ],
    others: ['Join'],
    mustHaveContent: false,
  },
  {
    name: 'a post of the former Timeline on a phone',
    variant: 'MOBILE',
    url: `https://timeline.line.me/post/${key}/1170000000000000017`,
    html: documentOf('LINE', `<main>${post()}</main>`),
    things: [postThing(`https://timeline.line.me/post/${key}/1170000000000000017`)],
    others: [],
  },
];

/** Imitated pages of LINE. */
export const lineFixtures: PlatformFixtures = { platform: 'LINE', pages };
