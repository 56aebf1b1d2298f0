import { FlagInput } from '@lapwing/contracts/flag';
import { describe, expect, it } from 'vitest';
import { summaryOf } from './outbox-summary.ts';
import { attempted, savedEntry, settled } from './outbox-transitions.ts';

const flag = FlagInput.parse({
  url: 'https://example.org/post',
  category: 'GROOMING',
  severity: 1,
  urgency: 'ROUTINE',
  observedAt: '2026-11-24T10:00:00.000Z',
});
const owner = { server: 'https://lapwing.example', personId: 'p' };
const saved = { ...savedEntry('key', flag, owner, 1), order: 1 };
const at = { now: 2, random: 0 };

describe('summary of the outbox', () => {
  it('says nothing of an empty outbox', () => {
    expect(summaryOf([], true)).toEqual({
      sending: false,
      waiting: 0,
      refused: 0,
      pairAgain: false,
      unreachable: false,
      canTry: false,
      last: null,
    });
  });

  it('counts what waits and says why', () => {
    const away = settled(attempted(saved), { kind: 'UNREACHABLE' }, at);
    expect(summaryOf([away, saved], true)).toMatchObject({
      waiting: 2,
      unreachable: true,
      canTry: true,
      pairAgain: false,
    });
    const failed = settled(attempted(saved), { kind: 'SERVER_FAILED', retryAfterMs: null }, at);
    expect(summaryOf([failed], true)).toMatchObject({ unreachable: false, canTry: true });
    const busy = settled(attempted(saved), { kind: 'SERVER_BUSY', retryAfterMs: null }, at);
    expect(summaryOf([busy], true)).toMatchObject({ unreachable: false, canTry: false });
    const unpaired = settled(attempted(saved), { kind: 'PAIR_AGAIN' }, at);
    expect(summaryOf([unpaired], true)).toMatchObject({ waiting: 1, pairAgain: true });
  });

  it('asks to pair again as soon as anything waits that cannot be sent without', () => {
    expect(summaryOf([saved], false)).toMatchObject({ waiting: 1, pairAgain: true });
    expect(summaryOf([], false)).toMatchObject({ waiting: 0, pairAgain: false });
  });

  it('tells of the newest flag only while it is the last thing that happened', () => {
    const known = settled(
      attempted(saved),
      { kind: 'ACCEPTED', flagId: 'f', itemId: 'i', alreadyKnown: true },
      at,
    );
    expect(summaryOf([known], true).last).toBe('ALREADY_KNOWN');
    expect(summaryOf([known, saved], true).last).toBeNull();
  });
});
