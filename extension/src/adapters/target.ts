import { closestTo } from './page/dom.ts';
import type { PageView } from './page/page-view.ts';

/** What the person asked for, as it can be sent into a page. */
export type AskedTarget =
  /** What is under the pointer, else what has the keyboard, else what fills most of the window. */
  | { kind: 'CURSOR' }
  /** What this link leads to. */
  | { kind: 'LINK'; url: string }
  /** The post around what is selected, with the selected words; `text` is what the browser says they are. */
  | { kind: 'SELECTION'; text: string }
  /** The page as a whole. */
  | { kind: 'PAGE' }
  /** The account that this link leads to; where it leads to none, the author of what is under the pointer. */
  | { kind: 'ACCOUNT'; url?: string };

/** What an adapter looks for; code of ours that runs in the page can also point at an element. */
export type Target = AskedTarget | { kind: 'ELEMENT'; element: Element };

/** What shows another page inside of this one. Nobody asked about that, and it can pretend to be anything. */
export const frames = 'iframe, frame, object, embed';

/** Where the pointer, else the keyboard is. */
export function cursorOf(view: PageView): Element | null {
  return view.screen.hovered() ?? view.screen.focused();
}

/** The innermost of the things that `items` matches around the node; never a frame. */
export function itemAround(node: Node, items: string): Element | null {
  return closestTo(node, `:is(${items}):not(${frames})`);
}
