import {
  documentOf,
  type FixturePage,
  type FixtureThing,
  media,
  type PlatformFixtures,
} from './fixture-page.ts';

const home = 'https://www.youtube.com';
const videoId = 'harbourWa1k';
const watchUrl = `${home}/watch?v=${videoId}`;
const title = 'A walk along the harbour';
const description = 'Filmed at low tide. The song is our own.';
const commentId = 'UgxHarbourExampleComment4AaABAg';
const replyId = 'UgxHarbourExampleComment4AaABAg.9xReplyOfTheChannel';
const commentWords = 'ไฟที่ท่าเรือสวยมาก';
const replyWords = 'Thank you! It is the old lighthouse.';

/** What a page says of its video to machines; it stands in the body. */
const facts = (id: string, live = false) => `
<div itemid="" itemscope itemtype="http://schema.org/VideoObject" hidden>
  <meta itemprop="name" content="${title}"><meta itemprop="identifier" content="${id}">
  <meta itemprop="datePublished" content="2026-11-20T08:00:12-08:00">
  ${live ? '<span itemprop="publication" itemscope itemtype="http://schema.org/BroadcastEvent"><meta itemprop="isLiveBroadcast" content="True"><meta itemprop="startDate" content="2026-11-28T09:00:00+00:00"></span>' : ''}
</div>`;

const comment = (id: string, handle: string, words: string, likes: string) => `
<ytd-comment-view-model id="comment" class="c-${id.length}" style="display:block">
  <div id="header-author"><h3><a id="author-text" href="/@${handle}"><span>@${handle}</span></a></h3>
    <span id="published-time-text"><a href="/watch?v=${videoId}&amp;lc=${id}">2 days ago</a></span></div>
  <div id="content-text"><span role="text">${words}</span></div>
  <div><button aria-label="Like this comment">Like</button><span id="vote-count-middle" aria-label="${likes} likes">${likes}</span><button>Reply</button></div>
</ytd-comment-view-model>`;

const thread = `
<ytd-comment-thread-renderer style="display:block">${comment(commentId, 'viewer-example', commentWords, '31')}
  <div id="replies">${comment(replyId, 'harbour-walks-example', replyWords, '2')}</div></ytd-comment-thread-renderer>`;

const metadata = `
<ytd-watch-metadata style="display:block"><div id="title"><h1>${title}</h1></div>
  <div id="owner"><ytd-video-owner-renderer><a href="/@harbour-walks-example">Harbour Walks</a><span>12K subscribers</span></ytd-video-owner-renderer></div>
  <div id="actions"><button aria-label="like this video along with 1,204 other people">Like</button></div>
  <div id="description"><div id="description-inline-expander">${description}</div></div></ytd-watch-metadata>`;

const beside = `<div id="related"><ytd-compact-video-renderer style="display:block"><a href="/watch?v=another0000">Another film</a></ytd-compact-video-renderer></div>`;

const videoThing = (url: string): FixtureThing => ({
  kind: 'VIDEO',
  pointAt: 'ytd-watch-metadata h1',
  select: 'ytd-watch-metadata h1',
  link: null,
  reads: {
    url,
    authorHandle: 'harbour-walks-example',
    text: `${title}\n${description}`,
    postedAt: '2026-11-20T16:00:12.000Z',
    counts: { likes: 1_204 },
  },
});

const commentThing: FixtureThing = {
  kind: 'COMMENT',
  pointAt: 'ytd-comment-thread-renderer > ytd-comment-view-model #content-text',
  select: 'ytd-comment-thread-renderer > ytd-comment-view-model #content-text',
  link: 'ytd-comment-thread-renderer > ytd-comment-view-model #published-time-text a',
  reads: {
    url: `${watchUrl}&lc=${commentId}`,
    authorHandle: 'viewer-example',
    text: commentWords,
    parentId: videoId,
    counts: { likes: 31 },
  },
};

const replyThing: FixtureThing = {
  kind: 'COMMENT',
  pointAt: '#replies #content-text',
  select: '#replies #content-text',
  link: '#replies #published-time-text a',
  reads: {
    url: `${watchUrl}&lc=${replyId}`,
    authorHandle: 'harbour-walks-example',
    text: replyWords,
    parentId: videoId,
    counts: { likes: 2 },
  },
};

const watchPage = (url: string, live = false) =>
  documentOf(
    title,
    `<ytd-app><div id="player">${media}</div>${facts(videoId, live)}${metadata}${beside}<ytd-comments style="display:block">${thread}</ytd-comments></ytd-app>`,
    `<link rel="canonical" href="${url}">`,
  );

const pages: FixturePage[] = [
  {
    name: 'a video with comments',
    variant: 'SIGNED_IN',
    url: watchUrl,
    html: watchPage(watchUrl),
    things: [videoThing(watchUrl), commentThing, replyThing],
    others: ['Another film'],
  },
  {
    name: 'a comment that the address names',
    variant: 'SIGNED_IN',
    url: `${watchUrl}&lc=${commentId}`,
    html: watchPage(watchUrl),
    things: [commentThing],
    others: ['Another film', title],
  },
  {
    name: 'a live stream',
    variant: 'SIGNED_IN',
    url: watchUrl,
    html: watchPage(watchUrl, true),
    things: [
      {
        ...videoThing(`${home}/live/${videoId}`),
        kind: 'LIVE',
        reads: { ...videoThing(`${home}/live/${videoId}`).reads, postedAt: '2026-11-28T09:00:00.000Z' },
      },
    ],
    others: ['Another film'],
  },
  {
    name: 'a short',
    variant: 'SIGNED_IN',
    url: `${home}/shorts/sh0rtTide_1`,
    html: documentOf(
      'Tide',
      `<ytd-shorts style="display:block"><ytd-reel-video-renderer is-active style="display:block" id="short"><div>${media}</div>
        <yt-reel-channel-bar-view-model><a href="/@harbour-walks-example/shorts">@harbour-walks-example</a></yt-reel-channel-bar-view-model>
        <yt-shorts-video-title-view-model style="display:block"><h2>The tide in ten seconds</h2></yt-shorts-video-title-view-model>
        <button aria-label="like this video along with 88 other people">Like</button></ytd-reel-video-renderer>
        <ytd-reel-video-renderer style="display:block"><h2>The next short</h2></ytd-reel-video-renderer></ytd-shorts>`,
    ),
    things: [
      {
        kind: 'VIDEO',
        pointAt: '#short h2',
        select: '#short h2',
        link: null,
        reads: {
          url: `${home}/shorts/sh0rtTide_1`,
          authorHandle: 'harbour-walks-example',
          text: 'The tide in ten seconds',
          counts: { likes: 88 },
        },
      },
    ],
    others: ['The next short'],
  },
  {
    name: 'a post of a channel',
    variant: 'SIGNED_IN',
    url: `${home}/post/UgkxHarbourExamplePost0001`,
    html: documentOf(
      'Post',
      `<ytd-backstage-post-renderer style="display:block" id="post"><a id="author-text" href="/@harbour-walks-example"><span>Harbour Walks</span></a>
        <span id="published-time-text"><a href="/post/UgkxHarbourExamplePost0001">1 day ago</a></span>
        <div id="content-text">Which pier should we film next?</div>${media}
        <span id="vote-count-middle" aria-label="7 likes">7</span></ytd-backstage-post-renderer>`,
    ),
    things: [
      {
        kind: 'POST',
        pointAt: '#post #content-text',
        select: '#post #content-text',
        link: '#post #published-time-text a',
        reads: {
          url: `${home}/post/UgkxHarbourExamplePost0001`,
          authorHandle: 'harbour-walks-example',
          text: 'Which pier should we film next?',
          counts: { likes: 7 },
        },
      },
    ],
    others: [],
  },
  {
    name: 'a video with comments',
    variant: 'SIGNED_OUT',
    url: `${watchUrl}&t=90s`,
    html: watchPage(watchUrl).replace('<ytd-app>', '<ytd-app><a href="/signin">Sign in</a>'),
    things: [videoThing(`${watchUrl}&t=90s`), commentThing],
    others: ['Another film', 'Sign in'],
  },
  {
    name: 'a video with a comment that has no link of its own',
    variant: 'MOBILE',
    url: `https://m.youtube.com/watch?v=${videoId}`,
    html: documentOf(
      title,
      `<ytm-watch>${media}<ytm-slim-video-metadata-section-renderer style="display:block" id="film">
        <h2 class="slim-video-information-title">${title}</h2>
        <ytm-slim-owner-renderer><a href="/@harbour-walks-example">Harbour Walks</a></ytm-slim-owner-renderer></ytm-slim-video-metadata-section-renderer>
       <ytm-comment-renderer style="display:block" id="comment"><a class="comment-author" href="/@viewer-example">@viewer-example</a><span>2 days ago</span>
        <p class="comment-text">${commentWords}</p></ytm-comment-renderer></ytm-watch>`,
    ),
    things: [
      {
        kind: 'VIDEO',
        pointAt: '#film h2',
        select: '#film h2',
        link: null,
        reads: {
          url: `https://m.youtube.com/watch?v=${videoId}`,
          authorHandle: 'harbour-walks-example',
          text: title,
        },
      },
      {
        kind: 'VIDEO',
        pointAt: '#comment .comment-text',
        select: '#comment .comment-text',
        link: null,
        reads: {
          url: `https://m.youtube.com/watch?v=${videoId}`,
          hasOwnAddress: false,
          authorHandle: 'viewer-example',
          text: commentWords,
        },
      },
    ],
    others: [],
  },
];

/** Imitated pages of YouTube. */
export const youtubeFixtures: PlatformFixtures = { platform: 'YOUTUBE', pages };
