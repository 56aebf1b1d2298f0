import type { Category } from '@lapwing/contracts';
import { expect, it } from 'vitest';
import type { Direction, Mark } from './marks.ts';
import { listReasons } from './reason-list.ts';

const mark = (text: string, words: string, weight: number, facts: Partial<Mark> = {}): Mark => ({
  start: text.indexOf(words),
  end: text.indexOf(words) + words.length,
  direction: 'RAISED' satisfies Direction,
  strength: 3,
  category: 'GROOMING' satisfies Category,
  weight,
  ...facts,
});

it('lists what raised the score before what lowered it, by category, the strongest first, each word once', () => {
  const one = 'Our secret at school, meet me';
  const two = 'OUR SECRET again, hotel';
  const groups = listReasons([
    {
      text: one,
      marks: [
        mark(one, 'Our secret', 2),
        mark(one, 'school', 4, { direction: 'LOWERED' }),
        mark(one, 'meet me', 3),
      ],
    },
    {
      text: two,
      marks: [mark(two, 'OUR SECRET', 1), mark(two, 'hotel', 0.5, { category: 'SEC_TRAVEL_TOURISM' })],
    },
  ]);
  expect(groups).toEqual([
    { direction: 'RAISED', category: 'GROOMING', words: ['meet me', 'Our secret'] },
    { direction: 'RAISED', category: 'SEC_TRAVEL_TOURISM', words: ['hotel'] },
    { direction: 'LOWERED', category: 'GROOMING', words: ['school'] },
  ]);
  expect(listReasons([{ text: one, marks: [] }])).toEqual([]);
});
