import { recheckFindings } from '@lapwing/contracts/recheck';
import { describe, expect, it } from 'vitest';
import { findingKey, recheckAction } from './recheck-keys.ts';

const key = (code: string, held: Partial<Parameters<typeof recheckAction>[0]> = {}) => ({
  ...{ code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false },
  ...held,
});

describe('keys while something is looked at again', () => {
  it('choose what was seen by digits, on both sides of the keyboard', () => {
    for (const finding of recheckFindings) {
      for (const place of ['Digit', 'Numpad'])
        expect(recheckAction(key(`${place}${findingKey(finding)}`), true)).toEqual({
          kind: 'FINDING',
          finding,
        });
    }
    expect(recheckAction(key('Digit5'), true)).toBeNull();
  });

  it('ask the page, and save', () => {
    expect(recheckAction(key('KeyR'), true)).toEqual({ kind: 'READ' });
    expect(recheckAction(key('Enter', { ctrlKey: true }), true)).toEqual({ kind: 'SAVE' });
    expect(recheckAction(key('Enter', { metaKey: true }), true)).toEqual({ kind: 'SAVE' });
  });

  it('leave alone what the browser or the button means, and what was switched off', () => {
    expect(recheckAction(key('Enter'), true)).toBeNull();
    expect(recheckAction(key('KeyR', { ctrlKey: true }), true)).toBeNull();
    expect(recheckAction(key('Digit1', { altKey: true }), true)).toBeNull();
    expect(recheckAction(key('Enter', { ctrlKey: true, repeat: true }), true)).toBeNull();
    expect(recheckAction(key('Digit1'), false)).toBeNull();
    expect(recheckAction(key('KeyR'), false)).toBeNull();
    expect(recheckAction(key('Enter', { ctrlKey: true }), false)).toEqual({ kind: 'SAVE' });
  });
});
