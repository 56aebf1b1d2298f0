import { describe, expect, it } from 'vitest';
import { OutcomeCells, OutcomeMapping } from './outcome-import.ts';
import { readOutcomeCells, readRecipientTime } from './read-outcome-cells.ts';

const mapping = OutcomeMapping.parse({
  columns: {},
  words: [
    { word: 'Action taken', meaning: 'REMOVED' },
    { word: 'ลบแล้ว', meaning: 'REMOVED' },
    { word: 'In review', meaning: 'NOTHING' },
  ],
  dateOrder: 'DAY_FIRST',
  timeZone: 'Asia/Bangkok',
});
const now = new Date('2026-11-28T10:00:00Z');
const receivedAt = new Date('2026-11-28T09:00:00Z');
const read = (cells: Partial<OutcomeCells>) =>
  readOutcomeCells(OutcomeCells.parse({ line: 2, reference: 'x', ...cells }), mapping, { receivedAt, now });

describe('a line of outcomes', () => {
  it.each([
    ['our code', 'REMOVED', 'REMOVED'],
    ['our code as people write it', ' no violation ', 'NO_VIOLATION'],
    ["the recipient's word", 'ACTION TAKEN', 'REMOVED'],
    ["the recipient's word in Thai", ' ลบแล้ว', 'REMOVED'],
    ['a word that says nothing yet', 'in review', 'NOTHING'],
  ])('is read by %s', (_what, outcome, kind) => {
    expect(read({ outcome })).toEqual({ ok: true, kind, observedAt: receivedAt });
  });

  it('never guesses what a word means that nobody explained', () => {
    for (const outcome of ['Removed by owner', 'remove', 'done', 'toString'])
      expect(read({ outcome })).toEqual({
        ok: false,
        problems: [{ column: 'outcome', code: 'UNKNOWN_WORD' }],
      });
  });

  it('says everything that is wrong with it at once', () => {
    const note = 'n'.repeat(1001);
    expect(read({ reference: ' ', observedAt: 'soon', note })).toEqual({
      ok: false,
      problems: [
        { column: 'reference', code: 'NOTHING_TO_MATCH' },
        { column: 'outcome', code: 'EMPTY' },
        { column: 'note', code: 'TOO_LONG' },
        { column: 'observedAt', code: 'NO_TIME' },
      ],
    });
  });

  it('lies not in the future', () => {
    expect(read({ outcome: 'REMOVED', observedAt: '2026-11-28T10:06:00Z' })).toMatchObject({
      problems: [{ column: 'observedAt', code: 'IN_FUTURE' }],
    });
  });
});

describe('a time as recipients write it', () => {
  const at = (written: string, dateOrder: 'DAY_FIRST' | 'MONTH_FIRST' = 'DAY_FIRST', timeZone = 'UTC') =>
    readRecipientTime(written, { dateOrder, timeZone }, now)?.toISOString() ?? null;

  it.each([
    ['2026-11-03T10:20:30Z', '2026-11-03T10:20:30.000Z'],
    ['2026-11-03 10:20:30.123 +07:00', '2026-11-03T03:20:30.000Z'],
    ['2026-11-03T10:20-0530', '2026-11-03T15:50:00.000Z'],
    ['2026/1/3 9:05', '2026-01-03T09:05:00.000Z'],
    ['03/11/2026 10:20', '2026-11-03T10:20:00.000Z'],
    ['3.11.2026, 10:20 PM', '2026-11-03T22:20:00.000Z'],
    ['3-11-2026 12:00 AM', '2026-11-03T00:00:00.000Z'],
    ['03/11/2569 10:20', '2026-11-03T10:20:00.000Z'],
    ['๐๓/๑๑/๒๕๖๙ ๑๐:๒๐', '2026-11-03T10:20:00.000Z'],
    ['03/11/2026', '2026-11-03T23:59:59.000Z'],
    ['28/11/2026', now.toISOString()],
    ['29/11/2026', '2026-11-29T23:59:59.000Z'],
  ])('%s is %s', (written, expected) => {
    expect(at(written)).toBe(expected);
  });

  it('is read in the order and the zone that a person chose', () => {
    expect(at('03/11/2026 10:20', 'MONTH_FIRST')).toBe('2026-03-11T10:20:00.000Z');
    expect(at('03/11/2026 10:20', 'DAY_FIRST', 'Asia/Bangkok')).toBe('2026-11-03T03:20:00.000Z');
    // Summer time and winter time, and the two nights between them.
    expect(at('2026-07-01 10:00', 'DAY_FIRST', 'Europe/Berlin')).toBe('2026-07-01T08:00:00.000Z');
    expect(at('2026-01-01 10:00', 'DAY_FIRST', 'Europe/Berlin')).toBe('2026-01-01T09:00:00.000Z');
    expect(at('2026-10-25 02:30', 'DAY_FIRST', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(at('2026-03-29 02:30', 'DAY_FIRST', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });

  it.each([
    '',
    'yesterday',
    '31/02/2026',
    '13/13/2026',
    '2026-11-03T25:00Z',
    '2026-11-03 13:00 PM',
    '03/11-2026',
    '03/11/26',
    '45992.5',
    '2026-11-03 10:20 somewhere',
  ])('"%s" is none', (written) => {
    expect(at(written)).toBeNull();
  });
});
