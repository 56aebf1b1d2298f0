import type { ContentIdentity } from '@lapwing/contracts/content-url/content-url';
import type { Budget } from './budget.ts';

export type Display = 'HIDDEN' | 'INLINE' | 'BLOCK';

/**
 * What only a page on a screen knows: where things are, what is pointed at, what is selected. Everything else of an
 * adapter works on any document.
 */
export interface Screen {
  /** The innermost element under the pointer. */
  hovered(): Element | null;
  /** The element that has the keyboard, when it is not the page as a whole. */
  focused(): Element | null;
  /** How much of the window the element fills, in square pixels. */
  areaOf(element: Element): number;
  displayOf(element: Element): Display;
  /** What is selected and where it begins; null when nothing is. */
  selection(): { text: string; start: Node } | null;
}

/** A page while it is read. */
export interface PageView {
  document: Document;
  url: URL;
  /** What the address of the page names. */
  identity: ContentIdentity | null;
  /** What relative addresses are relative to. */
  base: string;
  screen: Screen;
  budget: Budget;
}
