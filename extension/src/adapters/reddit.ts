import { attributeOf, isMatch } from './page/dom.ts';
import { identityOf } from './page/identity.ts';
import { momentOf } from './page/time.ts';
import type { Counts, Reading } from './reading.ts';
import { siteAdapter } from './site/site-adapter.ts';

const post = 'shreddit-post, .thing.link';
const comment = 'shreddit-comment, .thing.comment';

/**
 * Reddit: posts and comments, in the present site and on old.reddit.com. Both state author, address and numbers in
 * attributes. A chat lies in shadow trees that are not entered: its room is taken, with the words that are selected.
 */
export const reddit = siteAdapter({
  platform: 'REDDIT',
  items: `${post}, ${comment}`,
  comments: comment,
  address(item) {
    const path = attributeOf(item, 'permalink') ?? attributeOf(item, 'data-permalink');
    const isOwn = path !== null && /^\/(?:r|u|user)\/[\w-]+\/comments\//.test(path);
    return isOwn ? `https://www.reddit.com${path}` : null;
  },
  account(item) {
    const author = authorOf(item);
    return author === '' ? null : `https://www.reddit.com/user/${author}/`;
  },
  text: [
    '[slot="title"], [slot="text-body"]',
    '[slot="comment"]',
    '.entry a.title, .entry .usertext-body .md',
    '.entry .md',
  ],
  isFeed: (url, identity) =>
    /^\/(?:best|hot|new|top|popular)?\/?$/.test(url.pathname) || identity?.kind === 'GROUP',
  finish: (reading, item) => ({
    ...reading,
    authorHandle: authorOf(item) || reading.authorHandle,
    authorId: keyOf(item),
    groupId: identityOf(reading.url)?.ids.subreddit ?? '',
    postedAt: reading.postedAt || momentOf(attributeOf(item, 'created-timestamp')),
    counts: countsOf(item, reading),
  }),
});

function authorOf(item: Element): string {
  const author = attributeOf(item, 'author') ?? attributeOf(item, 'data-author') ?? '';
  return /^[\w-]{2,40}$/.test(author) ? author : '';
}

/** Reddit's own key of the author: `t2_…`. */
function keyOf(item: Element): string {
  const key = attributeOf(item, 'author-id') ?? attributeOf(item, 'data-author-fullname') ?? '';
  return /^t2_\w{1,20}$/.test(key) ? key : '';
}

function countsOf(item: Element, { counts }: Reading): Counts {
  const stated = (...names: string[]) =>
    names.map((name) => attributeOf(item, name) ?? '').find((value) => /^\d{1,12}$/.test(value));
  const likes = stated('score', 'data-score');
  const comments = isMatch(item, post) ? stated('comment-count', 'data-comments-count') : undefined;
  return {
    ...counts,
    ...(likes === undefined ? {} : { likes: Number(likes) }),
    ...(comments === undefined ? {} : { comments: Number(comments) }),
  };
}
