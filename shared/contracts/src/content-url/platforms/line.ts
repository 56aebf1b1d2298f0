import type { PlatformUrls } from '../content-url.ts';
import { known, onDomain, pathOf, shortLink } from '../url-parts.ts';

const home = 'https://line.me';

/**
 * LINE. Most of its content has no public URL; what there is names accounts and invitations. LINE ids are
 * lower-case, tickets and tokens case-sensitive. Forms: developers.line.biz, "Use LINE features with the LINE
 * URL scheme".
 */
export const line: PlatformUrls = {
  platform: 'LINE',
  matches: (url) => onDomain(url, 'line.me', 'lin.ee', 'line.naver.jp'),

  identify(url) {
    const path = pathOf(url);
    if (path === null) return null;
    if (onDomain(url, 'lin.ee')) {
      return /^\w{4,20}$/.test(path) ? shortLink('LINE', `https://lin.ee/${path}`, path) : null;
    }

    if (onDomain(url, 'page.line.me')) {
      const [, account] = /^@?([a-z\d._-]{2,40})(?:\/|$)/i.exec(path) ?? [];
      return account ? officialAccount(account) : null;
    }
    if (onDomain(url, 'linevoom.line.me', 'timeline.line.me')) {
      const [, teller, post] = /^post\/(?:([\w-]+)\/)?(\d{6,30})$/.exec(path) ?? [];
      if (post) {
        const ids = { post, user: teller };
        return known('LINE', 'POST', `post:${post}`, `https://linevoom.line.me/post/${post}`, ids);
      }
      const [, user] = /^user\/([\w-]{6,80})$/.exec(path) ?? [];
      return user
        ? known('LINE', 'PROFILE', `voom:${user}`, `https://linevoom.line.me/user/${user}`, { user })
        : null;
    }
    if (onDomain(url, 'openchat.line.me')) {
      const [, group] = /^(?:[a-z]{2}\/)?cover\/([\w-]{6,100})$/.exec(path) ?? [];
      const canonicalUrl = `https://openchat.line.me/cover/${group}`;
      return group ? known('LINE', 'GROUP', `openchat:${group}`, canonicalUrl, { group }) : null;
    }
    if (!onDomain(url, 'line.naver.jp') && !/^(?:www\.)?line\.me$/.test(url.hostname)) return null;

    const [, official] =
      /^(?:R\/)?(?:ti\/p|oaMessage|home\/public\/(?:main|profile))\/@([a-z\d._-]{2,40})(?:\/|$)/i.exec(
        path,
      ) ?? [];
    if (official) return officialAccount(official);
    const [, account] = /^(?:R\/)?ti\/p\/~([a-z\d._@-]{2,40})$/i.exec(path) ?? [];
    if (account) {
      if (account.startsWith('@')) return officialAccount(account.slice(1));
      const user = account.toLowerCase();
      return known('LINE', 'PROFILE', `user:${user}`, `${home}/ti/p/~${user}`, { user });
    }
    const [, token] = /^(?:R\/)?ti\/p\/([\w-]{4,60})$/.exec(path) ?? [];
    if (token) return known('LINE', 'PROFILE', `token:${token}`, `${home}/ti/p/${token}`, { token });
    const [, form, ticket] = /^(?:R\/)?ti\/(g2?)\/([\w-]{4,100})$/.exec(path) ?? [];
    if (!form || !ticket) return null;
    return form === 'g2'
      ? known('LINE', 'INVITE', `openchat-invite:${ticket}`, `${home}/ti/g2/${ticket}`, { invite: ticket })
      : known('LINE', 'INVITE', `group-invite:${ticket}`, `${home}/R/ti/g/${ticket}`, { invite: ticket });
  },
};

function officialAccount(name: string) {
  const account = name.toLowerCase();
  return known('LINE', 'PROFILE', `account:${account}`, `${home}/R/ti/p/@${account}`, { account });
}
