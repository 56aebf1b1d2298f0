import { InvalidArgumentError } from 'commander';
import { expect, it } from 'vitest';
import { integer, wholeNumber } from './options.ts';

it('takes whole numbers of a range and nothing else', () => {
  expect([integer('0'), integer('20250611')]).toEqual([0, 20_250_611]);
  const batch = wholeNumber(1, 10_000);
  expect([batch('1'), batch('10000')]).toEqual([1, 10_000]);
  for (const value of ['', ' ', '-1', '1.5', 'one', '1e400']) {
    expect(() => integer(value), value).toThrow(InvalidArgumentError);
  }
  for (const value of ['0', '10001']) expect(() => batch(value)).toThrow('from 1 to 10,000');
  expect(() => wholeNumber(1)('0')).toThrow('A whole number, 1 or more.');
});
