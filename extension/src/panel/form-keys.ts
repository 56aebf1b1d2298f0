import {
  type Category,
  categories,
  type ImminentBasis,
  imminentBases,
  type Severity,
  severities,
} from '@lapwing/contracts/taxonomy';

/** What a key does in the form. */
export type FormAction =
  | { kind: 'CATEGORY'; category: Category }
  | { kind: 'SEVERITY'; severity: Severity }
  | { kind: 'IMMINENT' }
  /** Only where the checklist of imminent danger is open. */
  | { kind: 'BASIS'; basis: ImminentBasis }
  /** Pins a category, or takes the pin out. */
  | { kind: 'PIN'; category: Category }
  /** Explains the categories. */
  | { kind: 'HELP' }
  | { kind: 'SEND' };

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'>;

/** The letter printed beside a category: A to L in the order of the taxonomy. */
export function categoryKey(category: Category): string {
  return String.fromCharCode(65 + categories.indexOf(category));
}

/** The letter printed beside a sign of imminent danger: those after the categories'. */
export function basisKey(basis: ImminentBasis): string {
  return String.fromCharCode(65 + categories.length + imminentBases.indexOf(basis));
}

/**
 * What a key press means, or null. Keys are told by their place, not by what they type, so that they work with a
 * Thai layout. `typing`: the person is in a text field, where only Ctrl or ⌘ with Enter counts.
 */
export function formAction(key: Key, typing: boolean, singleKeys: boolean): FormAction | null {
  if (key.code === 'Enter' && (key.ctrlKey || key.metaKey) && !key.altKey && !key.repeat)
    return { kind: 'SEND' };
  if (typing || !singleKeys || key.ctrlKey || key.metaKey || key.altKey) return null;
  if (key.key === '?' || (key.code === 'Slash' && key.shiftKey)) return { kind: 'HELP' };
  if (key.shiftKey) {
    const category = categories.find((code) => `Key${categoryKey(code)}` === key.code);
    return category === undefined ? null : { kind: 'PIN', category };
  }
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(key.code)?.[1];
  if (digit === '0') return { kind: 'IMMINENT' };
  const severity = severities.find((step) => String(step) === digit);
  if (severity !== undefined) return { kind: 'SEVERITY', severity };
  const letter = /^Key([A-Z])$/.exec(key.code)?.[1];
  const category = categories.find((code) => categoryKey(code) === letter);
  if (category !== undefined) return { kind: 'CATEGORY', category };
  const basis = imminentBases.find((code) => basisKey(code) === letter);
  return basis === undefined ? null : { kind: 'BASIS', basis };
}
