import { describe, expect, it } from 'vitest';
import { contentFiles } from './build-batch.ts';
import { inventEnvelope, inventReferral } from './testing/invented-envelope.ts';

describe('contentFiles', () => {
  const namesFor = (...codes: ('CHILD_MARRIAGE' | 'GROOMING')[]) =>
    contentFiles(
      inventEnvelope(
        codes.map((categoryCode) => inventReferral({ categoryCode })),
        { configuration: { formats: ['xarf', 'csv', 'xarf'] } },
      ),
    ).map(({ position, name }) => `${position} ${name}`);

  it('makes each file once, in the order of the recipient', () => {
    expect(namesFor('CHILD_MARRIAGE', 'GROOMING')).toEqual(['0 xarf.jsonl', '1 referrals.csv']);
  });

  it('makes no file of a format that has no word for anything in the batch', () => {
    expect(namesFor('CHILD_MARRIAGE')).toEqual(['0 referrals.csv']);
  });
});
