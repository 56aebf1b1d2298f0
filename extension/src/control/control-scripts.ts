import type { PageScript } from '../browser/page-scripts.ts';

/** What the browser calls the script that puts the control on posts. */
export const CONTROL_SCRIPT = 'control';

/** What puts the control on posts: in the page itself, never in what it frames. */
export const controlScripts: readonly PageScript[] = [
  { id: CONTROL_SCRIPT, file: 'control.js', world: 'ISOLATED', late: true },
];
