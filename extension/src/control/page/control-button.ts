import { findAll, findFirst } from '../../adapters/page/dom.ts';
import { controlStyle, placeStyle } from './control-style.ts';
import type { Box, Point, Spot } from './place.ts';

/** The control over the page: in the browser's top layer and a closed shadow tree, in no post. */
export interface ControlButton {
  /** Our element in the page: whatever is done to the control has it as its target. */
  host: HTMLElement;
  say(label: string, language: string): void;
  /** Shows it in front of everything, or moves it. */
  show(spot: Spot, post: Box): void;
  hide(): void;
  box(): Box;
  /** Whether it is seen: the page can neither hide it nor put something on it without this saying so. */
  isUncovered(pointer: Point): boolean;
}

/** What a page can draw in front of everything. */
const inFront = ':popover-open, :modal, :fullscreen';
/** As many of them are looked at. */
const MOST_IN_FRONT = 100;

/** Makes the control; it shows nothing yet. */
export function createControlButton(): ControlButton {
  const host = document.createElement('div');
  // For the pointer only: the keyboard has the shortcut, and nobody wants to hear this on every post.
  host.ariaHidden = 'true';
  host.popover = 'manual';
  const shadow = host.attachShadow({ mode: 'closed' });
  const [look, place] = [new CSSStyleSheet(), new CSSStyleSheet()];
  look.replaceSync(controlStyle);
  shadow.adoptedStyleSheets = [look, place];
  const control = part('div', 'control');
  const label = part('span', 'label');
  label.dir = 'auto';
  const outline = part('div', 'outline');
  control.append(flag(), label);
  shadow.append(outline, control);

  const boxOf = (element: Element): Box => Element.prototype.getBoundingClientRect.call(element);
  const others = (): Element[] => findAll(document, inFront, MOST_IN_FRONT).filter((other) => other !== host);
  const isInFront = () => host.isConnected && host.matches(':popover-open');

  return {
    host,
    say(text, language) {
      label.textContent = text;
      label.lang = language;
    },
    show(spot, post) {
      const width = findFirst(document, ':root')?.clientWidth ?? innerWidth;
      place.replaceSync(placeStyle(spot, width));
      control.className = spot.fixed === 'left' ? 'control' : 'control from-left';
      if (!isInFront()) {
        findFirst(document, ':root')?.append(host);
        host.showPopover();
      }
      const from = boxOf(host);
      const side =
        spot.fixed === 'left' ? `left:${post.left - from.left}px` : `right:${from.right - post.right}px`;
      const size = `width:${post.right - post.left}px;height:${post.bottom - post.top}px`;
      outline.style.cssText = `top:${post.top - from.top}px;${side};${size}`;
    },
    hide() {
      host.remove();
    },
    box: () => boxOf(host),
    isUncovered(pointer) {
      if (!isInFront()) return false;
      const box = boxOf(host);
      const [middle, inset] = [(box.top + box.bottom) / 2, (box.bottom - box.top) / 4];
      const points = [
        pointer,
        { x: (box.left + box.right) / 2, y: middle },
        { x: box.left + inset, y: box.top + inset },
        { x: box.right - inset, y: box.top + inset },
        { x: box.left + inset, y: box.bottom - inset },
        { x: box.right - inset, y: box.bottom - inset },
      ];
      if (points.some(({ x, y }) => Document.prototype.elementFromPoint.call(document, x, y) !== host))
        return false;
      // What lets presses through is not found by asking what is there, and which of them is in front not at all.
      return !others().some((other) => overlaps(boxOf(other), box));
    },
  };
}

function overlaps(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function part(name: 'div' | 'span', className: string): HTMLElement {
  const element = document.createElement(name);
  element.className = className;
  return element;
}

/** Drawn, since safe viewing blurs every picture. */
function flag(): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(namespace, 'svg');
  picture.setAttribute('viewBox', '0 0 24 24');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute(
    'd',
    'M4 22V4a6 6 0 0 1 4-2c3 0 5 2 7.3 2q2 0 3.7-1.2L20 4v10a6 6 0 0 1-4 2c-3 0-5-2-8-2a6 6 0 0 0-4 1.5',
  );
  picture.append(path);
  return picture;
}
