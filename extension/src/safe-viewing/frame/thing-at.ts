import { shadowOf } from '../../browser/page-scripts.ts';
import { pictures } from '../cover-css.ts';

const isPicture = [...pictures, 'iframe', 'frame'].join(', ');

/** What is covered under a point of the window: a picture, also under something transparent, else a background. */
export function thingAt(x: number, y: number): Element | null {
  const under = [...allUnder(document, x, y, new Set())];
  return (
    under.find((element) => element.matches(isPicture)) ?? under.find(hasBackground) ?? notPressable(x, y)
  );
}

/** What is covered and has the focus, or is inside of what has it. */
export function focusedThing(): Element | null {
  let focused = document.activeElement;
  for (;;) {
    const inner: Element | null =
      focused instanceof HTMLElement ? (shadowOf(focused)?.activeElement ?? null) : null;
    if (inner === null) break;
    focused = inner;
  }
  if (focused === null || focused === document.body || focused === document.documentElement) return null;
  if (focused.matches(isPicture)) return focused;
  return focused.querySelector(isPicture) ?? (hasBackground(focused) ? focused : null);
}

/** Whether the element shows another document. */
export function isFrame(element: Element): boolean {
  return /^i?frame$/.test(element.localName);
}

/** The frame that the pointer is in, or null. */
export function frameUnderPointer(): Element | null {
  const element = [...document.querySelectorAll(':hover')].at(-1);
  return element !== undefined && isFrame(element) ? element : null;
}

function* allUnder(root: Document | ShadowRoot, x: number, y: number, seen: Set<Element>): Iterable<Element> {
  for (const element of root.elementsFromPoint(x, y)) {
    if (seen.has(element)) continue;
    seen.add(element);
    const shadow = element instanceof HTMLElement ? shadowOf(element) : null;
    if (shadow) yield* allUnder(shadow, x, y, seen);
    yield element;
  }
}

function hasBackground(element: Element): boolean {
  return ['', '::before', '::after'].some((part) =>
    getComputedStyle(element, part).backgroundImage.includes('url('),
  );
}

/** A picture that lets presses through. */
function notPressable(x: number, y: number): Element | null {
  const hit = [...document.querySelectorAll(pictures.join(', '))].filter((element) => {
    const box = element.getBoundingClientRect();
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  });
  return hit.at(-1) ?? null;
}
