/**
 * The HTTP status of the document in the window; null where the browser does not tell it, or where the page went on
 * to another address by itself since, of which nothing is known.
 */
export function statusOf(url: URL, performance: Pick<Performance, 'getEntriesByType'>): number | null {
  const [navigation] = performance.getEntriesByType('navigation');
  if (navigation === undefined || !('responseStatus' in navigation)) return null;
  const { name, responseStatus } = navigation;
  const loaded = URL.parse(name);
  if (loaded === null || loaded.origin !== url.origin || loaded.pathname !== url.pathname) return null;
  return typeof responseStatus === 'number' && responseStatus > 0 ? responseStatus : null;
}
