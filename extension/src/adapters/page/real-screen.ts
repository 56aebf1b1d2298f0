import { findFirst, focusedIn, isMatch } from './dom.ts';
import type { Display, Screen } from './page-view.ts';

/** The page as it is drawn. Nothing is written to it, so that no reading lays it out twice. */
export function realScreen(document: Document): Screen {
  return {
    hovered: () => innermostHovered(document),
    focused() {
      const focused = focusedIn(document);
      return focused === null || isMatch(focused, 'html, body') ? null : focused;
    },
    areaOf(element) {
      const box = Element.prototype.getBoundingClientRect.call(element);
      const height = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
      const width = Math.min(box.right, innerWidth) - Math.max(box.left, 0);
      return Math.max(0, height) * Math.max(0, width);
    },
    displayOf,
    selection() {
      const selection = Document.prototype.getSelection.call(document);
      const start = selection?.anchorNode ?? null;
      if (selection === null || start === null || selection.isCollapsed) return null;
      // The whole of a huge selection is never copied.
      const text = selection.rangeCount === 1 ? textOfRange(selection.getRangeAt(0)) : selection.toString();
      return text.trim() === '' ? null : { text, start };
    },
  };
}

/** Goes down from the root, instead of asking every element of the page. */
function innermostHovered(document: Document): Element | null {
  const root = findFirst(document, ':root');
  if (root === null || !isMatch(root, ':hover')) return null;
  const walker = Document.prototype.createTreeWalker.call(document, root, NodeFilter.SHOW_ELEMENT);
  let innermost = root;
  let next = walker.firstChild();
  while (next instanceof Element) {
    if (isMatch(next, ':hover')) {
      innermost = next;
      next = walker.firstChild();
    } else next = walker.nextSibling();
  }
  return innermost;
}

const LARGE_SELECTION = 100_000;

function textOfRange(range: Range): string {
  const { startContainer, endContainer } = range;
  if (startContainer === endContainer && startContainer instanceof Text) {
    return startContainer.data.slice(range.startOffset, Math.min(range.endOffset, range.startOffset + 8_000));
  }
  return range.toString().slice(0, LARGE_SELECTION);
}

function displayOf(element: Element): Display {
  const { display } = getComputedStyle(element);
  if (display === 'contents') return 'INLINE';
  const shown = Element.prototype.checkVisibility.call(element, {
    visibilityProperty: true,
    opacityProperty: true,
  });
  if (!shown) return 'HIDDEN';
  return display.startsWith('inline') ? 'INLINE' : 'BLOCK';
}
