import type { ContentIdentity, PlatformUrls } from '../content-url.ts';
import { known, onDomain, parameter, pathOf, shortLink, targetsIn, withParameters } from '../url-parts.ts';
import { googleDomains } from './google-domains.ts';

const fileId = /^[\w-]{10,120}$/;
const shortHosts = ['goo.gl', 'g.co', 'forms.gle', 'share.google', 'photos.app.goo.gl', 'maps.app.goo.gl'];

/**
 * Google without YouTube: Drive and Docs (files and folders share one id space), Sites, Groups, shared photo
 * albums, Search. A search on a country domain is the same search on google.com; the domain is kept as an id.
 */
export const google: PlatformUrls = {
  platform: 'GOOGLE',
  matches: (url) => onDomain(url, ...googleDomains, ...shortHosts),

  unwrap(url) {
    const path = pathOf(url);
    if (path === null) return [];
    if (path === 'url') return targetsIn(url, 'q', 'url');
    if (path === 'imgres') return targetsIn(url, 'imgrefurl');
    if (path === 'translate' || path === 'website') return targetsIn(url, 'u');
    // The path as written: decoding it here would decode the target's own escapes.
    const [, secure, target] = /^\/amp\/(s\/)?([^/]+\.[^/]+.*)$/u.exec(url.pathname) ?? [];
    return target ? [`${secure ? 'https' : 'http'}://${target}${url.search}`] : [];
  },

  identify(url) {
    const path = pathOf(url);
    if (path === null) return null;
    if (onDomain(url, ...shortHosts)) {
      const last = path.split('/').at(-1);
      if (!last || !/^(?:[a-z]+\/)*[\w-]{3,60}$/.test(path)) return null;
      return shortLink('GOOGLE', `https://${url.hostname}/${path}`, last);
    }
    switch (url.hostname) {
      case 'drive.google.com':
      case 'docs.google.com':
      case 'drive.usercontent.google.com':
        return fileIn(url, path);
      case 'sites.google.com':
        return siteIn(path);
      case 'groups.google.com':
        return groupIn(path);
      case 'photos.google.com': {
        const [, album] = /^share\/([\w-]{10,120})(?:\/|$)/.exec(path) ?? [];
        const canonicalUrl = `https://photos.google.com/share/${album}`;
        return album ? known('GOOGLE', 'FOLDER', `photos:${album}`, canonicalUrl, { album }) : null;
      }
      default:
        return searchIn(url, path);
    }
  },
};

function fileIn(url: URL, path: string): ContentIdentity | null {
  const resourceKey = parameter(url, 'resourcekey', /^[\w-]{4,60}$/);

  const [, folderInPath] =
    /^drive\/(?:u\/\d+\/)?(?:mobile\/)?folders\/([\w-]{10,120})(?:\/|$)/.exec(path) ?? [];
  const folder =
    folderInPath ??
    (/^(?:folderview|embeddedfolderview)$/.test(path) ? parameter(url, 'id', fileId) : undefined);
  if (folder) {
    const canonicalUrl = `https://drive.google.com/drive/folders/${folder}`;
    return known('GOOGLE', 'FOLDER', `drive:${folder}`, canonicalUrl, { folder, resourceKey });
  }

  const editors =
    /^(?:a\/[^/]+\/)?(document|spreadsheets|presentation|forms|drawings)\/(?:u\/\d+\/)?d\/(e\/)?([\w-]{10,160})(?:\/|$)/;
  const [, editor, published, file] = editors.exec(path) ?? [];
  if (editor && file) {
    const base = `https://docs.google.com/${editor}/d/`;
    // A published copy has an id of its own.
    return published
      ? known('GOOGLE', 'FILE', `published:${file}`, `${base}e/${file}`, { file })
      : known('GOOGLE', 'FILE', `drive:${file}`, base + file, { file, resourceKey });
  }

  const [, inPath] = /^(?:a\/[^/]+\/)?file\/(?:u\/\d+\/)?d\/([\w-]{10,120})(?:\/|$)/.exec(path) ?? [];
  const id =
    inPath ??
    (/^(?:a\/[^/]+\/)?(?:u\/\d+\/)?(?:open|uc|download|thumbnail|leaf)$/.test(path)
      ? parameter(url, 'id', fileId)
      : undefined);
  if (!id) return null;
  return known('GOOGLE', 'FILE', `drive:${id}`, `https://drive.google.com/file/d/${id}`, {
    file: id,
    resourceKey,
  });
}

function siteIn(path: string): ContentIdentity | null {
  const [, form, owner, rest] =
    /^(?:(view|site)\/|((?:a\/)?[a-z\d-]+(?:\.[a-z\d-]+)+)\/)(.+)$/i.exec(path) ?? [];
  if (!rest) return null;
  const place = [...(form ?? owner ?? '').split('/'), ...rest.split('/')].join('/').toLowerCase();
  const encoded = place.split('/').map(encodeURIComponent).join('/');
  const site = place
    .split('/')
    .slice(0, (owner ?? form)?.startsWith('a/') ? 3 : 2)
    .join('/');
  return known('GOOGLE', 'SITE', `site:${place}`, `https://sites.google.com/${encoded}`, { site });
}

function groupIn(path: string): ContentIdentity | null {
  const form = /^(?:u\/\d+\/)?g\/([\w.+-]{2,80})(?:\/c\/([\w-]{6,40})(?:\/m\/([\w-]{6,40}))?)?$/;
  const [, name, thread, message] = form.exec(path) ?? [];
  if (!name) return null;
  const group = name.toLowerCase();
  const base = `https://groups.google.com/g/${encodeURIComponent(group)}`;
  const ids = { group, thread, message };
  if (!thread) return known('GOOGLE', 'GROUP', `group:${group}`, base, ids);
  return message
    ? known('GOOGLE', 'MESSAGE', `message:${thread}/${message}`, `${base}/c/${thread}/m/${message}`, ids)
    : known('GOOGLE', 'POST', `thread:${thread}`, `${base}/c/${thread}`, ids);
}

function searchIn(url: URL, path: string): ContentIdentity | null {
  const domain = url.hostname.replace(/^(?:www|images|m|ipv4|encrypted)\./, '');
  if (!googleDomains.includes(domain)) return null;
  const query = path === 'search' ? parameter(url, 'q', /\S/) : undefined;
  if (!query) return null;
  // tbm and udm choose what is searched: pictures, videos, news.
  const canonicalUrl = withParameters('https://www.google.com/search', {
    q: query,
    tbm: parameter(url, 'tbm', /^[a-z]{2,6}$/),
    udm: parameter(url, 'udm', /^\d{1,3}$/),
  });
  return known('GOOGLE', 'SEARCH', null, canonicalUrl, {
    query,
    domain,
  });
}
