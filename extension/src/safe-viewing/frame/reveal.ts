import { askBackground } from '../../browser/messages.ts';
import { OPEN_ATTRIBUTE } from '../cover-css.ts';
import type { FrameMessage } from '../frame-messages.ts';
import { endsReveal, isRevealKey } from './reveal-key.ts';
import { focusedThing, frameUnderPointer, isFrame, thingAt } from './thing-at.ts';

/** How long the mouse button or the finger rests on something before it opens. */
const PRESS_MS = 500;
/** How far it may stray meanwhile. */
const STRAY_PX = 10;
/** How long something stays open at most. */
const MOMENT_MS = 10_000;

/** What holds something open: the key over what has the pointer, or over what has the focus, or a press on it. */
type Means = 'KEY' | 'FOCUS' | 'PRESS';

interface Opened {
  thing: Element;
  word: string;
  by: Means;
  timer: ReturnType<typeof setTimeout>;
}

export interface Reveal {
  root(root: Document | ShadowRoot): void;
  /** The key is held in another frame of the page, or let go there. */
  held(held: boolean): void;
  /** The pointer was in the document that calls itself by this word, at that moment (milliseconds since the epoch). */
  pointerWasIn(word: string, at: number): void;
  /** Whether frames are covered as a whole, and open as a whole. */
  framesAreCovered(covered: boolean): void;
}

/**
 * Opens one thing for as long as the reveal key or the mouse button is held over it, for a moment at most. It stays
 * grey and silent.
 *
 * @param onOpen told what is open, and by which word
 */
export function revealWhileHeld(
  signal: AbortSignal,
  onOpen: (word: string | null, thing: Element | null) => void,
): Reveal {
  let pointer: { x: number; y: number } | null = null;
  let opened: Opened | null = null;
  let press: { x: number; y: number; timer: ReturnType<typeof setTimeout> } | null = null;
  let swallowsClick = false;
  let heldElsewhere = false;
  /** Frames do not see the pointer in one another: whoever has it says so. */
  const ownWord = freshWord();
  let isElsewhere = false;
  let movedAt = 0;
  let framesCovered = false;
  let keyHeld = false;
  let telling: Promise<unknown> = Promise.resolve();
  const tell = (message: FrameMessage): Promise<unknown> => {
    telling = telling.then(() => askBackground(message)).catch(() => undefined);
    return telling;
  };

  // A page may copy the mark to what nobody asked for: it is taken away before the browser draws.
  const guard = new MutationObserver((records) => {
    for (const { target } of records) {
      if (target instanceof Element && target !== opened?.thing) target.removeAttribute(OPEN_ATTRIBUTE);
    }
  });

  const open = (thing: Element | null, by: Means) => {
    if (opened !== null || thing === null) return;
    const word = freshWord();
    // One press of the key opens one thing.
    keyHeld = false;
    opened = { thing, word, by, timer: setTimeout(close, MOMENT_MS) };
    onOpen(word, thing);
    // Last: in shadow trees Chromium does not style again what had the attribute before the style spoke of it.
    void tell({ kind: 'SAFE_OPEN', word, open: true }).then(() => {
      if (opened?.word === word) thing.setAttribute(OPEN_ATTRIBUTE, word);
    });
  };
  const close = () => {
    if (press !== null) clearTimeout(press.timer);
    press = null;
    if (opened === null) return;
    const { thing, word, timer } = opened;
    opened = null;
    clearTimeout(timer);
    thing.removeAttribute(OPEN_ATTRIBUTE);
    onOpen(null, null);
    void tell({ kind: 'SAFE_OPEN', word, open: false });
  };
  const openUnderPointer = () => {
    if (pointer !== null && !isElsewhere) open(thingAt(pointer.x, pointer.y), 'KEY');
  };
  const isOpenUnderPointer = () => opened !== null && opened.by !== 'FOCUS';
  const hasLeft = (x: number, y: number) => {
    if (opened === null || opened.by === 'FOCUS') return false;
    const box = opened.thing.getBoundingClientRect();
    return x < box.left || x > box.right || y < box.top || y > box.bottom;
  };

  const listen = <Name extends keyof WindowEventMap>(
    name: Name,
    listener: (event: WindowEventMap[Name]) => void,
  ) =>
    addEventListener(name, (event) => void (event.isTrusted && listener(event)), { capture: true, signal });

  listen('keydown', (event) => {
    if (!isRevealKey(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.repeat) return;
    keyHeld = true;
    const frame = framesCovered ? frameUnderPointer() : null;
    if (frame !== null) return open(frame, 'KEY');
    if (isElsewhere) {
      heldElsewhere = true;
      return void tell({ kind: 'SAFE_HOLD', held: true });
    }
    openUnderPointer();
    open(focusedThing(), 'FOCUS');
  });
  listen('keyup', (event) => {
    if (!endsReveal(event)) return;
    keyHeld = false;
    if (heldElsewhere) void tell({ kind: 'SAFE_HOLD', held: false });
    heldElsewhere = false;
    close();
  });
  const pointerIsAt = ({ target, clientX: x, clientY: y, timeStamp }: PointerEvent) => {
    // Chromium tells a document now and then of a pointer that is in a frame of it.
    if (target instanceof Element && isFrame(target)) return;
    movedAt = performance.timeOrigin + timeStamp;
    if (pointer === null || isElsewhere) void tell({ kind: 'SAFE_HERE', word: ownWord, at: movedAt });
    pointer = { x, y };
    isElsewhere = false;
    // The key was first; one press opens one thing, whenever the pointer comes to it.
    if (keyHeld) openUnderPointer();
  };
  listen('pointermove', (event) => {
    const { clientX: x, clientY: y, buttons } = event;
    pointerIsAt(event);
    const strayed = press !== null && Math.hypot(x - press.x, y - press.y) > STRAY_PX;
    // Letting go is not always told, such as outside of the window.
    const letGo = buttons === 0 && (press !== null || opened?.by === 'PRESS');
    if (hasLeft(x, y) || strayed || letGo) close();
  });
  // The page may move under a pointer that rests: it is over something else then, and has not moved.
  listen('pointerover', pointerIsAt);
  listen('pointerdown', ({ button, clientX: x, clientY: y }) => {
    swallowsClick = false;
    close();
    if (button !== 0) return;
    pointer = { x, y };
    const timer = setTimeout(() => {
      press = null;
      open(thingAt(x, y), 'PRESS');
      swallowsClick = opened !== null;
    }, PRESS_MS);
    press = { x, y, timer };
  });
  listen('pointerup', close);
  listen('pointercancel', close);
  listen('scroll', () => {
    if (press !== null || (pointer !== null && hasLeft(pointer.x, pointer.y))) close();
  });
  listen('blur', close);
  listen('pagehide', close);
  listen('click', (event) => {
    if (!swallowsClick) return;
    // Looking at something is not following it.
    swallowsClick = false;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  listen('dragstart', (event) => void ((press !== null || opened !== null) && event.preventDefault()));
  listen('contextmenu', (event) => void (isOpenUnderPointer() && event.preventDefault()));
  signal.addEventListener('abort', () => {
    close();
    guard.disconnect();
  });

  return {
    root(root) {
      guard.observe(root, { attributes: true, attributeFilter: [OPEN_ATTRIBUTE], subtree: true });
    },
    framesAreCovered(covered) {
      framesCovered = covered;
    },
    pointerWasIn(word, at) {
      // News of another frame may come after the pointer came back to this one.
      if (word !== ownWord && at < movedAt) return;
      isElsewhere = word !== ownWord;
      if (isElsewhere && isOpenUnderPointer()) close();
      // The key was faster than the news of where the pointer is.
      if (!isElsewhere && keyHeld) openUnderPointer();
    },
    held(held) {
      keyHeld = held;
      if (held) openUnderPointer();
      else close();
    },
  };
}

/** 128 random bits; `randomUUID` is not there on pages without TLS. */
function freshWord(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
