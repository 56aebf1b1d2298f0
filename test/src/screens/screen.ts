import type { Role } from '@lapwing/contracts';
import type { Page } from 'playwright-core';
import type { DemoWorkspace } from './demo-workspace.ts';
import type { Words } from './words.ts';

/** One state of the console worth looking at. */
export interface Screen {
  /** Also the name of its picture. */
  name: string;
  /** Whose screen it is; null before anybody has signed in. */
  as: Role | null;
  path: (demo: DemoWorkspace) => string;
  /** Brings the page into the state and resolves when everything is there. */
  show: (page: Page, t: Words) => Promise<void>;
}

/** Waits for a heading. */
export const heading = (page: Page, name: string) => page.getByRole('heading', { name }).first().waitFor();
/** Presses the first button of that name. */
export const press = (page: Page, name: string) => page.getByRole('button', { name }).first().click();
/** Waits for a dialog. */
export const dialog = (page: Page) => page.getByRole('dialog').waitFor();
