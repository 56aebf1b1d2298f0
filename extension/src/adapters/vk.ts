import { attributeOf, findFirst, isMatch } from './page/dom.ts';
import { identityOf } from './page/identity.ts';
import { momentOf, momentOfSeconds } from './page/time.ts';
import { siteAdapter } from './site/site-adapter.ts';

const comment = '.reply[id^="post"], .ReplyItem';
const video =
  '#mv_main_info, .VideoLayerInfo, [data-testid="video_page_info"], .VideoPage__info, .ShortVideoInfo';
const authors = [
  'a.PostHeaderTitle__authorLink[href], .post_author a.author[href], .reply_author a.author[href]',
  'a.pi_author[href], a.ReplyItem__name[href]',
  'a.VideoLayerInfo__authorName[href], a.mv_author_name[href], a.VideoPage__author[href], a.ShortVideoInfo__author[href]',
];

/**
 * VK: posts of walls and their comments, videos and clips, on vk.com, vkvideo.ru and the mobile site. Communities are
 * authors too; their number, with a minus, is the author's id.
 */
export const vk = siteAdapter({
  platform: 'VK',
  items: `.post[data-post-id], .wall_item, ${comment}`,
  comments: comment,
  main: video,
  foreign: '.copy_quote, .pi_repost, .replies, .ReplyItem__replies',
  permalink: [
    'a.PostHeaderSubtitle__link[href], a.post_link[href], a.wi_date[href]',
    'a.wd_lnk[href], a.ReplyItem__date[href]',
  ],
  author: authors,
  text: [
    '.wall_post_text, .pi_text',
    '.wall_reply_text, .ReplyItem__body',
    '.mv_title, .mv_description, .VideoLayerInfo__title, .VideoLayerInfo__description',
    '.VideoPage__title, .VideoPage__description, .ShortVideoInfo__text',
  ],
  time: [
    ['.rel_date[time]', 'time'],
    ['time[datetime]', 'datetime'],
  ],
  moment: (written) => momentOfSeconds(written) || momentOf(written),
  counts: {
    likes: ['.PostButtonReactions__title', '.like_btn.like .like_button_count'],
    views: ['.like_views'],
  },
  isFeed: (url) => /^\/feed\/?$/.test(url.pathname),
  finish(reading, item) {
    const link = authors.map((selector) => findFirst(item, selector)).find((found) => found !== null);
    const stated = link == null ? '' : (attributeOf(link, 'data-from-id') ?? '');
    // What stands on a wall is its owner's unless the page says otherwise.
    const owner = isMatch(item, comment) ? '' : (identityOf(reading.url)?.ids.owner ?? '');
    return { ...reading, authorId: /^-?\d{1,20}$/.test(stated) ? stated : reading.authorId || owner };
  },
});
