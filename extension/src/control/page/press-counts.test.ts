import { describe, expect, it } from 'vitest';
import { type Press, pressCounts, UNDER_POINTER_MS } from './press-counts.ts';

const press = (part: Partial<Press>): Press => ({
  isTrusted: true,
  button: 0,
  since: 1_000,
  now: 1_000 + UNDER_POINTER_MS,
  uncovered: true,
  ...part,
});

describe('a press on the control', () => {
  it('counts when a person had the pointer on it for a moment', () => {
    expect(pressCounts(press({}))).toBe(true);
  });

  it.each([
    ['is made up by the page', { isTrusted: false }],
    ['is of another button', { button: 2 }],
    ['comes before a person could have seen what is under the pointer', { now: 999 + UNDER_POINTER_MS }],
    ['comes when the control has just moved', { since: null }],
    ['is on something that lies over it', { uncovered: false }],
  ])('does not count when it %s', (_, part) => {
    expect(pressCounts(press(part))).toBe(false);
  });
});
