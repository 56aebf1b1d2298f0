/** How long a page stays undrawn at most, should the background not answer. */
const PATIENCE_MS = 2_000;

/**
 * Keeps the document from being drawn until {@link Blank.lift}: style that pages cannot override comes from the
 * background a moment after the document begins. The page's own scripts cannot lift it either: what they change is
 * put back before the browser draws. Layout goes on meanwhile, so that pages measure themselves as ever.
 */
export interface Blank {
  /** @param covered whether the page is safe by style now; else it stays grey by what is set here */
  lift(covered: boolean): void;
  end(): void;
}

export function blankDocument(): Blank {
  const wanted = new Map([
    ['opacity', '0'],
    ['filter', 'grayscale(1)'],
    ['transition', 'none'],
  ]);
  const before = new Map<string, [string, string]>();
  const observer = new MutationObserver(() => apply());
  const watch = () => {
    observer.observe(document, { childList: true });
    const root = document.documentElement;
    if (root) observer.observe(root, { attributes: true, attributeFilter: ['style'] });
  };
  const apply = () => {
    const { style } = rootOf() ?? {};
    if (!style) return;
    for (const [name, value] of wanted) {
      if (style.getPropertyValue(name) === value && style.getPropertyPriority(name) === 'important') continue;
      if (!before.has(name))
        before.set(name, [style.getPropertyValue(name), style.getPropertyPriority(name)]);
      style.setProperty(name, value, 'important');
    }
    // What was just set is not news, and another root element has to be watched too.
    observer.takeRecords();
    watch();
  };
  const release = (names: readonly string[]) => {
    const { style } = rootOf() ?? {};
    for (const name of names) {
      const [value, priority] = before.get(name) ?? ['', ''];
      wanted.delete(name);
      if (value === '') style?.removeProperty(name);
      else style?.setProperty(name, value, priority);
    }
    if (wanted.size === 0) observer.disconnect();
    else observer.takeRecords();
  };
  apply();
  watch();
  const timer = setTimeout(() => release(['opacity']), PATIENCE_MS);
  return {
    lift(covered) {
      clearTimeout(timer);
      release(covered ? [...wanted.keys()] : ['opacity']);
    },
    end() {
      clearTimeout(timer);
      release([...wanted.keys()]);
    },
  };
}

/** A document can be one of SVG, whose root can be styled too. */
function rootOf(): HTMLElement | SVGElement | null {
  const root: Element | null = document.documentElement;
  return root instanceof HTMLElement || root instanceof SVGElement ? root : null;
}
