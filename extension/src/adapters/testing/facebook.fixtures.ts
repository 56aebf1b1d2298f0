import { documentOf, type FixturePage, media, type PlatformFixtures } from './fixture-page.ts';

const home = 'https://www.facebook.com';
const tracking = '?__cft__[0]=AZXinvented&amp;__tn__=%2CO%2CP-R';

interface Person {
  path: string;
  name: string;
}
const harbour: Person = { path: '/harbour.school.example', name: 'Harbour School' };
const mali: Person = { path: '/mali.reader.example', name: 'Mali Reader' };
const tom: Person = { path: '/profile.php?id=100064000000017', name: 'Tom Invented' };

const campWords = 'Our summer camp still has places. Parents can meet the team on Saturday 🏕';
const questionWords = 'ค่ายนี้รับเด็กอายุเท่าไหร่คะ';
const answerWords = 'Seven to twelve, with a parent on the first day.';
const groupWords = 'Lost: one blue bicycle near the market. Please write if you saw it.';

const control = (label: string) =>
  `<div role="button" tabindex="0" aria-label="${label}"><span>${label}</span></div>`;
const emoji = '<img alt="🏕" src="/emoji.png" width="16" height="16">';

function post(id: string, path: string, person: Person, words: string, inside = '', attributes = ''): string {
  return `
<div role="article" aria-posinset="1" id="${id}" ${attributes}>
  <div><h3><a role="link" href="${person.path}${person.path.includes('?') ? '&amp;' : '?'}__tn__=-UC*F"><strong><span>${person.name}</span></strong></a></h3>
    <span><a role="link" class="when" href="${path}${tracking}"><span>3 h</span></a> · <span aria-hidden="true">Public</span></span></div>
  <div data-ad-rendering-role="story_message" data-ad-comet-preview="message" dir="auto"><div><div class="words">${words}</div></div></div>
  <div>${media}</div>
  <div>${control('Like: 12 people')} <div role="button" tabindex="0">4 comments</div> <div role="button" tabindex="0">1.2K shares</div></div>
  <div>${control('Comment')}</div>
  <div>${inside}</div>
</div>`;
}

function comment(id: string, link: string | null, person: Person, words: string, inside = ''): string {
  return `
<div role="article" aria-label="Comment by ${person.name} 2 hours ago" id="${id}">
  <div><span><a role="link" href="${person.path}"><span><span dir="auto">${person.name}</span></span></a></span>
    <div dir="auto" class="words" style="text-align: start"><div dir="auto">${words}</div></div></div>
  <ul><li>${link === null ? '<span>2 h</span>' : `<a role="link" class="when" href="${link}&amp;__tn__=R">2 h</a>`}</li><li>${control('Reply')}</li></ul>
  ${inside}
</div>`;
}

const camp = `${harbour.path}/posts/2028000000000017`;
const other = `${mali.path}/posts/2028000000000018`;
const question = `${home}${camp}?comment_id=3028000000000001`;
const answer = `${question}&amp;reply_comment_id=3028000000000002`;
const otherWords = 'The tide table for next week is out.';

const campPost = (comments: string) => post('camp', camp, harbour, campWords.replace('🏕', emoji), comments);
const campReads = {
  authorHandle: 'harbour.school.example',
  text: campWords,
  counts: { likes: 12, comments: 4, shares: 1_200 },
};
const questionThing = {
  kind: 'COMMENT',
  pointAt: '#question .words',
  select: '#question .words',
  link: '#question .when',
  reads: {
    url: question,
    authorHandle: 'mali.reader.example',
    text: questionWords,
    parentId: '2028000000000017',
  },
} as const;
const answerThing = {
  kind: 'COMMENT',
  pointAt: '#answer .words',
  select: '#answer .words',
  link: '#answer .when',
  reads: {
    url: answer.replace('&amp;', '&'),
    authorHandle: 'Tom Invented',
    authorId: '100064000000017',
    text: answerWords,
    parentId: '2028000000000017',
  },
} as const;

const signedInPost: FixturePage = {
  name: 'a post with comments',
  variant: 'SIGNED_IN',
  url: `${home}${camp}`,
  html: documentOf(
    'Harbour School',
    `<div role="banner"><a href="/">Feed</a></div><div role="main">
      ${campPost(comment('question', question, mali, questionWords, comment('answer', answer, tom, answerWords)))}
      ${post('other', other, mali, otherWords)}</div>`,
    `<link rel="canonical" href="${home}/old.example/posts/1111111111111">`,
  ),
  things: [
    {
      kind: 'POST',
      pointAt: '#camp .words',
      select: '#camp .words',
      link: '#camp .when',
      reads: { url: `${home}${camp}`, ...campReads },
    },
    questionThing,
    answerThing,
  ],
  others: [otherWords],
};

const feed: FixturePage = {
  name: 'a feed',
  variant: 'SIGNED_IN',
  url: `${home}/`,
  html: documentOf(
    'Feed',
    `<div role="banner"><a href="/">Feed</a></div><div role="feed">${post('other', other, mali, otherWords)}
     ${campPost('')}${post('lost', '/groups/700000000000001/posts/2028000000000019', tom, groupWords)}</div>`,
  ),
  things: [
    {
      kind: 'POST',
      pointAt: '#camp .words',
      select: '#camp .words',
      link: '#camp .when',
      reads: { url: `${home}${camp}`, ...campReads },
    },
    {
      kind: 'POST',
      pointAt: '#lost .words',
      select: '#lost .words',
      link: '#lost .when',
      reads: {
        url: `${home}/groups/700000000000001/posts/2028000000000019`,
        authorHandle: 'Tom Invented',
        authorId: '100064000000017',
        text: groupWords,
        groupId: '700000000000001',
        counts: { likes: 12, comments: 4, shares: 1_200 },
      },
    },
  ],
  others: [otherWords],
};

const watch: FixturePage = {
  name: 'a video',
  variant: 'SIGNED_IN',
  url: `${home}/watch/?v=5028000000000001`,
  html: documentOf(
    'Video',
    `<div role="main"><div data-pagelet="WatchPermalinkVideo" id="film"><div>${media}</div>
      <h2><a role="link" href="${harbour.path}">${harbour.name}</a></h2>
      <div dir="auto" class="words">How to tie a life jacket</div><div role="button" tabindex="0">3K views</div></div>
      ${comment('question', `${home}/watch/?v=5028000000000001&amp;comment_id=3028000000000005`, mali, questionWords)}</div>`,
  ),
  things: [
    {
      kind: 'VIDEO',
      pointAt: '#film .words',
      select: '#film .words',
      link: null,
      reads: {
        url: `${home}/watch/?v=5028000000000001`,
        authorHandle: 'harbour.school.example',
        text: 'How to tie a life jacket',
        counts: { views: 3_000 },
      },
    },
    {
      ...questionThing,
      reads: {
        ...questionThing.reads,
        url: `${home}/watch/?v=5028000000000001&comment_id=3028000000000005`,
        parentId: '5028000000000001',
      },
    },
  ],
  others: [],
};

const signedOutPost: FixturePage = {
  name: 'a post behind the log-in banner',
  variant: 'SIGNED_OUT',
  url: `${home}${camp}`,
  html: documentOf(
    'Harbour School',
    `<div role="banner"><form><input name="email" aria-label="E-mail"><button>Log in</button></form></div>
     <div role="main"><div role="article" aria-posinset="1" id="camp"><h2><strong>${harbour.name}</strong></h2><span>3 h</span>
       <div data-ad-rendering-role="story_message" dir="auto" class="words">${campWords.replace('🏕', emoji)}</div>${media}</div></div>
     <div role="dialog"><h2>See more from ${harbour.name}</h2><p>Log in to go on</p></div>`,
  ),
  things: [
    {
      kind: 'POST',
      pointAt: '#camp .words',
      select: '#camp .words',
      link: null,
      reads: { url: `${home}${camp}`, authorHandle: 'harbour.school.example', text: campWords },
    },
  ],
  others: ['Log in to go on'],
};

const mobilePost: FixturePage = {
  name: 'a post with a comment on a phone',
  variant: 'MOBILE',
  url: `https://m.facebook.com${camp}`,
  html: documentOf(
    'Harbour School',
    `<div id="m_story_permalink_view"><article id="camp"><header><h3><strong><a href="${harbour.path}?refid=52">${harbour.name}</a></strong></h3>
       <a class="when" href="${camp}?refid=52"><abbr data-utime="1795860930">3 h</abbr></a></header>
       <div data-ad-preview="message" class="words">${campWords.replace('🏕', emoji)}</div>${media}</article>
     <div data-sigil="comment" id="question"><h3><a href="${mali.path}?rc=p">${mali.name}</a></h3>
       <div data-sigil="comment-body" class="words">${questionWords}</div>
       <a class="when" href="${camp}?comment_id=3028000000000001&amp;refid=52"><abbr>2 h</abbr></a></div></div>`,
  ),
  things: [
    {
      kind: 'POST',
      pointAt: '#camp .words',
      select: '#camp .words',
      link: '#camp .when',
      reads: {
        url: `https://m.facebook.com${camp}`,
        authorHandle: 'harbour.school.example',
        text: campWords,
        postedAt: '2026-11-28T10:15:30.000Z',
      },
    },
    {
      ...questionThing,
      reads: { ...questionThing.reads, url: `https://m.facebook.com${camp}?comment_id=3028000000000001` },
    },
  ],
  others: [],
};

/** Imitated pages of Facebook. */
export const facebookFixtures: PlatformFixtures = {
  platform: 'FACEBOOK',
  pages: [signedInPost, feed, watch, signedOutPost, mobilePost],
};
