import { categories, imminentBases } from '@lapwing/contracts/taxonomy';
import { describe, expect, it } from 'vitest';
import { basisKey, categoryKey, formAction } from './form-keys.ts';

const none = { key: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false };
const press = (code: string, more: Partial<typeof none> = {}, typing = false, singleKeys = true) =>
  formAction({ ...none, ...more, code }, typing, singleKeys);

describe('keys of the form', () => {
  it('gives every category a letter of its own, chosen by its place on the keyboard', () => {
    expect(categories.map(categoryKey).join('')).toBe('ABCDEFGHIJKL');
    expect(press('KeyD')).toEqual({ kind: 'CATEGORY', category: 'GROOMING' });
    expect(press('KeyS')).toBeNull();
  });

  it('gives the signs of imminent danger the letters after that', () => {
    expect(imminentBases.map(basisKey).join('')).toBe('MNOPQR');
    expect(press('KeyN')).toEqual({ kind: 'BASIS', basis: 'PLANNED_MEETING' });
  });

  it('chooses severities by number and imminent danger by zero', () => {
    expect(press('Digit2')).toEqual({ kind: 'SEVERITY', severity: 2 });
    expect(press('Numpad4')).toEqual({ kind: 'SEVERITY', severity: 4 });
    expect(press('Digit5')).toBeNull();
    expect(press('Digit0')).toEqual({ kind: 'IMMINENT' });
  });

  it('sends with Ctrl or ⌘ and Enter, from text fields too, once per press', () => {
    expect(press('Enter', { ctrlKey: true }, true)).toEqual({ kind: 'SEND' });
    expect(press('Enter', { metaKey: true })).toEqual({ kind: 'SEND' });
    expect(press('Enter', { ctrlKey: true, repeat: true })).toBeNull();
    expect(press('Enter')).toBeNull();
  });

  it('pins a category with its letter and Shift, and explains them all with a question mark of any keyboard', () => {
    expect(press('KeyD', { shiftKey: true })).toEqual({ kind: 'PIN', category: 'GROOMING' });
    expect(press('KeyM', { shiftKey: true })).toBeNull();
    expect(press('Slash', { shiftKey: true, key: 'ฦ' })).toEqual({ kind: 'HELP' });
    expect(press('Minus', { shiftKey: true, key: '?' })).toEqual({ kind: 'HELP' });
    expect(press('Slash', { shiftKey: true, key: '?' }, true)).toBeNull();
  });

  it('leaves letters alone in text fields, with modifiers, and where single keys are turned off', () => {
    expect(press('KeyD', {}, true)).toBeNull();
    expect(press('KeyD', { ctrlKey: true })).toBeNull();
    expect(press('KeyD', {}, false, false)).toBeNull();
    expect(press('Enter', { ctrlKey: true }, false, false)).toEqual({ kind: 'SEND' });
  });
});
