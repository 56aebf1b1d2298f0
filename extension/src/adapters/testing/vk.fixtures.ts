import {
  documentOf,
  type FixturePage,
  type FixtureThing,
  media,
  type PlatformFixtures,
} from './fixture-page.ts';

const home = 'https://vk.com';
const postWords = 'The reading club meets at the pier on Sunday 🏕';
const askWords = 'Во сколько начало?';
const answerWords = 'At ten. Children come with a parent.';
const otherWords = 'The tide table is out.';
const seconds = '1795860930';
const moment = '2026-11-28T10:15:30.000Z';

const post = (id: string, words: string, replies = '') => `
<div id="post${id}" class="_post post page_block" data-post-id="${id}"><div class="_post_content">
  <div class="post_header"><a class="post_image" href="/club700000001">${media}</a>
    <h5 class="post_author"><a class="author" href="/club700000001" data-from-id="-700000001">Harbour Readers</a></h5>
    <div class="post_date"><a class="post_link" href="/wall${id}"><span class="rel_date" time="${seconds}">today</span></a></div></div>
  <div class="wall_text"><div class="wall_post_text words">${words}</div><div class="copy_quote"><a class="author" href="/id5">Another</a><div class="wall_post_text">${otherWords}</div></div></div>
  <div class="like_wrap"><a class="like_btn like"><span class="like_button_count">12</span></a><span class="like_views" aria-label="1.2K views">1.2K</span></div>
  <div class="replies">${replies}</div></div></div>`;

const reply = (number: string, person: { path: string; id: string; name: string }, words: string) => `
<div id="post-700000001_${number}" class="reply reply_dived clear" data-post-id="-700000001_${number}"><div class="reply_wrap">
  <div class="reply_author"><a class="author" href="${person.path}" data-from-id="${person.id}">${person.name}</a></div>
  <div class="reply_text"><div class="wall_reply_text words">${words}</div></div>
  <div class="reply_footer"><div class="reply_date"><a class="wd_lnk" href="/wall-700000001_17?reply=${number}"><span class="rel_date" time="${seconds}">today</span></a></div><a class="reply_link" role="button">Reply</a></div></div></div>`;

const nok = { path: '/nok.reader', id: '700000002', name: 'Nok Reader' };
const tom = { path: '/id700000003', id: '700000003', name: 'Tom Invented' };

const thing = (
  kind: 'POST' | 'COMMENT',
  at: string,
  link: string,
  reads: FixtureThing['reads'],
): FixtureThing => ({ kind, pointAt: `${at} .words`, select: `${at} .words`, link: `${at} ${link}`, reads });

const wallThing = thing('POST', '#post-700000001_17', 'a.post_link', {
  url: `${home}/wall-700000001_17`,
  authorHandle: 'Harbour Readers',
  authorId: '-700000001',
  text: postWords,
  postedAt: moment,
  counts: { likes: 12, views: 1_200 },
});
const askThing = thing('COMMENT', '#post-700000001_18', 'a.wd_lnk', {
  url: `${home}/wall-700000001_17?reply=18`,
  authorHandle: 'nok.reader',
  authorId: '700000002',
  text: askWords,
  postedAt: moment,
  parentId: '17',
});
const answerThing = thing('COMMENT', '#post-700000001_19', 'a.wd_lnk', {
  url: `${home}/wall-700000001_17?reply=19`,
  authorHandle: 'Tom Invented',
  authorId: '700000003',
  text: answerWords,
  postedAt: moment,
  parentId: '17',
});

const wall = post('-700000001_17', postWords, reply('18', nok, askWords) + reply('19', tom, answerWords));

const pages: FixturePage[] = [
  {
    name: 'a post with comments',
    variant: 'SIGNED_IN',
    url: `${home}/wall-700000001_17`,
    html: documentOf('Wall', `<div id="page_body">${wall}</div>`),
    things: [wallThing, askThing, answerThing],
    others: [otherWords],
  },
  {
    name: 'the feed',
    variant: 'SIGNED_IN',
    url: `${home}/feed`,
    html: documentOf(
      'News',
      `<div id="feed_rows">${post('-700000001_16', 'An older post')}${post('-700000001_17', postWords)}</div>`,
    ),
    things: [wallThing],
    others: [otherWords, 'An older post'],
  },
  {
    name: 'a video over a wall',
    variant: 'SIGNED_IN',
    url: `${home}/club700000001?z=video-700000001_456239017`,
    html: documentOf(
      'Video',
      `<div id="page_body">${post('-700000001_16', 'An older post')}</div><div id="mv_main">${media}</div>
       <div id="mv_main_info"><div class="mv_title words">How to tie a life jacket</div><a class="mv_author_name" href="/nok.reader" data-from-id="700000002">Nok Reader</a></div>`,
    ),
    things: [
      {
        kind: 'VIDEO',
        pointAt: '#mv_main_info .words',
        select: '#mv_main_info .words',
        link: null,
        reads: {
          url: `${home}/club700000001?z=video-700000001_456239017`,
          authorHandle: 'nok.reader',
          authorId: '700000002',
          text: 'How to tie a life jacket',
        },
      },
    ],
    others: ['An older post'],
  },
  {
    name: 'a post',
    variant: 'SIGNED_OUT',
    url: `${home}/wall-700000001_17`,
    html: documentOf(
      'Wall',
      `<div class="login_form"><a href="/login">Log in</a></div><div id="page_body">${post('-700000001_17', postWords)}</div>`,
    ),
    things: [wallThing],
    others: ['Log in', otherWords],
  },
  {
    name: 'a video',
    variant: 'SIGNED_OUT',
    url: 'https://vkvideo.ru/video-700000001_456239017',
    html: documentOf(
      'Video',
      `<main>${media}<div data-testid="video_page_info" id="film"><h1 class="VideoPage__title words">How to tie a life jacket</h1><a class="VideoPage__author" href="https://vkvideo.ru/@harbour">Harbour Readers</a></div></main><aside>Another film</aside>`,
    ),
    things: [
      {
        kind: 'VIDEO',
        pointAt: '#film .words',
        select: '#film .words',
        link: null,
        reads: {
          url: 'https://vkvideo.ru/video-700000001_456239017',
          authorHandle: 'harbour',
          authorId: '-700000001',
          text: 'How to tie a life jacket',
        },
      },
    ],
    others: ['Another film'],
  },
  {
    name: 'a post with a comment on a phone',
    variant: 'MOBILE',
    url: 'https://m.vk.com/wall-700000001_17',
    html: documentOf(
      'Wall',
      `<div class="wall_item" id="post"><div class="wi_head"><a class="pi_author" href="/club700000001">Harbour Readers</a><a class="wi_date" href="/wall-700000001_17">today</a></div>
         <div class="pi_text words">${postWords}</div>${media}</div>
       <div class="ReplyItem" id="ask"><a class="ReplyItem__name" href="/nok.reader">Nok Reader</a><div class="ReplyItem__body words">${askWords}</div>
         <a class="ReplyItem__date" href="/wall-700000001_17?reply=18">today</a></div>`,
    ),
    things: [
      thing('POST', '#post', 'a.wi_date', {
        url: 'https://m.vk.com/wall-700000001_17',
        authorHandle: 'Harbour Readers',
        authorId: '-700000001',
        text: postWords,
      }),
      thing('COMMENT', '#ask', 'a.ReplyItem__date', {
        url: 'https://m.vk.com/wall-700000001_17?reply=18',
        authorHandle: 'nok.reader',
        text: askWords,
        parentId: '17',
      }),
    ],
    others: [],
  },
  {
    name: 'a clip on a phone',
    variant: 'MOBILE',
    url: 'https://m.vk.com/clip-700000001_456239018',
    html: documentOf(
      'Clip',
      `<div>${media}<div class="ShortVideoInfo" id="clip"><a class="ShortVideoInfo__author" href="/nok.reader">Nok Reader</a><div class="ShortVideoInfo__text words">The tide in ten seconds</div></div></div>`,
    ),
    things: [
      {
        kind: 'VIDEO',
        pointAt: '#clip .words',
        select: '#clip .words',
        link: null,
        reads: {
          url: 'https://m.vk.com/clip-700000001_456239018',
          authorHandle: 'nok.reader',
          authorId: '-700000001',
          text: 'The tide in ten seconds',
        },
      },
    ],
    others: [],
  },
];

/** Imitated pages of VK. */
export const vkFixtures: PlatformFixtures = { platform: 'VK', pages };
