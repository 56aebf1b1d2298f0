import { useSyncExternalStore } from 'react';

const KEY = 'lapwing.single-keys';
const changed = new EventTarget();

function subscribe(listener: () => void): () => void {
  changed.addEventListener('change', listener);
  return () => changed.removeEventListener('change', listener);
}

/** Whether single keys choose in the form. They can be turned off: some people press them by accident. */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, () => localStorage.getItem(KEY) !== 'off');
  return [
    on,
    (next) => {
      localStorage.setItem(KEY, next ? 'on' : 'off');
      changed.dispatchEvent(new Event('change'));
    },
  ];
}
