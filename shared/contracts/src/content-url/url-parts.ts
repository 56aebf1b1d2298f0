import type { ContentKind, Platform } from '../taxonomy.ts';
import type { ContentIdentity } from './content-url.ts';

/** Whether the URL is served by one of these domains or a subdomain, on the scheme's default port. */
export function onDomain(url: URL, ...domains: string[]): boolean {
  return url.port === '' && domains.some((d) => url.hostname === d || url.hostname.endsWith(`.${d}`));
}

/** Whether the URL is on the domain itself or a subdomain whose name has the wanted form. */
export function onSubdomain(url: URL, domain: string, form: RegExp): boolean {
  return (
    onDomain(url, domain) && form.test(url.hostname.slice(0, -domain.length).replace(/\.$/u, '') || 'www')
  );
}

/** A percent sign that begins no escape stands for itself. */
export function escapeLonePercent(text: string): string {
  return text.replace(/%(?![\dA-Fa-f]{2})/gu, '%25');
}

function decodeSegment(segment: string): string | null {
  try {
    const decoded = decodeURIComponent(escapeLonePercent(segment));
    return /[/\\\p{Cc}]/u.test(decoded) ? null : decoded;
  } catch {
    return null;
  }
}

/**
 * The path without empty segments and outer slashes, each segment percent-decoded exactly once. Null when a
 * segment is not UTF-8 or hides a slash, a backslash or a control character: such a path has no known shape.
 */
export function pathOf(url: URL): string | null {
  const segments: string[] = [];
  for (const raw of url.pathname.split('/')) {
    if (raw === '') continue;
    const segment = decodeSegment(raw);
    if (segment === null) return null;
    segments.push(segment);
  }
  return segments.join('/');
}

/**
 * The first value of the parameter that has the wanted form. Values of another form are passed over, so that the
 * order of repeated parameters cannot decide whether a URL is understood.
 */
export function parameter(url: URL, name: string, form: RegExp): string | undefined {
  return url.searchParams.getAll(name).find((value) => form.test(value));
}

/** Every absolute web address in the named parameters, in the order of the names. */
export function targetsIn(url: URL, ...names: string[]): string[] {
  return names.flatMap((name) => url.searchParams.getAll(name)).filter((value) => /^https?:/i.test(value));
}

/** The address with these parameters in this order, absent ones left out. */
export function withParameters(base: string, parameters: Record<string, string | undefined>): string {
  const query = new URLSearchParams(present(parameters)).toString();
  if (query === '') return base;
  return `${base}${base.includes('?') ? '&' : '?'}${query}`;
}

function present(values: Record<string, string | undefined>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== '') kept[name] = value;
  return kept;
}

/** An identity whose target is known; ids that the URL did not carry may be given as undefined. */
export function known(
  platform: Platform,
  kind: ContentKind,
  contentId: string | null,
  canonicalUrl: string,
  ids: Record<string, string | undefined>,
): ContentIdentity {
  return { platform, kind, ids: present(ids), contentId, canonicalUrl, opaque: false };
}

/** A short or share link: kept as it is, its target unknown without a request (rule 2). */
export function shortLink(platform: Platform, canonicalUrl: string, code: string): ContentIdentity {
  return { platform, kind: 'SHORT_LINK', ids: { code }, contentId: null, canonicalUrl, opaque: true };
}
