import { openPage } from '../../adapters/page/open-page.ts';
import { itemAt, itemsOfPage, type PageReading, readPage } from '../../adapters/read-page.ts';
import { tellBackground } from '../../browser/messages.ts';
import type { PickMessage } from '../collect-messages.ts';
import { type Mark, openPickLayer } from './pick-layer.ts';
import type { PickRequest } from './pick-request.ts';

/** What the script leaves in the extension's own world of a page, where the page cannot reach it. */
declare global {
  var lapwingPick: ((request: PickRequest) => number) | undefined;
  /** Posts are being picked: no other control of ours is in the way. */
  var lapwingIsPicking: boolean | undefined;
}

/** What a page does with a press; while posts are picked none of it reaches the page. */
const presses = [
  'pointerdown',
  'pointerup',
  'mousedown',
  'mouseup',
  'click',
  'dblclick',
  'auxclick',
] as const;
/** As many posts as a sitting holds. */
const MOST = 200;
/** Readings in one message. */
const AT_ONCE = 20;

/** Lets posts be picked by the next call; does nothing by itself. */
export function startPickScript(): void {
  let end: (() => void) | null = null;
  globalThis.lapwingPick ??= (request) => {
    end?.();
    const mode = pickPosts(request, () => {
      end = null;
    });
    end = mode.end;
    return mode.count;
  };
}

/** Runs in the page after {@link startPickScript} and refers to nothing outside of itself. */
export function callPickScript(request: PickRequest): number | null {
  return globalThis.lapwingPick?.(request) ?? null;
}

/** Begins picking; `count` is how many posts the page has, as far as is known. Nothing but real presses count. */
function pickPosts(request: PickRequest, onEnd: () => void): { count: number; end: () => void } {
  const { switchedOff, words } = request;
  const stop = new AbortController();
  globalThis.lapwingIsPicking = true;
  const picked = new Map<Element, string>();
  let current: Element | null = null;

  const layer = openPickLayer(words, request.language, { onAll: () => void pickAll(), onDone: finish });
  const refresh = () => {
    const marks: Mark[] = [...picked.keys()].map((element, index) => ({ element, number: index + 1 }));
    if (current !== null && !picked.has(current)) marks.push({ element: current, number: null });
    layer.draw(marks);
    layer.say(picked.size === 0 ? words.none : words.picked.replace('{count}', `${picked.size}`));
  };
  const tell = (message: Omit<PickMessage, 'kind' | 'picked'> & { picked: unknown[] }) =>
    void tellBackground({ kind: 'PICKED', ...message });
  const readingOf = (element: Element) => readPage(openPage(), { kind: 'ELEMENT', element }, switchedOff);

  function toggle(element: Element): void {
    const id = picked.get(element);
    if (id !== undefined) {
      picked.delete(element);
      tell({ picked: [], dropped: [id], all: false });
    } else if (picked.size < MOST) {
      const made = crypto.randomUUID();
      picked.set(element, made);
      tell({ picked: [{ id: made, reading: readingOf(element) }], dropped: [], all: false });
    }
    refresh();
  }

  async function pickAll(): Promise<void> {
    const fresh = itemsOfPage(openPage(), switchedOff)
      .filter((element) => !picked.has(element))
      .slice(0, MOST - picked.size)
      .map((element) => ({ element, id: crypto.randomUUID() }));
    for (const { element, id } of fresh) picked.set(element, id);
    refresh();
    for (let from = 0; from < fresh.length; from += AT_ONCE) {
      const readings: { id: string; reading: PageReading }[] = [];
      for (const { element, id } of fresh.slice(from, from + AT_ONCE)) {
        // Each reading is short; between two the page goes on.
        await new Promise((resolve) => setTimeout(resolve));
        if (picked.get(element) === id) readings.push({ id, reading: readingOf(element) });
      }
      if (readings.length > 0) tell({ picked: readings, dropped: [], all: true });
    }
  }

  function finish(): void {
    if (stop.signal.aborted) return;
    stop.abort();
    globalThis.lapwingIsPicking = false;
    layer.remove();
    onEnd();
  }

  function move(by: 1 | -1): void {
    const items = itemsOfPage(openPage(), switchedOff);
    const at = current === null ? -1 : items.indexOf(current);
    const next = items[at === -1 && by === -1 ? items.length - 1 : at + by];
    if (next === undefined) return;
    current = next;
    Element.prototype.scrollIntoView.call(next, { block: 'center' });
    refresh();
  }

  const isOurs = (event: Event) => event.target === layer.host;
  const listen = <Name extends keyof WindowEventMap>(
    name: Name,
    listener: (event: WindowEventMap[Name]) => void,
    options: AddEventListenerOptions = {},
  ) => addEventListener(name, listener, { capture: true, signal: stop.signal, ...options });
  listen('pointermove', (event) => {
    if (!event.isTrusted || isOurs(event)) return;
    const around = event.target instanceof Element ? itemAt(openPage(), event.target, switchedOff) : null;
    if (around === current) return;
    current = around;
    refresh();
  });
  for (const name of presses) {
    listen(name, (event) => {
      if (isOurs(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (name !== 'click' || !event.isTrusted || !(event.target instanceof Element)) return;
      const around = itemAt(openPage(), event.target, switchedOff);
      if (around !== null) toggle(around);
    });
  }
  listen('keydown', (event) => {
    if (!event.isTrusted || event.ctrlKey || event.metaKey || event.altKey || event.code === 'Tab') return;
    if (layer.isOnButton() && event.code !== 'Escape' && !event.code.startsWith('Arrow')) return;
    event.stopImmediatePropagation();
    if (event.code === 'Escape') finish();
    else if (event.code === 'ArrowDown' || event.code === 'KeyJ') move(1);
    else if (event.code === 'ArrowUp' || event.code === 'KeyK') move(-1);
    else if ((event.code === 'Enter' || event.code === 'Space') && current !== null) toggle(current);
    else if (event.code === 'KeyA') void pickAll();
    else return;
    event.preventDefault();
  });
  // Posts move when the page is scrolled, and come and go as it loads more.
  listen('scroll', refresh, { passive: true });
  listen('resize', refresh);
  const seen = new MutationObserver(() => {
    for (const element of picked.keys()) if (!element.isConnected) return refresh();
  });
  seen.observe(document.documentElement, { childList: true, subtree: true });
  stop.signal.addEventListener('abort', () => seen.disconnect());
  layer.focus();
  if (request.all) void pickAll();
  else refresh();
  return { count: itemsOfPage(openPage(), switchedOff).length, end: finish };
}
