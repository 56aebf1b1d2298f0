import { attributeOf, findAll, findFirst, isMatch } from './page/dom.ts';
import { identityOf } from './page/identity.ts';
import type { PageView } from './page/page-view.ts';
import { momentOf } from './page/time.ts';
import type { Reading } from './reading.ts';
import { siteAdapter } from './site/site-adapter.ts';

const video = 'ytd-watch-metadata, ytm-slim-video-metadata-section-renderer';
const short = 'ytd-reel-video-renderer[is-active], ytm-reel-player-overlay-renderer';
const comment = 'ytd-comment-view-model, ytd-comment-renderer, ytm-comment-renderer';

/**
 * YouTube: videos, shorts, live streams, comments, channel posts. Its own elements are named for what they are. The chat
 * beside a live stream is a frame of its own and is not read.
 */
export const youtube = siteAdapter({
  platform: 'YOUTUBE',
  items: `${comment}, ytd-backstage-post-renderer, ytm-backstage-post-renderer`,
  comments: comment,
  main: `${video}, ${short}`,
  permalink: ['#published-time-text a[href], .published-time-text a[href]'],
  author: [
    'a#author-text[href], a.comment-author[href], .ytmCommentHeaderAuthor a[href]',
    'ytd-video-owner-renderer a[href], ytm-slim-owner-renderer a[href]',
    'yt-reel-channel-bar-view-model a[href], .reel-player-overlay-channel a[href]',
  ],
  text: [
    '#content-text, .comment-text',
    'h1, .slim-video-information-title, #description-inline-expander, ytm-expandable-video-description-body-renderer',
    'yt-shorts-video-title-view-model, .reel-player-overlay-title',
  ],
  time: [],
  counts: { likes: ['#vote-count-middle'] },
  words: {
    notices:
      'yt-playability-error-supported-renderers, ytd-player-error-message-renderer, ytm-player-error-message-renderer, ytd-background-promo-renderer, .ytp-error',
    gone: /video unavailable|isn.t available any ?more|no longer available|has been removed|(?:was|been) (?:removed|terminated|closed)|วิดีโอ(?:นี้)?ไม่(?:พร้อม|มี)|ถูก(?:นำออก|ลบ|ยกเลิก|ปิด)/iu,
    restricted:
      /private video|video is private|confirm your age|age-restricted|inappropriate for some users|available in your country|วิดีโอส่วนตัว|ยืนยันอายุ|จำกัดอายุ|ในประเทศของคุณ/iu,
    wall: /not a (?:ro)?bot|before you continue|ไม่ใช่(?:บอท|หุ่นยนต์)|ก่อนที่จะไปยัง/iu,
  },
  finish: (reading, item, view) => (isMatch(item, `${video}, ${short}`) ? withFacts(reading, view) : reading),
});

/**
 * When a video was published and whether it is live, from what the page says of itself. YouTube changes its pages
 * without loading them and leaves the old facts behind, so they must be of this very video.
 */
function withFacts(reading: Reading, view: PageView): Reading {
  const id = identityOf(reading.url)?.ids.video;
  const facts = findAll(view.document, '[itemscope][itemtype$="/VideoObject"]', 5).find(
    (candidate) => id !== undefined && factOf(candidate, 'identifier') === id,
  );
  if (facts === undefined || id === undefined) return reading;
  const isLive = factOf(facts, 'isLiveBroadcast') === 'True' && factOf(facts, 'endDate') === null;
  return {
    ...reading,
    url: isLive ? `https://www.youtube.com/live/${id}` : reading.url,
    postedAt: momentOf(factOf(facts, 'startDate') ?? factOf(facts, 'datePublished')),
  };
}

function factOf(facts: Element, name: string): string | null {
  const fact = findFirst(facts, `meta[itemprop="${name}"]`);
  return fact === null ? null : attributeOf(fact, 'content');
}
