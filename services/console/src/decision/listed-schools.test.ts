import { describe, expect, it } from 'vitest';
import { listedSchoolsIn } from './listed-schools.ts';

const answer = { text: 'At Green Valley.', places: [{ start: 3, end: 15 }] };

describe('listedSchoolsIn', () => {
  it('is what the API said of this very text', () => {
    expect(listedSchoolsIn(answer.text, answer)).toEqual(answer.places);
  });

  it('stays with its words while the text changes', () => {
    const later = 'Often at Green Valley, at Green Valley';
    expect(listedSchoolsIn(later, answer).map(({ start, end }) => later.slice(start, end))).toEqual([
      'Green Valley',
      'Green Valley',
    ]);
  });

  it('is nothing once its words are gone, or before anything was answered', () => {
    expect(listedSchoolsIn('At [school].', answer)).toEqual([]);
    expect(listedSchoolsIn(answer.text, undefined)).toEqual([]);
  });
});
