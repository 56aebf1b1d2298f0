import type { Platform } from '@lapwing/contracts/taxonomy';

/** What the bar over the page says; the page's script has no catalogue. `{count}` is replaced. */
export interface PickWords {
  label: string;
  hint: string;
  picked: string;
  none: string;
  all: string;
  done: string;
}

/** What the extension asks of a page in which posts are picked. */
export interface PickRequest {
  switchedOff: readonly Platform[];
  words: PickWords;
  /** BCP 47, of the words. */
  language: string;
  /** Take all posts at once. */
  all: boolean;
}
