import type { PageView } from './page-view.ts';

export interface Visitor {
  /** Called for the root and everything below it; false keeps out of the node. */
  enter(node: Node): boolean;
  /** Called after everything inside of an entered node. */
  leave?(node: Node): void;
}

/** Visits elements and texts in the page's order, without recursion, until the page's budget is spent. */
export function visit(view: PageView, root: Element, visitor: Visitor): void {
  const kinds = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
  const walker = Document.prototype.createTreeWalker.call(view.document, root, kinds);
  let depth = 0;
  while (view.budget.spend()) {
    const node = walker.currentNode;
    const inside = visitor.enter(node);
    if (inside && walker.firstChild() !== null) {
      depth += 1;
      continue;
    }
    if (inside) visitor.leave?.(node);
    while (depth === 0 || walker.nextSibling() === null) {
      if (depth === 0) return;
      walker.parentNode();
      depth -= 1;
      visitor.leave?.(walker.currentNode);
    }
  }
}
