import type { PlatformUrls } from '../content-url.ts';
import { known, onDomain, pathOf } from '../url-parts.ts';

const home = 'https://pantip.com';

/** Pantip. Comments count within their topic (`comment12`), replies within their comment (`comment12-3`). */
export const pantip: PlatformUrls = {
  platform: 'PANTIP',
  matches: (url) => onDomain(url, 'pantip.com'),

  identify(url) {
    const path = pathOf(url);
    if (path === null) return null;
    const [, topic, inPath] = /^topic\/(\d{1,15})(?:\/(comment[\d-]*))?$/.exec(path) ?? [];
    if (topic) {
      const form = /^#?comment(\d{1,7})(?:-(\d{1,7}))?$/;
      const [, comment, reply] = form.exec(inPath ?? '') ?? form.exec(url.hash) ?? [];
      if (!comment) return known('PANTIP', 'POST', `topic:${topic}`, `${home}/topic/${topic}`, { topic });
      const number = reply ? `${comment}-${reply}` : comment;
      return known(
        'PANTIP',
        'COMMENT',
        `comment:${topic}/${number}`,
        `${home}/topic/${topic}/comment${number}`,
        {
          topic,
          comment,
          reply,
        },
      );
    }
    const [, user] = /^profile\/(\d{1,15})(?:\/|$)/.exec(path) ?? [];
    if (user) return known('PANTIP', 'PROFILE', `user:${user}`, `${home}/profile/${user}`, { user });
    const [, forum] = /^forum\/([a-z\d_-]{2,40})$/i.exec(path) ?? [];
    if (forum) {
      const group = forum.toLowerCase();
      return known('PANTIP', 'GROUP', `forum:${group}`, `${home}/forum/${group}`, { forum: group });
    }
    const [, tag] = /^tag\/([^/]+)$/.exec(path) ?? [];
    return tag
      ? known('PANTIP', 'SEARCH', null, `${home}/tag/${encodeURIComponent(tag)}`, { query: tag })
      : null;
  },
};
