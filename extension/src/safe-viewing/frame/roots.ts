import { shadowOf } from '../../browser/page-scripts.ts';

/** Told by the page's half of our script whenever a shadow tree is attached to something in the document. */
export const SHADOW_EVENT = 'lapwing-shadow';

type Root = Document | ShadowRoot;

const canHaveShadow = /^(?:article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/;

/**
 * Calls back for every tree of the document, now and later: its own and all shadow trees, closed ones included. Also
 * for every element that is added, so that nobody needs an observer of their own.
 */
export function watchRoots(
  signal: AbortSignal,
  onRoot: (root: Root) => void,
  onElement: (element: Element) => void,
): void {
  const known = new WeakSet<Root>();
  /** Shadow trees that the parser makes are announced by nothing: whoever may have one is looked at before drawing. */
  const waiting = new Set<Element>();
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) if (node instanceof Element) lookInto(node);
    }
  });
  const look = (element: Element) => {
    onElement(element);
    if (!(element instanceof HTMLElement)) return;
    const name = element.localName;
    if (!name.includes('-') && !canHaveShadow.test(name)) return;
    const shadow = shadowOf(element);
    if (shadow) return enter(shadow);
    if (document.readyState !== 'loading') return;
    if (waiting.size === 0) requestAnimationFrame(lookAtWaiting);
    waiting.add(element);
  };
  const lookInto = (element: Element) => {
    look(element);
    for (const inner of element.querySelectorAll('*')) look(inner);
  };
  const enter = (root: Root) => {
    if (known.has(root)) return;
    known.add(root);
    onRoot(root);
    observer.observe(root, { childList: true, subtree: true });
    for (const element of root.querySelectorAll('*')) look(element);
  };
  const lookAtWaiting = () => {
    const found = [...waiting];
    waiting.clear();
    for (const host of found) {
      const shadow = host instanceof HTMLElement ? shadowOf(host) : null;
      if (shadow) enter(shadow);
    }
  };
  const lookAgain = () => {
    for (const element of document.querySelectorAll('*')) look(element);
  };
  const attached = (event: Event) => {
    const [host] = event.composedPath();
    if (host instanceof Element) look(host);
  };
  enter(document);
  addEventListener(SHADOW_EVENT, attached, { capture: true, signal });
  addEventListener('DOMContentLoaded', lookAgain, { capture: true, signal });
  addEventListener('load', lookAgain, { signal });
  signal.addEventListener('abort', () => observer.disconnect());
}
