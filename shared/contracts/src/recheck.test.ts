import { describe, expect, it } from 'vitest';
import {
  outcomeOfFinding,
  recheckAfterLook,
  recheckAfterOutcome,
  recheckAfterSending,
  recheckFindings,
} from './recheck.ts';
import { outcomeKinds } from './taxonomy.ts';

const at = new Date('2026-11-28T09:00:00Z');
const due = new Date('2026-12-01T09:00:00Z');
const hours = (later: Date | null): number | null => later && (later.getTime() - at.getTime()) / 3_600_000;

describe('when to look again', () => {
  it('is when the recipient is expected to have answered', () => {
    expect(hours(recheckAfterSending(at, 72))).toBe(72);
  });

  it.each([
    ['REMOVED', 24],
    ['ACCOUNT_DISABLED', 24],
    ['RESTRICTED', 24],
    ['GEO_BLOCKED', 24],
    ['ACKNOWLEDGED', 72],
    ['MORE_INFO_REQUESTED', 72],
    ['NO_RESPONSE', 72],
    ['NO_VIOLATION', null],
  ] as const)('after %s is %s hours later', (kind, expected) => {
    const outcome = { kind, source: 'RECIPIENT_REPLY', observedAt: at } as const;
    expect(hours(recheckAfterOutcome(outcome, { due, seenGone: false }))).toBe(expected);
  });

  it('is not moved by what the recipient says when somebody has seen it gone', () => {
    for (const kind of outcomeKinds) {
      const outcome = { kind, source: 'RECIPIENT_REPLY', observedAt: at } as const;
      expect(recheckAfterOutcome(outcome, { due: null, seenGone: true })).toBeNull();
    }
  });

  it('is once more after it was seen to be gone or restricted, and never after that', () => {
    for (const finding of ['GONE', 'RESTRICTED'] as const) {
      const look = { finding, seenAt: at };
      const before = { looks: 3, expectedResponseHours: 72 };
      expect(hours(recheckAfterLook(look, { ...before, seenGone: false }))).toBe(14 * 24);
      expect(recheckAfterLook(look, { ...before, seenGone: true })).toBeNull();
    }
  });

  it.each([
    [2, 0, 24],
    [2, 1, 48],
    [72, 0, 72],
    [72, 1, 144],
    [72, 2, 288],
    [72, 4, 720],
    [72, 5000, 720],
  ])(
    'with an answer expected after %i hours and %i looks before is %i hours later',
    (response, looks, wait) => {
      const before = { looks, seenGone: true, expectedResponseHours: response };
      for (const finding of ['STILL_THERE', 'CANNOT_TELL'] as const)
        expect(hours(recheckAfterLook({ finding, seenAt: at }, before))).toBe(wait);
    },
  );
});

it('concludes only from what was seen to be gone or restricted', () => {
  expect(recheckFindings.map((finding) => outcomeOfFinding[finding])).toEqual([
    'REMOVED',
    'RESTRICTED',
    null,
    null,
  ]);
});
