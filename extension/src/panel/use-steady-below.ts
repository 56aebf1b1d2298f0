import { type RefObject, useEffect } from 'react';

/**
 * Holds what is under the pointer where it is while an element above it changes its height: a click that was meant
 * for one category must not choose its neighbour. The form scrolls by as much instead, as far as it can.
 */
export function useSteadyBelow(above: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = above.current;
    if (element === null) return;
    let height = element.offsetHeight;
    const observer = new ResizeObserver(() => {
      const grown = element.offsetHeight - height;
      height += grown;
      const scroller = scrollerOf(element);
      // Once it is scrolled, the browser holds it by itself: what is around the element is no anchor (what-section.tsx).
      if (scroller?.scrollTop === 0 && grown > 0 && isPointedAtBelow(element)) scroller.scrollTop = grown;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [above]);
}

function scrollerOf(element: HTMLElement): Element | null {
  for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
    if (['auto', 'scroll'].includes(getComputedStyle(parent).overflowY)) return parent;
  }
  return null;
}

function isPointedAtBelow(element: HTMLElement): boolean {
  const pointedAt = [...document.querySelectorAll(':hover')].at(-1);
  if (!pointedAt || pointedAt.contains(element)) return false;
  return (element.compareDocumentPosition(pointedAt) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
