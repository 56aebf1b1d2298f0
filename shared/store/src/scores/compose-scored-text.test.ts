import type { ScoreSpan } from '@lapwing/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeScoredText } from './compose-scored-text.ts';

const span = (start: number, end: number): ScoreSpan => ({ start, end, weight: 1, category: 'GROOMING' });
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });

describe('composeScoredText', () => {
  it('reads every different text once, oldest first, and nothing where there is none', () => {
    expect(composeScoredText(['First', null, 'Second', 'First']).text).toBe('First\nSecond');
    expect(composeScoredText([null]).text).toBe('');
    expect(composeScoredText([]).inputHash).toBe(composeScoredText([null]).inputHash);
  });

  it('finds a stretch of the whole again in the text that it came from', () => {
    fc.assert(
      fc.property(fc.array(fc.option(text), { maxLength: 6 }), fc.nat(), fc.nat(), (texts, at, length) => {
        const scored = composeScoredText(texts);
        const start = at % Math.max(1, scored.text.length);
        const end = start + 1 + (length % 10);
        const found = [...new Set(texts)].flatMap((part) =>
          part === null
            ? []
            : scored.spansWithin(part, [span(start, end)]).map((own) => part.slice(own.start, own.end)),
        );
        // Nothing but the line ends between the texts is lost.
        expect(found.join('')).toBe(
          [...new Set(texts)]
            .filter((part) => part !== null)
            .join('\0')
            .slice(start, end)
            .replaceAll('\0', ''),
        );
      }),
    );
  });

  it('keeps what a stretch says, and gives none to a text that was not read', () => {
    const scored = composeScoredText(['one two', 'three']);
    const given: ScoreSpan[] = [
      { start: 4, end: 7, weight: -0.5, category: 'CHILD_MARRIAGE' },
      { start: 8, end: 13, weight: 2, category: 'GROOMING' },
    ];
    expect(scored.spansWithin('one two', given)).toEqual([given[0]]);
    expect(scored.spansWithin('three', given)).toEqual([{ ...given[1], start: 0, end: 5 }]);
    expect(scored.spansWithin('four', given)).toEqual([]);
  });

  it('cuts at 5,000 characters, half a character included', () => {
    const scored = composeScoredText([`${'a'.repeat(4_999)}🌊`, 'never read']);
    expect(scored.text).toHaveLength(5_000);
    expect(scored.text.isWellFormed()).toBe(true);
    expect(scored.spansWithin('never read', [span(4_000, 5_000)])).toEqual([]);
  });
});
