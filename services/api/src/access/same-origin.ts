/**
 * Whether a request that carries cookies was made by our own pages. Browsers send `Sec-Fetch-Site` and `Origin`
 * themselves and let no page forge them; a request with neither did not come from a browser's page.
 */
export function isSameOrigin(headers: Headers, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = headers.get('origin');
  return origin === null || origin === new URL(publicUrl).origin;
}
