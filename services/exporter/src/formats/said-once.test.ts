import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saidOnce } from './said-once.ts';

describe('saidOnce', () => {
  it('says of every value what it would say without it', () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>(undefined, null, '', '1', 1, 0, -0, Number.NaN, false),
      fc.array(fc.integer(), { maxLength: 1 }),
    );
    const say = (said: unknown): string => `${typeof said} ${JSON.stringify(said)}`;
    fc.assert(
      fc.property(fc.array(value), (values) => {
        expect(values.map(saidOnce(say))).toEqual(values.map(say));
      }),
    );
  });

  it('asks once for the same value after the same', () => {
    const asked: string[] = [];
    const say = saidOnce((value: string) => {
      asked.push(value);
      return value.toUpperCase();
    });
    expect(['a', 'a', 'b', 'b', 'a'].map((value) => say(value))).toEqual(['A', 'A', 'B', 'B', 'A']);
    expect(asked).toEqual(['a', 'b', 'a']);
  });
});
