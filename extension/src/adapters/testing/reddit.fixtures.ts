import {
  documentOf,
  type FixturePage,
  type FixtureThing,
  media,
  type PlatformFixtures,
} from './fixture-page.ts';

const home = 'https://www.reddit.com';
const path = '/r/HarbourTown/comments/1abcd12/which_pier_has_a_bench/';
const title = 'Which pier has a bench?';
const body = 'We want to read there on Sunday.';
const answerWords = 'ท่าเรือเก่ามีม้านั่งสองตัว';
const thanksWords = 'Thank you, we will try the old one.';
const otherTitle = 'Tide table of next week';

const topic = `
<shreddit-post style="display:block" id="t3_1abcd12" permalink="${path}" post-title="${title}" author="mali_reader" author-id="t2_mali01" score="1204" comment-count="2"
  created-timestamp="2026-11-27T02:03:04.000000+0000" subreddit-prefixed-name="r/HarbourTown">
  <div slot="credit-bar"><a href="/r/HarbourTown/">r/HarbourTown</a> <a href="/user/mali_reader/">mali_reader</a> <time datetime="2026-11-27T02:03:04.000Z">1 day ago</time></div>
  <h1 slot="title" class="title-words">${title}</h1>
  <div slot="text-body"><div class="md"><p class="words">${body}</p></div></div><div slot="post-media-container">${media}</div>
  <a slot="full-post-link" href="${path}" class="self" aria-label="${title}"></a><button>Share</button>
</shreddit-post>`;

const comment = (id: string, author: string, words: string, inside = '') => `
<shreddit-comment style="display:block" thingid="t1_${id}" permalink="${path}${id}/" author="${author}" score="31" depth="0" postid="t3_1abcd12" id="c-${id}">
  <div slot="commentMeta"><a href="/user/${author}/">${author}</a> <a class="self" href="${path}${id}/"><time datetime="2026-11-27T03:00:00.000Z">1 day ago</time></a></div>
  <div slot="comment"><div class="md"><p class="words">${words}</p></div></div>
  <shreddit-comment-action-row style="display:block" slot="actionRow"><button>Reply</button></shreddit-comment-action-row>${inside}
</shreddit-comment>`;

const thread = comment(
  'kanswer1',
  'tom-invented',
  answerWords,
  comment('kthanks1', 'mali_reader', thanksWords),
);

const topicThing: FixtureThing = {
  kind: 'POST',
  pointAt: 'shreddit-post .words',
  select: 'shreddit-post .words',
  link: 'shreddit-post .self',
  reads: {
    url: `${home}${path}`,
    authorHandle: 'mali_reader',
    authorId: 't2_mali01',
    text: `${title}\n${body}`,
    postedAt: '2026-11-27T02:03:04.000Z',
    groupId: 'harbourtown',
    counts: { likes: 1_204, comments: 2 },
  },
};
const commentThing = (id: string, author: string, text: string): FixtureThing => ({
  kind: 'COMMENT',
  pointAt: `#c-${id} > [slot="comment"] .words`,
  select: `#c-${id} > [slot="comment"] .words`,
  link: `#c-${id} > [slot="commentMeta"] .self`,
  reads: {
    url: `${home}${path}${id}/`,
    authorHandle: author,
    text,
    postedAt: '2026-11-27T03:00:00.000Z',
    parentId: '1abcd12',
    groupId: 'harbourtown',
    counts: { likes: 31 },
  },
});

const discussion = (before = '') =>
  documentOf(
    title,
    `${before}<shreddit-app style="display:block"><main>${topic}<shreddit-comment-tree style="display:block">${thread}</shreddit-comment-tree></main>
     <aside><a href="/r/HarbourTown/comments/1other34/tide_table/">${otherTitle}</a></aside></shreddit-app>`,
  );

const oldPath = '/r/HarbourTown/comments/1abcd12/which_pier_has_a_bench/';
const oldThing = (kind: string, id: string, permalink: string, author: string, inside: string) => `
<div class="thing ${kind}" id="thing_${id}" data-fullname="${id}" data-permalink="${permalink}" data-author="${author}" data-author-fullname="t2_${author}" data-score="31" data-comments-count="2">
  <div class="entry"><p class="tagline"><a class="author" href="https://old.reddit.com/user/${author}">${author}</a> <time class="live-timestamp" datetime="2026-11-27T03:00:00+00:00">1 day ago</time></p>${inside}
  <ul class="flat-list buttons"><li><a class="bylink" href="https://old.reddit.com${permalink}">permalink</a></li></ul></div></div>`;

const pages: FixturePage[] = [
  {
    name: 'a post with comments',
    variant: 'SIGNED_IN',
    url: `${home}${path}`,
    html: discussion('<header><a href="/chat/">Chat</a></header>'),
    things: [
      topicThing,
      commentThing('kanswer1', 'tom-invented', answerWords),
      commentThing('kthanks1', 'mali_reader', thanksWords),
    ],
    others: [otherTitle],
  },
  {
    name: 'a comment that the address names',
    variant: 'SIGNED_IN',
    url: `${home}/r/HarbourTown/comments/1abcd12/comment/kanswer1/`,
    html: discussion(),
    things: [
      {
        ...commentThing('kanswer1', 'tom-invented', answerWords),
        reads: {
          ...commentThing('kanswer1', 'tom-invented', answerWords).reads,
          url: `${home}/r/HarbourTown/comments/1abcd12/comment/kanswer1/`,
        },
      },
    ],
    others: [otherTitle, body],
  },
  {
    name: 'a community’s feed',
    variant: 'SIGNED_IN',
    url: `${home}/r/HarbourTown/`,
    html: documentOf(
      'r/HarbourTown',
      `<main><shreddit-feed style="display:block"><article>${topic}</article><article>${topic.replaceAll('1abcd12', '1other34').replaceAll(title, otherTitle).replace(body, 'It is out.')}</article></shreddit-feed></main>`,
    ),
    things: [topicThing],
    others: [otherTitle, 'It is out.'],
  },
  {
    name: 'a chat, whose messages lie in shadow trees',
    variant: 'SIGNED_IN',
    url: `${home}/chat/room/!AbCd12efGh%3Areddit.com`,
    html: documentOf('Chat', `<rs-app style="display:block"><p class="words">A room</p></rs-app>`),
    things: [
      {
        kind: 'CHANNEL',
        pointAt: '.words',
        select: '.words',
        link: null,
        reads: {
          url: `${home}/chat/room/!AbCd12efGh%3Areddit.com`,
          text: '',
          groupId: '!AbCd12efGh:reddit.com',
        },
      },
    ],
    others: [],
    mustHaveContent: false,
  },
  {
    name: 'a post with comments',
    variant: 'SIGNED_OUT',
    url: `${home}${path}?utm_source=share`,
    html: discussion('<header><a href="/login/">Log in</a></header>'),
    things: [
      { ...topicThing, reads: { ...topicThing.reads, url: `${home}${path}?utm_source=share` } },
      commentThing('kanswer1', 'tom-invented', answerWords),
    ],
    others: [otherTitle, 'Log in'],
  },
  {
    name: 'a post with a comment on the old site',
    variant: 'SIGNED_OUT',
    url: `https://old.reddit.com${oldPath}`,
    html: documentOf(
      title,
      `<div class="content"><div class="sitetable linklisting">${oldThing('link', 't3_1abcd12', oldPath, 'mali_reader', `<p class="title"><a class="title" href="${oldPath}">${title}</a></p><div class="expando"><div class="usertext-body"><div class="md"><p class="words">${body}</p></div></div></div>`)}</div>
       <div class="commentarea">${oldThing('comment', 't1_kanswer1', `${oldPath}kanswer1/`, 'tom-invented', `<form class="usertext"><div class="usertext-body"><div class="md"><p class="words">${answerWords}</p></div></div></form>`)}</div></div>`,
    ),
    things: [
      {
        kind: 'POST',
        pointAt: '#thing_t3_1abcd12 .words',
        select: '#thing_t3_1abcd12 .words',
        link: '#thing_t3_1abcd12 .bylink',
        reads: {
          url: `https://old.reddit.com${oldPath}`,
          authorHandle: 'mali_reader',
          authorId: 't2_mali_reader',
          text: `${title}\n${body}`,
          postedAt: '2026-11-27T03:00:00.000Z',
          groupId: 'harbourtown',
          counts: { likes: 31, comments: 2 },
        },
      },
    ],
    others: [],
  },
  {
    name: 'a post with comments on a phone',
    variant: 'MOBILE',
    url: `${home}${path}`,
    html: discussion('<header><button>Open app</button></header>'),
    things: [topicThing, commentThing('kanswer1', 'tom-invented', answerWords)],
    others: [otherTitle],
  },
];

/** Imitated pages of Reddit. */
export const redditFixtures: PlatformFixtures = { platform: 'REDDIT', pages };
