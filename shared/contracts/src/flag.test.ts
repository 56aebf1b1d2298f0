import { describe, expect, it } from 'vitest';
import { CLOCK_SKEW_MS, FlagInput, OLDEST_OBSERVATION_MS, observationTimeProblem } from './flag.ts';

const good = {
  url: 'https://pantip.com/topic/40000001',
  category: 'GROOMING',
  severity: 2,
  urgency: 'ROUTINE',
  observedAt: '2026-03-04T05:06:07Z',
};
const pointers = (body: unknown) =>
  FlagInput.safeParse(body).error?.issues.map((issue) => issue.path.join('/')) ?? 'accepted';

describe('FlagInput', () => {
  it('accepts the least that a flag needs', () => {
    expect(FlagInput.parse(good)).toMatchObject({ text: '', note: '', hashes: [], modifiers: [] });
  });

  it.each([
    ['an unknown category', { category: 'SOMETHING' }, ['category']],
    ['severity 5', { severity: 5 }, ['severity']],
    ['a text of 5,001 characters', { text: 'a'.repeat(5001) }, ['text']],
    ['a URL of 4,097 characters', { url: `https://example.org/${'a'.repeat(4077)}` }, ['url']],
    ['a lone surrogate', { text: 'half \ud83d' }, ['text']],
    ['a NUL', { note: 'a\u0000b' }, ['note']],
    ['an unknown field', { colour: 'red' }, ['']],
    ['OTHER_SEC_RISK without a reason', { category: 'OTHER_SEC_RISK' }, ['note']],
    ['IMMINENT without its statement', { urgency: 'IMMINENT' }, ['imminentDanger']],
    ['imminent danger that is not urgent', { imminentDanger: { basis: ['TRAVEL'] } }, ['imminentDanger']],
    [
      'a hash of the wrong length',
      { hashes: [{ algorithm: 'MD5', value: 'ab', source: 's' }] },
      ['hashes/0'],
    ],
    ['a date that is none', { observedAt: 'yesterday' }, ['observedAt']],
    ['a year that Postgres cannot read', { postedAt: '0000-01-01T00:00:00Z' }, ['postedAt']],
    ['a year beyond 9999 in UTC', { postedAt: '9999-12-31T23:59:59-23:00' }, ['postedAt']],
    ['a handle with a line break', { authorHandle: 'a\nb' }, ['authorHandle']],
  ])('refuses %s', (_what, change, expected) => {
    expect(pointers({ ...good, ...change })).toEqual(expected);
  });
});

describe('observationTimeProblem', () => {
  const now = new Date('2026-03-04T05:06:07Z');
  it.each([
    [0, null],
    [CLOCK_SKEW_MS, null],
    [CLOCK_SKEW_MS + 1, 'IN_FUTURE'],
    [-OLDEST_OBSERVATION_MS, null],
    [-OLDEST_OBSERVATION_MS - 1, 'TOO_OLD'],
  ])('at %i ms from the server time is %s', (offset, problem) => {
    expect(observationTimeProblem(new Date(now.getTime() + offset).toISOString(), now)).toBe(problem);
  });
});
