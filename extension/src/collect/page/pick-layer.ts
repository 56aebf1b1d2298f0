import type { PickWords } from './pick-request.ts';
import { pickStyle } from './pick-style.ts';

/** A mark around a post: a number once it is picked, null while it is only pointed at. */
export interface Mark {
  element: Element;
  number: number | null;
}

/** Marks and bar over the page, in the browser's top layer and a closed shadow tree. */
export interface PickLayer {
  /** Our element in the page: what is pressed in the bar has it as its target. */
  host: HTMLElement;
  draw(marks: readonly Mark[]): void;
  say(text: string): void;
  /** Whether the keyboard is on one of the bar's own buttons. */
  isOnButton(): boolean;
  focus(): void;
  remove(): void;
}

export interface LayerActions {
  onAll(): void;
  onDone(): void;
}

export function openPickLayer(words: PickWords, language: string, actions: LayerActions): PickLayer {
  const host = document.createElement('div');
  // Only ever asked of this closed tree, which the page cannot reach.
  const shadow = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(pickStyle);
  shadow.adoptedStyleSheets = [sheet];
  const layer = part('div', 'layer');
  layer.lang = language;
  const bar = part('div', 'bar');
  bar.tabIndex = -1;
  bar.role = 'toolbar';
  bar.ariaLabel = words.label;
  const count = part('span', 'count', words.none);
  count.role = 'status';
  const all = part('button', 'all', words.all);
  const done = part('button', 'done', words.done);
  bar.append(count, part('span', 'hint', words.hint), all, done);
  const marks = part('div', 'marks');
  marks.ariaHidden = 'true';
  layer.append(marks, bar);
  shadow.append(layer);
  const press = (button: HTMLElement, run: () => void) =>
    button.addEventListener('click', (event) => {
      if (event.isTrusted) run();
    });
  press(all, actions.onAll);
  press(done, actions.onDone);
  host.popover = 'manual';
  document.documentElement.append(host);
  host.showPopover();

  return {
    host,
    draw(drawn) {
      marks.replaceChildren(
        ...drawn.flatMap(({ element, number }) => {
          const box = Element.prototype.getBoundingClientRect.call(element);
          if (box.bottom < 0 || box.top > innerHeight || box.width === 0) return [];
          const mark = part('div', number === null ? 'mark current' : 'mark');
          mark.style.cssText = `left:${box.left}px;top:${box.top}px;width:${box.width}px;height:${box.height}px`;
          if (number !== null) mark.append(part('span', 'number', `${number}`));
          return [mark];
        }),
      );
    },
    say(text) {
      if (count.textContent !== text) count.textContent = text;
    },
    isOnButton: () => shadow.activeElement instanceof HTMLButtonElement,
    focus: () => bar.focus({ preventScroll: true }),
    remove: () => host.remove(),
  };
}

function part(name: 'div' | 'span' | 'button', className: string, text = ''): HTMLElement {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}
