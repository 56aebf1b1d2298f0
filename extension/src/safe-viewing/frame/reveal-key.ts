/** The keys that open one thing while they are held, as they are printed. */
export const REVEAL_KEYS = 'Alt+Shift+V';

type Key = Pick<KeyboardEvent, 'code' | 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey'>;

/** Whether this press is the reveal key. Told by its place, so that it works with a Thai layout. */
export function isRevealKey({ code, altKey, shiftKey, ctrlKey, metaKey }: Key): boolean {
  return code === 'KeyV' && altKey && shiftKey && !ctrlKey && !metaKey;
}

/** Whether letting this key go ends the hold. */
export function endsReveal({ code }: Pick<Key, 'code'>): boolean {
  return code === 'KeyV' || code.startsWith('Alt') || code.startsWith('Shift');
}
