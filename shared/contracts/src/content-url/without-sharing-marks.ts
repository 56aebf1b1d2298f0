import { identifyContentUrl } from './identify-content-url.ts';

/**
 * An address as it may leave the organisation: as it was written, but without the parameters that do not name the
 * content. Platforms put marks into shared links (`igsh`, `fbclid`, `si`, …) that can tell them whose account shared
 * it, and the analyst is never named (rule 8). Where the address without them would name something else, such as a
 * log-in or redirect wrapper, it is the canonical one.
 *
 * @param original the address as an analyst gave it
 * @param canonicalUrl what `identifyContentUrl` made of it
 */
export function withoutSharingMarks(original: string, canonicalUrl: string): string {
  const identified = identifyContentUrl(original);
  const canonical = URL.parse(canonicalUrl);
  const written = identified.ok
    ? (URL.parse(identified.original) ?? URL.parse(`https://${identified.original}`))
    : null;
  if (canonical === null || written === null) return canonicalUrl;
  const names = new Set<string>();
  // In a page, Firefox gives scripts of extensions iterators that cannot be iterated.
  written.searchParams.forEach((_, name) => {
    names.add(name);
  });
  for (const name of names) {
    if (!canonical.searchParams.has(name)) written.searchParams.delete(name);
  }
  if (canonical.hash === '') written.hash = '';
  const again = identifyContentUrl(written.href);
  return again.ok && again.identity.canonicalUrl === canonicalUrl ? written.href : canonicalUrl;
}
