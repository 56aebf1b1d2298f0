import type { PageScript } from '../browser/page-scripts.ts';

/** Held while the browser is told where to cover pages: nobody else changes it meanwhile. */
export const FOLLOW_LOCK = 'safe-viewing';

/** What covers a page: our own half first, since the page's half asks it. */
export const pageScripts: readonly PageScript[] = [
  { id: 'safe-frame', file: 'safe-frame.js', world: 'ISOLATED' },
  { id: 'safe-page', file: 'safe-page.js', world: 'MAIN' },
];
