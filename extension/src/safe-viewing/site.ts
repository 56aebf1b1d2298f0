/**
 * A site, as safe viewing remembers it: the host without `www.` or the mobile variant's first label, so that one
 * choice holds for all of them.
 */
export type Site = string;

const variants = /^(?:www|m|mobile|web)\.(?=[^.]+\.[^.]+)/;
const isAddress = (host: string) => /^[\d.]+$/.test(host) || host.startsWith('[');

/** The site of an address, or null where there is none that a page script could run in. */
export function siteOf(url: string | null): Site | null {
  const parsed = url === null ? null : URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.hostname === '') return null;
  return parsed.hostname.replace(variants, '');
}

/** The match patterns of a site: its host and, unless it is a bare address or one label, all hosts below it. */
export function patternsOf(site: Site): string[] {
  const hosts = isAddress(site) || !site.includes('.') ? site : `*.${site}`;
  return [`https://${hosts}/*`, `http://${hosts}/*`];
}

/** The match patterns of every site. */
export const everySite = ['https://*/*', 'http://*/*'];
