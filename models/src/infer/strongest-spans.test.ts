import { MAX_SCORE_SPANS } from '@lapwing/contracts/score';
import { expect, it } from 'vitest';
import { strongestSpans } from './strongest-spans.ts';

const word = (start: number, weight: number) => ({
  start,
  end: start + 3,
  weight,
  label: 'GROOMING' as const,
});

it('keeps the strongest stretches, for and against, in the order of the text', () => {
  const many = Array.from({ length: 40 }, (_, index) => word(index * 4, (index + 1) / 10));
  const kept = strongestSpans([...many, word(400, -9)].toReversed());
  expect(kept).toHaveLength(MAX_SCORE_SPANS);
  expect(kept[0]).toEqual({ start: 116, end: 119, weight: 3, category: 'GROOMING' });
  expect(kept.at(-1)?.weight).toBe(-9);
});

it('leaves out what is empty or moved nothing, and keeps a stretch for each category that it moved', () => {
  const spans = strongestSpans([
    { start: 4, end: 4, weight: 2, label: 'GROOMING' },
    word(8, 0.0004),
    word(12, Number.NaN),
    word(16, 1.23456),
    { ...word(16, -0.5), label: 'CHILD_MARRIAGE' },
  ]);
  expect(spans).toEqual([
    { start: 16, end: 19, weight: 1.235, category: 'GROOMING' },
    { start: 16, end: 19, weight: -0.5, category: 'CHILD_MARRIAGE' },
  ]);
});
