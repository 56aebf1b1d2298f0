/**
 * DOM calls that a page cannot redirect: the named children of a form or of the document shadow their methods, in the
 * extension's own world too, so the methods are taken from the prototypes.
 */

export function attributeOf(element: Element, name: string): string | null {
  return Element.prototype.getAttribute.call(element, name);
}

export function isMatch(element: Element, selector: string): boolean {
  return Element.prototype.matches.call(element, selector);
}

/** The innermost element around the node, itself included, that matches. */
export function closestTo(node: Node, selector: string): Element | null {
  const element = node instanceof Element ? node : parentOf(node);
  return element === null ? null : Element.prototype.closest.call(element, selector);
}

/** What the prototype's getter of this name says of the node. */
function read(node: Node, name: 'parentElement' | 'textContent'): unknown {
  const getter = Object.getOwnPropertyDescriptor(Node.prototype, name)?.get;
  return getter === undefined ? null : Reflect.apply(getter, node, []);
}

/** The parent element; null at the top. */
export function parentOf(node: Node): Element | null {
  const parent = read(node, 'parentElement');
  return parent instanceof Element ? parent : null;
}

/** The element that has the keyboard. */
export function focusedIn(document: Document): Element | null {
  const getter = Object.getOwnPropertyDescriptor(Document.prototype, 'activeElement')?.get;
  const focused: unknown = getter === undefined ? null : Reflect.apply(getter, document, []);
  return focused instanceof Element ? focused : null;
}

/** All text inside of the element, seen or not. */
export function contentOf(element: Element): string {
  const content = read(element, 'textContent');
  return typeof content === 'string' ? content : '';
}

/** What matches below the root in the page's order, at most `limit` of it. */
export function findAll(root: Document | Element, selector: string, limit: number): Element[] {
  const prototype = root instanceof Element ? Element.prototype : Document.prototype;
  const found: NodeListOf<Element> = prototype.querySelectorAll.call(root, selector);
  const taken: Element[] = [];
  for (let index = 0; index < Math.min(found.length, limit); index += 1) {
    const element = found[index];
    if (element !== undefined) taken.push(element);
  }
  return taken;
}

/** The first that matches below the root. */
export function findFirst(root: Document | Element, selector: string): Element | null {
  return findAll(root, selector, 1)[0] ?? null;
}

export function isWithin(element: Element, around: Element): boolean {
  return Node.prototype.contains.call(around, element);
}
