import { attributeOf, findAll, isMatch } from './page/dom.ts';
import { identityOf } from './page/identity.ts';
import type { PageView } from './page/page-view.ts';
import { momentOf } from './page/time.ts';
import { siteAdapter } from './site/site-adapter.ts';

const comment = '.display-post-wrapper.section-comment, .display-post-wrapper.sub-comment';

/** Pantip: topics, comments and replies. A comment's number is shown, and makes its address. */
export const pantip = siteAdapter({
  platform: 'PANTIP',
  items: `.display-post-wrapper.main-post, ${comment}`,
  comments: comment,
  address: addressOf,
  permalink: [],
  author: ['a.display-post-name[href]'],
  text: ['.display-post-title, .display-post-story'],
  time: [['.display-post-timestamp abbr[data-utime], abbr.timeago[data-utime]', 'data-utime']],
  moment: momentInThailand,
  counts: { likes: ['.like-score'] },
  finish: (reading, item) => ({
    ...reading,
    parentId: isMatch(item, comment) ? (identityOf(reading.url)?.ids.topic ?? '') : '',
  }),
});

function addressOf(item: Element, view: PageView): string | null {
  const topic = identityOf(view.url.href)?.ids.topic;
  if (topic === undefined) return null;
  if (!isMatch(item, comment)) return `https://pantip.com/topic/${topic}`;
  for (const mark of findAll(item, '.display-post-number[id]', 3)) {
    const [, number] = /^comment(\d{1,7}(?:-\d{1,7})?)$/.exec(attributeOf(mark, 'id') ?? '') ?? [];
    if (number !== undefined) return `https://pantip.com/topic/${topic}/comment${number}`;
  }
  return null;
}

/** `11/28/2026 10:15:30`, in Thailand's time as all of the site is. */
function momentInThailand(written: string | null): string {
  const [, month, day, year, time] =
    /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2}:\d{2})$/.exec(written ?? '') ?? [];
  return time === undefined ? '' : momentOf(`${year}-${month}-${day}T${time}+07:00`);
}
