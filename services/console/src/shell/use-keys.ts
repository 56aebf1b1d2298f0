import { useEffect, useRef } from 'react';

/** What pressing a key does, by physical key (`KeyC`, `Slash`), so that a Thai keyboard layout works the same. */
export type KeyMap = Readonly<Record<string, (() => void) | undefined>>;

const typing = 'input, textarea, select, [contenteditable="true"]';

/** Whether a key press belongs to the page rather than to a field, a layer, or the browser. */
function isForPage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return false;
  if (event.target instanceof Element && event.target.closest(typing)) return false;
  return document.querySelector('[data-layer="modal"][data-state="open"]') === null;
}

/** Binds single keys while the component is shown and `enabled`. */
export function useKeys(keys: KeyMap, enabled = true): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      const run = current.current[event.shiftKey ? `Shift+${event.code}` : event.code];
      if (!run || !isForPage(event)) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [enabled]);
}
