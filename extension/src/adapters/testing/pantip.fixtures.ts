import {
  documentOf,
  type FixturePage,
  type FixtureThing,
  media,
  type PlatformFixtures,
} from './fixture-page.ts';

const home = 'https://pantip.com';
const title = 'ท่าเรือไหนมีม้านั่งบ้างคะ';
const body = 'อยากไปนั่งอ่านหนังสือวันอาทิตย์';
const answerWords = 'ท่าเรือเก่ามีสองตัวครับ';
const thanksWords = 'ขอบคุณมากค่ะ';
const moment = '2026-11-28T03:15:30.000Z';

const said = (words: string, person: { id: string; name: string }, owner = '') => `
<div class="display-post-story-wrapper"><div class="display-post-story words">${words}</div>${media}</div>
<div class="display-post-story-footer"><div class="display-post-avatar"><a href="/profile/${person.id}"></a>
  <div class="display-post-avatar-inner"><a class="display-post-name ${owner}" href="/profile/${person.id}">${person.name}</a>
    <span class="display-post-timestamp"><abbr class="timeago" data-utime="11/28/2026 10:15:30">3 ชั่วโมงที่แล้ว</abbr></span></div></div>
  <div class="display-post-vote"><span class="like-score">12</span></div></div>`;

const nok = { id: '4000017', name: 'นกอ่านหนังสือ' };
const tom = { id: '4000018', name: 'Tom Invented' };

const numbered = (number: string, classes: string, inside: string) => `
<div class="display-post-wrapper ${classes}" id="c${number}"><div class="display-post-wrapper-inner">
  <div class="display-post-status-leftside"><span class="display-post-number" id="comment${number}">ความคิดเห็นที่ ${number}</span></div>${inside}</div></div>`;

const topic = `
<div class="display-post-wrapper main-post type" id="topic"><div class="display-post-wrapper-inner main-post-inner">
  <h2 class="display-post-title">${title}</h2><div class="display-post-tag-wrapper"><a class="tag-item" href="/tag/ท่องเที่ยว">ท่องเที่ยว</a></div>${said(body, nok, 'owner')}</div></div>`;
const comments = `<div id="comments-jsrender">${numbered('1', 'section-comment', said(answerWords, tom))}${numbered('1-1', 'section-comment sub-comment', said(thanksWords, nok))}</div>`;

const topicThing = (url: string): FixtureThing => ({
  kind: 'POST',
  pointAt: '#topic .words',
  select: '#topic .words',
  link: null,
  reads: {
    url,
    authorHandle: nok.name,
    authorId: nok.id,
    text: `${title}\n${body}`,
    postedAt: moment,
    counts: { likes: 12 },
  },
});
const commentThing = (number: string, person: typeof nok, text: string): FixtureThing => ({
  kind: 'COMMENT',
  pointAt: `#c${number} .words`,
  select: `#c${number} .words`,
  link: null,
  reads: {
    url: `${home}/topic/42000001/comment${number}`,
    authorHandle: person.name,
    authorId: person.id,
    text,
    postedAt: moment,
    parentId: '42000001',
    counts: { likes: 12 },
  },
});

const page = (before = '') =>
  documentOf(
    title,
    `${before}<div id="main-body-content">${topic}${comments}</div><aside><a href="/topic/42000002">กระทู้อื่น</a></aside>`,
    '',
    'lang="th"',
  );

const pages: FixturePage[] = [
  {
    name: 'a topic with a comment and a reply',
    variant: 'SIGNED_IN',
    url: `${home}/topic/42000001`,
    html: page('<nav><a href="/profile/4000099">บัญชีของฉัน</a></nav>'),
    things: [
      topicThing(`${home}/topic/42000001`),
      commentThing('1', tom, answerWords),
      commentThing('1-1', nok, thanksWords),
    ],
    others: ['กระทู้อื่น', 'บัญชีของฉัน'],
  },
  {
    name: 'a comment that the address names',
    variant: 'SIGNED_IN',
    url: `${home}/topic/42000001/comment1`,
    html: page(),
    things: [commentThing('1', tom, answerWords)],
    others: ['กระทู้อื่น', body],
  },
  {
    name: 'a topic with a comment',
    variant: 'SIGNED_OUT',
    url: `${home}/topic/42000001?sc=invented`,
    html: page('<nav><a href="/login">เข้าสู่ระบบ</a></nav>'),
    things: [topicThing(`${home}/topic/42000001?sc=invented`), commentThing('1', tom, answerWords)],
    others: ['กระทู้อื่น', 'เข้าสู่ระบบ'],
  },
  {
    name: 'a topic with a comment on a phone',
    variant: 'MOBILE',
    url: 'https://m.pantip.com/topic/42000001',
    html: page('<button>เปิดในแอป</button>'),
    things: [topicThing('https://m.pantip.com/topic/42000001'), commentThing('1', tom, answerWords)],
    others: ['กระทู้อื่น'],
  },
];

/** Imitated pages of Pantip. */
export const pantipFixtures: PlatformFixtures = { platform: 'PANTIP', pages };
