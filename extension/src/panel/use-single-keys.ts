import { useSyncExternalStore } from 'react';
import { SINGLE_KEYS } from '../stored-keys.ts';

const changed = new EventTarget();

function subscribe(listener: () => void): () => void {
  changed.addEventListener('change', listener);
  return () => changed.removeEventListener('change', listener);
}

/** Whether single keys choose in the form. They can be turned off: some people press them by accident. */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, () => localStorage.getItem(SINGLE_KEYS) !== 'off');
  return [
    on,
    (next) => {
      localStorage.setItem(SINGLE_KEYS, next ? 'on' : 'off');
      changed.dispatchEvent(new Event('change'));
    },
  ];
}
