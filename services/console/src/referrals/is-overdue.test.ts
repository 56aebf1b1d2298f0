import { describe, expect, it } from 'vitest';
import { isOverdue } from './is-overdue.ts';

const sent = { state: 'SENT', waitingSince: '2026-03-01T12:00:00Z', outcomes: [] } as const;
const hours = (count: number) => Date.parse(sent.waitingSince) + count * 3_600_000;

describe('isOverdue', () => {
  it('waits as long as the recipient is expected to take', () => {
    expect(isOverdue({ ...sent, outcomes: [] }, 24, hours(24))).toBe(false);
    expect(isOverdue({ ...sent, outcomes: [] }, 24, hours(24) + 1)).toBe(true);
  });

  it('is settled by any answer', () => {
    const outcome = {
      outcomeId: '0199a1c2-0000-7000-8000-000000000009',
      kind: 'ACKNOWLEDGED',
      source: 'RECIPIENT_REPLY',
      observedAt: sent.waitingSince,
      recordedAt: sent.waitingSince,
      note: '',
    } as const;
    expect(isOverdue({ ...sent, outcomes: [outcome] }, 24, hours(100))).toBe(false);
    // Not by one that came before it was opened again, and not by what an analyst saw.
    const before = { ...outcome, recordedAt: '2026-02-27T12:00:00Z' };
    const look = { ...outcome, source: 'ANALYST_RECHECK' } as const;
    expect(isOverdue({ ...sent, outcomes: [before, look] }, 24, hours(100))).toBe(true);
  });

  it('says nothing of what was not sent', () => {
    expect(isOverdue({ state: 'READY', waitingSince: null, outcomes: [] }, 24, hours(100))).toBe(false);
  });
});
