/** Asked of us by the page's half of our script before anything plays; prevented: it must not. */
export const PLAY_EVENT = 'lapwing-play';

/** Asked in the same way; prevented: it must be silent. */
export const SOUND_EVENT = 'lapwing-sound';

/** How long after a press something may begin to play. */
const ASKED_MS = 1_500;
/** Players draw their buttons around the picture. */
const MARGIN_PX = 72;

/** A press of the person herself, as far as it can ask for something to play. */
export interface Press {
  at: number;
  /** Where she pressed, or null for a key. */
  point: { x: number; y: number } | null;
}

type Box = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>;

/** Whether the press asked for what lies in the box (null: nowhere in sight) to play. */
export function asksToPlay(press: Press | null, now: number, box: Box | null): boolean {
  if (press === null || now - press.at > ASKED_MS) return false;
  if (press.point === null || box === null) return true;
  const { x, y } = press.point;
  return (
    x >= box.left - MARGIN_PX &&
    x <= box.right + MARGIN_PX &&
    y >= box.top - MARGIN_PX &&
    y <= box.bottom + MARGIN_PX
  );
}

/** Keys that start players. */
const playKeys = new Set(['Space', 'Enter', 'KeyK', 'MediaPlayPause', 'MediaPlay']);

/**
 * Lets nothing play before the person presses it, and nothing sound at all. Gives what to do with every tree and
 * element of the document.
 */
export function quietMedia(signal: AbortSignal): {
  root(root: Document | ShadowRoot): void;
  element(element: Element): void;
} {
  let press: Press | null = null;
  /** Media that we made silent, to give them back their sound. */
  const silenced = new Set<HTMLMediaElement>();
  const passive = { capture: true, passive: true, signal };

  const silence = (media: HTMLMediaElement) => {
    if (media.muted) return;
    silenced.add(media);
    media.muted = true;
  };
  const mayPlay = (media: HTMLMediaElement | null) =>
    asksToPlay(press, performance.now(), media === null ? null : media.getBoundingClientRect());
  const began = (event: Event) => {
    const [media] = event.composedPath();
    if (!(media instanceof HTMLMediaElement)) return;
    silence(media);
    if (event.type === 'play' && !mayPlay(media)) media.pause();
  };
  const asked = (event: Event) => {
    const [media] = event.composedPath();
    if (media instanceof HTMLMediaElement) silence(media);
    if (!mayPlay(media instanceof HTMLMediaElement ? media : null)) event.preventDefault();
    event.stopImmediatePropagation();
  };

  addEventListener(
    'pointerdown',
    (event) => {
      if (event.isTrusted) press = { at: performance.now(), point: { x: event.clientX, y: event.clientY } };
    },
    passive,
  );
  addEventListener(
    'keydown',
    (event) => {
      if (event.isTrusted && playKeys.has(event.code)) press = { at: performance.now(), point: null };
    },
    passive,
  );
  addEventListener(PLAY_EVENT, asked, { capture: true, signal });
  addEventListener(SOUND_EVENT, (event) => event.preventDefault(), { capture: true, signal });
  signal.addEventListener('abort', () => {
    for (const media of silenced) media.muted = false;
  });
  return {
    root(root) {
      for (const name of ['play', 'playing', 'volumechange']) {
        root.addEventListener(name, began, passive);
      }
    },
    element(element) {
      if (!(element instanceof HTMLMediaElement)) return;
      silence(element);
      if (!element.paused && !mayPlay(element)) element.pause();
    },
  };
}
