import { expect, it } from 'vitest';
import { percent } from './percent.ts';

it('has one decimal, a real minus sign, no negative zero, and a dash for nothing', () => {
  expect([0.1234, -0.072, -0.0001, 0, null].map(percent)).toEqual(['12.3', '\u22127.2', '0.0', '0.0', '–']);
});
