import { findAll } from '../page/dom.ts';
import type { PageView } from '../page/page-view.ts';

const wallPath = /^\/(?:[^/]+\/)?(?:log-?in|sign-?in|checkpoint|consent|challenge)(?:[/.]|$)/i;
const wallHost = /^(?:accounts?|consent|login|signin|auth)\./i;

/** Whether the address is that of a sign-in or consent page. */
export function isWallAddress(url: URL): boolean {
  return wallHost.test(url.hostname) || wallPath.test(url.pathname);
}

/** Whether the page asks for a password where a person can see it. */
export function asksForPassword(view: PageView): boolean {
  return findAll(view.document, 'input[type="password"]', 10).some(
    (field) => view.screen.displayOf(field) !== 'HIDDEN',
  );
}
