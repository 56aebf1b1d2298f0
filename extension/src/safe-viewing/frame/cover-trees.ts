import { BLUR, layered, pictures } from '../cover-css.ts';

const isPicture = pictures.join(', ');

/**
 * Covers every tree of the document with a style sheet of its own: shadow trees, where the person's own style does not
 * reach, and the document, until that style comes. Pictures in shadow trees carry the style besides, for trees that
 * defend themselves against the sheet.
 */
export interface TreeCover {
  root(root: Document | ShadowRoot): void;
  element(element: Element): void;
  /** Leaves one thing open, or nothing. */
  open(word: string | null, thing: Element | null): void;
}

export function coverTrees(signal: AbortSignal): TreeCover {
  const sheet = sheetWith(null);
  const roots = new Set<WeakRef<Document | ShadowRoot>>();
  const blurred = new Set<WeakRef<HTMLElement | SVGElement>>();
  let opened: Element | null = null;
  let endOpening = () => {};
  const blur = (element: Element) => {
    if (!isStyled(element) || element === opened || !element.matches(isPicture)) return;
    if (!(element.getRootNode() instanceof ShadowRoot)) return;
    const { style } = element;
    if (style.getPropertyValue('filter') === BLUR && style.getPropertyPriority('filter') === 'important')
      return;
    blurred.add(new WeakRef(element));
    style.setProperty('filter', BLUR, 'important');
  };
  const observer = new MutationObserver((records) => {
    for (const { target } of records) if (target instanceof Element) blur(target);
  });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    endOpening();
    for (const root of present(roots)) {
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((known) => known !== sheet);
    }
    for (const element of present(blurred)) element.style.removeProperty('filter');
  });
  return {
    root(root) {
      roots.add(new WeakRef(root));
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      if (root instanceof ShadowRoot)
        observer.observe(root, { attributes: true, attributeFilter: ['style'], subtree: true });
    },
    element: blur,
    open(word, thing) {
      const before = opened;
      opened = thing;
      endOpening();
      if (thing !== null) {
        // A sheet of its own, and only where the thing is: Chromium does not always draw anew after `replaceSync`.
        const ajar = sheetWith(word);
        const root = thing.getRootNode();
        if (root instanceof Document || root instanceof ShadowRoot) endOpening = exchange(root, sheet, ajar);
        if (isStyled(thing) && thing.style.getPropertyValue('filter') === BLUR)
          thing.style.removeProperty('filter');
      }
      if (before !== null) blur(before);
    },
  };
}

function sheetWith(open: string | null): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(layered(open));
  return sheet;
}

/** Puts one sheet of a tree in the place of another; gives a function that takes it back. */
function exchange(root: Document | ShadowRoot, sheet: CSSStyleSheet, other: CSSStyleSheet): () => void {
  const replace = (known: CSSStyleSheet, by: CSSStyleSheet) => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.map((each) => (each === known ? by : each));
  };
  replace(sheet, other);
  return () => replace(other, sheet);
}

function isStyled(element: Element): element is HTMLElement | SVGElement {
  return element instanceof HTMLElement || element instanceof SVGElement;
}

function* present<T extends WeakKey>(references: Iterable<WeakRef<T>>): Iterable<T> {
  for (const reference of references) {
    const value = reference.deref();
    if (value !== undefined) yield value;
  }
}
