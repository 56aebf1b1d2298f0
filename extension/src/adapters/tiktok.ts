import { attributeOf, findFirst } from './page/dom.ts';
import { identityOf, namesOneThing } from './page/identity.ts';
import type { Reading } from './reading.ts';
import { siteAdapter } from './site/site-adapter.ts';

const comment = '[class*="DivCommentItemWrapper"]';

/**
 * TikTok names what it shows in `data-e2e`. Comments have no address. A video in a feed has no link to itself either,
 * but its player carries the video's number.
 */
export const tiktok = siteAdapter({
  platform: 'TIKTOK',
  items: `[data-e2e="recommend-list-item-container"], article[data-e2e], ${comment}`,
  comments: comment,
  main: '#main-content-video_detail, #main-content-photo_detail, [class*="DivBrowserModeContainer"], #main-content-live',
  author: [
    'a[data-e2e="video-author-avatar"], a:has([data-e2e="video-author-uniqueid"])',
    'a:has([data-e2e="browse-username"]), [data-e2e="browse-user-avatar"]',
    'a[href]:has([data-e2e^="comment-username"]), [data-e2e^="comment-username"] a[href]',
    'a:has([data-e2e="user-profile-uid"]), [data-e2e="live-host"] a[href]',
  ],
  text: [
    '[data-e2e^="comment-level"]',
    '[data-e2e="video-desc"], [data-e2e="browse-video-desc"], [data-e2e="new-desc-span"]',
    '[data-e2e="user-profile-live-title"]',
  ],
  time: [],
  counts: {
    likes: ['[data-e2e="like-count"], [data-e2e="browse-like-count"], [data-e2e="comment-like-count"]'],
    comments: ['[data-e2e="comment-count"], [data-e2e="browse-comment-count"]'],
    shares: ['[data-e2e="share-count"]'],
    views: ['[data-e2e="live-people-count"]'],
  },
  isFeed: (url) => /^\/(?:foryou|following|[a-z]{2}(?:-[A-Z]{2})?)?\/?$/.test(url.pathname),
  finish: (reading, item) => withTime(withPlayersAddress(reading, item)),
});

function withPlayersAddress(reading: Reading, item: Element): Reading {
  if (reading.hasOwnAddress || reading.authorHandle === '') return reading;
  const player = findFirst(item, '[id^="xgwrapper-"]');
  const [, id] = /-(\d{15,20})$/.exec(player === null ? '' : (attributeOf(player, 'id') ?? '')) ?? [];
  const url = `https://www.tiktok.com/@${reading.authorHandle}/video/${id}`;
  return id !== undefined && namesOneThing(identityOf(url))
    ? { ...reading, url, hasOwnAddress: true }
    : reading;
}

/** The number of a post begins with the second in which it was made: its upper 32 bits. */
function withTime(reading: Reading): Reading {
  const post = reading.hasOwnAddress ? identityOf(reading.url)?.ids.post : undefined;
  const seconds = post === undefined || post.length > 20 ? 0 : Number(BigInt(post) >> 32n);
  // TikTok began in 2016.
  if (seconds < Date.UTC(2016, 0) / 1_000 || seconds > Date.now() / 1_000) return reading;
  return { ...reading, postedAt: new Date(seconds * 1_000).toISOString() };
}
