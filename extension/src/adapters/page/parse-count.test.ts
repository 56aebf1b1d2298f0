import { describe, expect, it } from 'vitest';
import type { Counts } from '../reading.ts';
import { countLabel } from './counts.ts';
import { parseCount } from './parse-count.ts';

describe('a number as a site writes it', () => {
  it.each([
    ['1,204 likes', 1_204],
    ['1.204 suka', 1_204],
    ['12.5K', 12_500],
    ['1,2K', 1_200],
    ['3 พัน', 3_000],
    ['1.5 หมื่นครั้ง', 15_000],
    ['2 แสน', 200_000],
    ['1.2M views', 1_200_000],
    ['7 minutes', 7],
    ['3 kids', 3],
    ['no number', null],
    ['9'.repeat(40), null],
  ])('%s', (text, count) => expect(parseCount(text)).toBe(count));
});

describe('a label with numbers', () => {
  const counted = (...labels: string[]) => {
    const counts: Counts = {};
    for (const label of labels) countLabel(label, counts);
    return counts;
  };

  it('gives each number under its name, in English, Thai and Indonesian', () => {
    expect(counted('3 replies, 5 reposts, 12 likes, 1,204 views')).toEqual({
      comments: 3,
      shares: 5,
      likes: 12,
      views: 1_204,
    });
    expect(counted('ความคิดเห็น 12 รายการ', 'แชร์ 3 ครั้ง')).toEqual({ comments: 12, shares: 3 });
    expect(counted('45 komentar', '1.204 suka')).toEqual({ comments: 45, likes: 1_204 });
  });

  it('keeps the first of a name, and leaves out sentences and labels without a name', () => {
    expect(counted('12 likes', '99 likes', '2 days ago', `${'word '.repeat(20)} 7 comments`)).toEqual({
      likes: 12,
    });
  });
});
