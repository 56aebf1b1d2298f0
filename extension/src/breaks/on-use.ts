/** How often it is worth saying that somebody is there. */
const EVERY_MS = 20_000;

const uses = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'scroll', 'touchmove'];

/** Calls back while somebody uses this page herself and sees it, at most every 20 seconds. */
export function onUse(signal: AbortSignal, listener: () => void): void {
  let last = Number.NEGATIVE_INFINITY;
  const used = (event: Event) => {
    const now = performance.now();
    if (!event.isTrusted || document.hidden || now - last < EVERY_MS) return;
    last = now;
    listener();
  };
  for (const name of uses) addEventListener(name, used, { capture: true, passive: true, signal });
}
