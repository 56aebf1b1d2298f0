import { type RecheckFinding, recheckFindings } from '@lapwing/contracts/recheck';

/** What a key does while something is looked at again. */
export type RecheckAction =
  | { kind: 'READ' }
  | { kind: 'FINDING'; finding: RecheckFinding }
  | { kind: 'SAVE' };

type Key = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'>;

/** The key that asks the page. */
export const READ_KEY = 'R';

/** The digit printed beside a finding. */
export function findingKey(finding: RecheckFinding): string {
  return String(recheckFindings.indexOf(finding) + 1);
}

/** What a key press means, or null. Keys are told by their place, so that they work with a Thai layout. */
export function recheckAction(key: Key, singleKeys: boolean): RecheckAction | null {
  if (key.altKey || key.repeat) return null;
  if (key.ctrlKey || key.metaKey) return key.code === 'Enter' ? { kind: 'SAVE' } : null;
  if (!singleKeys || key.shiftKey) return null;
  if (key.code === `Key${READ_KEY}`) return { kind: 'READ' };
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(key.code)?.[1];
  const finding = recheckFindings.find((code) => findingKey(code) === digit);
  return finding === undefined ? null : { kind: 'FINDING', finding };
}
