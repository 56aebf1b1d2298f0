import { expect, it } from 'vitest';
import { shownPercent } from './shown-percent.ts';

it('never says that a post is harmless or harmful for certain', () => {
  expect([0, 1, 50, 99, 100].map(shownPercent)).toEqual(['< 1', '1', '50', '99', '> 99']);
});
