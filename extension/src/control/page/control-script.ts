import type { Platform } from '@lapwing/contracts/taxonomy';
import { findFirst, focusedIn, isMatch, isWithin } from '../../adapters/page/dom.ts';
import { openPage } from '../../adapters/page/open-page.ts';
import { itemAt } from '../../adapters/read-page.ts';
import { isSwitchedOff } from '../../adapters/registry.ts';
import { askBackground, isInstalled, onBackgroundMessage, tellBackground } from '../../browser/messages.ts';
import type { ControlAnswer, ControlMessage, ControlNews } from '../control-messages.ts';
import { createControlButton } from './control-button.ts';
import { type Box, isAt, type Point, placeControl, type Spot } from './place.ts';
import { pressCounts } from './press-counts.ts';

declare global {
  /** Ends what an earlier run of this script does in the page. */
  var lapwingEndControl: (() => void) | undefined;
}

/** How long pointer or keyboard rest in a post before it has the control, in milliseconds. */
const REST_MS = 250;
/** How far the pointer may leave a post and its control before the control goes, in CSS pixels. */
const LEAVE_PX = 16;
/** What a press makes of events; none of it reaches the page. */
const presses = [
  'pointerdown',
  'pointerup',
  'mousedown',
  'mouseup',
  'click',
  'dblclick',
  'auxclick',
] as const;

type Shows = Extract<ControlAnswer, { kind: 'CONTROL_SHOW' }>;

/** A post that has the control now. */
interface Shown {
  post: Element;
  /** Where its upper edge is, as one text: it changes when the page moves the post. */
  place: string;
  box: Box;
  spot: Spot | null;
  /** Since when the pointer has been on the control where it is, or null. */
  since: number | null;
  /** By the keyboard in it, not by the pointer. */
  byKeyboard: boolean;
}

/**
 * Shows the control on the post in which the pointer or the keyboard rests, until the background says otherwise. Until
 * it is pressed it asks the page where things are, and nothing of what they say.
 */
export function startControlScript(): void {
  if (window !== window.top) return;
  // A page can give an element of its own this name.
  if (typeof globalThis.lapwingEndControl === 'function') globalThis.lapwingEndControl();
  const ending = new AbortController();
  const { signal } = ending;
  const button = createControlButton();
  let answer: Shows | null = null;
  let asking = false;
  let isRenewed = false;
  let pointer: Point | null = null;
  let shown: Shown | null = null;
  let isPressed = false;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;

  const hide = () => {
    cancelAnimationFrame(frame);
    shown = null;
    isPressed = false;
    button.hide();
  };
  const end = () => {
    clearTimeout(resting);
    hide();
    ending.abort();
    globalThis.lapwingEndControl = undefined;
  };
  globalThis.lapwingEndControl = end;
  const stopListening = onBackgroundMessage((message) => {
    if (!isNews(message)) return;
    answer = null;
    isRenewed = true;
    hide();
  });
  signal.addEventListener('abort', stopListening);

  /** Asked when it is first needed, so that a page that is only opened wakes nobody. */
  const ask = async (): Promise<Shows | null> => {
    if (answer !== null || asking) return answer;
    asking = true;
    isRenewed = false;
    const given = await askBackground({ kind: 'CONTROL_ASK' } satisfies ControlMessage);
    asking = false;
    // A background that broke off, or whose answer was overtaken by news, is asked again at the next rest.
    if (signal.aborted || isRenewed || !isAnswer(given)) return null;
    if (given.kind === 'CONTROL_OFF') {
      end();
      return null;
    }
    answer = given;
    button.say(given.label, given.language);
    return answer;
  };

  const rest = (byKeyboard: boolean) => {
    clearTimeout(resting);
    resting = setTimeout(() => void showAt(byKeyboard), REST_MS);
  };
  const showAt = async (byKeyboard: boolean) => {
    if (!isInstalled()) return end();
    if (globalThis.lapwingIsPicking === true || document.visibilityState !== 'visible') return;
    const here = await ask();
    if (here === null) return;
    const element = byKeyboard ? focusedIn(document) : elementAt(pointer);
    // It is on the control itself.
    if (element === button.host) return;
    const post = element === null ? null : postAround(element, here.switchedOff);
    if (post === shown?.post) return;
    if (post === null) {
      if (!byKeyboard) hide();
      return;
    }
    shown = { post, place: '', box: boxOf(post), spot: null, since: null, byKeyboard };
    follow();
  };
  /** Keeps the control at its post, frame by frame; whenever the page moved the post, a press counts anew. */
  const follow = () => {
    if (shown === null) return;
    const { post, byKeyboard } = shown;
    const view = { width: findFirst(document, ':root')?.clientWidth ?? innerWidth, height: innerHeight };
    const box = boxOf(post);
    const place = [box.left, box.top, box.right, view.width, view.height].join(' ');
    if (!isSeen(post) || (!byKeyboard && !isNear(box))) return hide();
    if (place !== shown.place) {
      const spot = placeControl(box, view, isRightToLeft(post), pointer);
      if (spot === null) return hide();
      shown = { ...shown, place, box, spot, since: null };
      button.show(spot, box);
    } else if (!button.host.isConnected) return hide();
    else if (box.bottom !== shown.box.bottom && shown.spot !== null) {
      shown.box = box;
      button.show(shown.spot, box);
    }
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(follow);
  };
  const isNear = (post: Box) =>
    isAt(post, pointer, LEAVE_PX) || (button.host.isConnected && isAt(button.box(), pointer, LEAVE_PX));

  const listen = <Name extends keyof WindowEventMap>(
    name: Name,
    listener: (event: WindowEventMap[Name]) => void,
  ) =>
    addEventListener(name, (event) => void (event.isTrusted && listener(event)), {
      capture: true,
      passive: true,
      signal,
    });

  listen('pointermove', (event) => {
    if (event.pointerType === 'touch') return;
    pointer = { x: event.clientX, y: event.clientY };
    const isOn = event.target === button.host;
    if (shown !== null) {
      shown.since = isOn ? (shown.since ?? performance.now()) : null;
      if (!shown.byKeyboard && !isNear(shown.box)) hide();
    }
    clearTimeout(resting);
    if (!isOn && event.buttons === 0) rest(false);
  });
  listen('scroll', ({ target }) => {
    const under = elementAt(pointer);
    // What scrolls by itself elsewhere on the page is no news of what is pointed at.
    if (under !== null && (!(target instanceof Element) || isWithin(under, target))) rest(false);
  });
  listen('resize', hide);
  listen('pointerout', (event) => {
    if (event.relatedTarget !== null) return;
    // The pointer left the window.
    pointer = null;
    clearTimeout(resting);
    if (shown?.byKeyboard === false) hide();
  });
  listen('focusin', () => {
    const focused = focusedIn(document);
    if (focused !== null && isMatch(focused, ':focus-visible')) rest(true);
  });
  listen('focusout', () => {
    if (shown?.byKeyboard === true) hide();
  });
  addEventListener('visibilitychange', hide, { signal });
  for (const name of presses) {
    addEventListener(
      name,
      (event) => {
        // What a page makes up must not even spoil a real press.
        if (!event.isTrusted || event.target !== button.host) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        if (name === 'pointerdown') isPressed = counts(event);
        if (name === 'click' && isPressed && counts(event)) press();
      },
      { capture: true, signal },
    );
  }

  function counts({ isTrusted, button: pressed, clientX: x, clientY: y }: MouseEvent): boolean {
    const uncovered = button.isUncovered({ x, y });
    const since = shown?.since ?? null;
    const real = pressCounts({ isTrusted, button: pressed, since, now: performance.now(), uncovered });
    // She is to look again, where nothing lies over it.
    if (!uncovered && shown !== null) shown = { ...shown, place: '', since: null };
    return real;
  }
  function press(): void {
    if (shown === null) return;
    globalThis.lapwingPressed = shown.post;
    hide();
    void tellBackground({ kind: 'CONTROL_PRESS' } satisfies ControlMessage);
  }
}

/** The innermost thing around the element that can be flagged; null on pages of which the organisation wants nothing read. */
function postAround(element: Element, switchedOff: readonly Platform[]): Element | null {
  const view = openPage();
  return isSwitchedOff(view.url, switchedOff) ? null : itemAt(view, element, switchedOff);
}

function elementAt(point: Point | null): Element | null {
  return point === null ? null : Document.prototype.elementFromPoint.call(document, point.x, point.y);
}

const isSeen = (post: Element) => post.isConnected && Element.prototype.checkVisibility.call(post);

function boxOf(element: Element): Box {
  const { left, top, right, bottom } = Element.prototype.getBoundingClientRect.call(element);
  return { left, top, right, bottom };
}

const isRightToLeft = (element: Element) => getComputedStyle(element).direction === 'rtl';

function isAnswer(value: unknown): value is ControlAnswer {
  return isMessage(value) && (value.kind === 'CONTROL_SHOW' || value.kind === 'CONTROL_OFF');
}

function isNews(value: unknown): value is ControlNews {
  return isMessage(value) && value.kind === 'CONTROL_RENEW';
}

function isMessage(value: unknown): value is { kind: unknown } {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
