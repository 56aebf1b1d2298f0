/** Where `npm start` listens on the analyst's own machine. */
export const DEFAULT_SERVER = 'http://127.0.0.1:8787';

const ownMachine = new Set(['127.0.0.1', 'localhost']);

/**
 * The origin of a typed server address (scheme, host and port; the rest is dropped), or null when it is none. A
 * token must not travel in the clear, so plain http is only taken for this computer.
 */
export function serverOrigin(typed: string): string | null {
  const trimmed = typed.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (url === null || url.hostname === '' || url.username !== '' || url.password !== '') return null;
  if (url.protocol === 'https:') return url.origin;
  return url.protocol === 'http:' && ownMachine.has(url.hostname) ? url.origin : null;
}

/** Whether the server runs on this computer, which needs no network to be reached. */
export function isOwnMachine(origin: string): boolean {
  return ownMachine.has(new URL(origin).hostname);
}

/** The match pattern of an address's origin, under which the browser is asked for access. Patterns carry no port. */
export function originPattern(address: string): string {
  const { protocol, hostname } = new URL(address);
  return `${protocol}//${hostname}/*`;
}
