import { FlagInput } from '@lapwing/contracts/flag';
import { describe, expect, it } from 'vitest';
import type { EntryOf, HeadOf, OutboxEntry } from './outbox-entry.ts';
import {
  acknowledged,
  attempted,
  firstDueAt,
  isDue,
  nextToSend,
  overdue,
  recovered,
  type SendResult,
  STEPS_ASIDE_AFTER,
  savedEntry,
  settled,
  triedAgain,
  withdrawn,
} from './outbox-transitions.ts';

const owner = { server: 'https://lapwing.example', personId: 'person-1' };
const flag = FlagInput.parse({
  url: 'https://www.facebook.com/somebody.example/posts/1234567890123',
  category: 'GROOMING',
  severity: 2,
  urgency: 'PRIORITY',
  text: 'how old are you? do not tell anyone we talk',
  note: 'asks for secrecy',
  observedAt: '2026-11-24T10:00:00.000Z',
});
const imminentFlag = FlagInput.parse({
  ...flag,
  urgency: 'IMMINENT',
  imminentDanger: { basis: ['PLANNED_MEETING'] },
});
const saved = (order = 1, one = flag): EntryOf<'SAVED'> => ({
  ...savedEntry(`key-${order}`, one, owner, 1_000),
  order,
});
const sending = () => attempted(saved());
const at = { now: 5_000, random: 0.5 };
const refusal = { slug: 'invalid-request', title: 'No', detail: null, fields: [] };
const accepted = { kind: 'ACCEPTED', flagId: 'f', itemId: 'i', alreadyKnown: false } as const;
const away = { kind: 'UNREACHABLE' } as const;
const busy = { kind: 'SERVER_BUSY', retryAfterMs: 60_000 } as const;
const failed = { kind: 'SERVER_FAILED', retryAfterMs: null } as const;

function waiting(entry: OutboxEntry): EntryOf<'SAVED'> {
  if (entry.state !== 'SAVED') throw new Error(`must wait, and is ${entry.state}`);
  return entry;
}
const after = (result: SendResult, entry = sending()) => waiting(settled(entry, result, at));

describe('outbox transitions', () => {
  it('makes a saved flag due at once, for the person who saved it only', () => {
    expect(nextToSend([saved()], owner, 1_000)?.key).toBe('key-1');
    expect(nextToSend([saved()], { ...owner, personId: 'person-2' }, 1_000)).toBeNull();
    expect(nextToSend([saved()], { ...owner, server: 'https://other.example' }, 1_000)).toBeNull();
  });

  it('keeps nothing of what the post said, and no address, once the flag is accepted', () => {
    expect(settled(sending(), accepted, at)).toEqual({
      key: 'key-1',
      order: 1,
      owner,
      imminent: false,
      savedAt: 1_000,
      attempts: 1,
      uncertain: false,
      overdueSince: null,
      state: 'ACCEPTED',
      flagId: 'f',
      itemId: 'i',
      settledAt: 5_000,
      tooLate: false,
      seen: true,
    });
  });

  it('says that a flag was already known', () => {
    expect(settled(sending(), { ...accepted, alreadyKnown: true }, at).state).toBe('ALREADY_KNOWN');
  });

  it('keeps the whole flag of a refusal, and tries it again under the same key', () => {
    const refused = settled(sending(), { kind: 'REFUSED', refusal }, at);
    expect(refused).toMatchObject({ state: 'REFUSED', flag, refusal });
    const again = triedAgain(refused, 9_000);
    expect(again).toMatchObject({ state: 'SAVED', key: 'key-1', flag, nextAttemptAt: 9_000 });
    expect(again).not.toHaveProperty('refusal');
  });

  it('never waits shorter than the server asked', () => {
    const entry = settled(sending(), { kind: 'SERVER_BUSY', retryAfterMs: 30_000 }, { now: 0, random: 0 });
    expect(entry).toMatchObject({ state: 'SAVED', waiting: 'SERVER_BUSY', nextAttemptAt: 30_000 });
  });

  it('waits longer after every failure', () => {
    let entry = saved();
    const delays: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      entry = waiting(settled(attempted(entry), away, { now: 0, random: 0.9 }));
      delays.push(entry.nextAttemptAt);
    }
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect(delays.at(-1)).toBeLessThanOrEqual(15 * 60_000);
  });

  it('takes up an attempt whose worker died, and knows that it may have arrived', () => {
    expect(recovered(sending(), 7_000)).toMatchObject({
      state: 'SAVED',
      waiting: 'INTERRUPTED',
      nextAttemptAt: 7_000,
      key: 'key-1',
      attempts: 1,
      uncertain: true,
    });
  });

  it.each([
    ['no answer', away, true],
    ['a network that was never there', { kind: 'OFFLINE' }, false],
    ['a failure of the server', failed, true],
    ['an answer of something else', { kind: 'NOT_LAPWING', retryAfterMs: null }, true],
    // A database that goes away while it commits is answered with 503 too.
    ['a server that asks for patience', busy, true],
    ['a token that is not known', { kind: 'PAIR_AGAIN' }, false],
  ] as const)('after %s knows whether the flag may have arrived', (_, result, uncertain) => {
    expect(after(result).uncertain).toBe(uncertain);
  });

  it('is due at once when what it waited for has come', () => {
    expect(isDue(after(away), 5_001)).toBe(false);
    expect(isDue(after(away), 5_001, 'ONLINE')).toBe(true);
    expect(isDue(after(away), 5_001, 'SAVED')).toBe(true);
    expect(isDue(after({ kind: 'PAIR_AGAIN' }), 5_001, 'PAIRED')).toBe(true);
    expect(isDue(after({ kind: 'PAIR_AGAIN' }), 5_001, 'ONLINE')).toBe(false);
    expect(isDue(after(failed), 5_001, 'SAVED')).toBe(false);
    expect(isDue(after(failed), 5_001, 'ASKED')).toBe(true);
  });

  it('does not press a server that asked for patience, whoever is in a hurry', () => {
    for (const cause of ['SAVED', 'OPENED', 'ONLINE', 'PAIRED', 'ASKED'] as const) {
      expect(isDue(after(busy), 5_001, cause)).toBe(false);
    }
  });

  it('does not wait for years when the clock was set back', () => {
    const entry = waiting(settled(sending(), away, { now: Date.UTC(2036, 0), random: 0 }));
    expect(isDue(entry, Date.UTC(2036, 0))).toBe(false);
    expect(isDue(entry, Date.UTC(2026, 0))).toBe(true);
  });
});

describe('imminent danger', () => {
  const urgent = () => attempted(saved(1, imminentFlag));

  it.each([
    ['no answer', away],
    ['a failure of the server', failed],
    ['a server that asks for patience', { kind: 'SERVER_BUSY', retryAfterMs: 3_600_000 }],
    ['something else that answers', { kind: 'NOT_LAPWING', retryAfterMs: 900_000 }],
  ] as const)('is tried again within ten seconds after %s, however often', (_, result) => {
    let entry = urgent();
    for (let round = 0; round < 50; round += 1) {
      const again = after(result, entry);
      expect(again.nextAttemptAt - at.now).toBeLessThanOrEqual(10_000);
      expect(again.nextAttemptAt - at.now).toBeGreaterThanOrEqual(2_500);
      entry = attempted(again);
    }
  });

  it('is remembered as late whatever becomes of it, until it is received', () => {
    const late = overdue(after(away, urgent()), 61_000);
    expect(late.overdueSince).toBe(61_000);
    expect(overdue(late, 99_000)).toBe(late);
    const again = attempted(waiting(late));
    expect(recovered(again, 70_000).overdueSince).toBe(61_000);
    expect(settled(again, { kind: 'REFUSED', refusal }, at).overdueSince).toBe(61_000);
  });

  it('is never late once the server has it, and nothing else ever is', () => {
    const received = settled(urgent(), accepted, at);
    expect(overdue(received, 61_000)).toBe(received);
    expect(overdue(saved(), 61_000).overdueSince).toBeNull();
  });

  it('waits for its person to have seen that the server has it', () => {
    const received = settled(urgent(), accepted, at);
    expect(received).toMatchObject({ state: 'ACCEPTED', seen: false });
    expect(acknowledged(received)).toMatchObject({ state: 'ACCEPTED', seen: true });
    const pending = urgent();
    expect(acknowledged(pending)).toBe(pending);
  });
});

describe('the order of sending', () => {
  const next = (heads: HeadOf<'SAVED'>[], now = 5_001) => nextToSend(heads, owner, now)?.order ?? null;

  it('is imminent danger first, then the order of saving, whatever the clock said', () => {
    const late = { ...saved(1), savedAt: 9_000 };
    expect(next([saved(3, imminentFlag), late, saved(2)])).toBe(3);
    expect(next([saved(2), late])).toBe(1);
  });

  it('holds up those behind a flag that waits for something that concerns them all', () => {
    expect(next([after(away), saved(2)])).toBeNull();
    expect(next([after(busy), saved(2)])).toBeNull();
    expect(next([after(away), saved(2, imminentFlag)])).toBe(2);
  });

  it('lets others pass a flag that the server fails at again and again', () => {
    let entry = saved();
    for (let round = 1; round < STEPS_ASIDE_AFTER; round += 1) {
      entry = after(failed, attempted(entry));
      expect(next([entry, saved(2)])).toBeNull();
    }
    entry = after(failed, attempted(entry));
    expect(next([entry, saved(2)])).toBe(2);
    expect(next([entry, saved(2)], entry.nextAttemptAt)).toBe(1);
    expect(after(away, attempted(entry)).failures).toBe(0);
  });

  it('says when the first of them is due', () => {
    const entry = after(away);
    expect(firstDueAt([entry, saved(2)], owner)).toBe(entry.nextAttemptAt);
    expect(firstDueAt([], owner)).toBeNull();
  });
});

describe('a withdrawal', () => {
  it('takes a waiting flag out for good and leaves none of its words', () => {
    const entry = withdrawn(saved(), 6_000);
    expect(entry).toMatchObject({ state: 'WITHDRAWN', settledAt: 6_000, uncertain: false });
    expect(entry).not.toHaveProperty('flag');
    expect(nextToSend([entry], owner, 9_000_000)).toBeNull();
    expect(triedAgain(entry, 7_000)).toBe(entry);
    expect(recovered(entry, 7_000)).toBe(entry);
  });

  it('says when an earlier attempt may have arrived all the same', () => {
    expect(withdrawn(after(away), 6_000)).toMatchObject({ state: 'WITHDRAWN', uncertain: true });
  });

  it('of a flag on its way waits for the answer: accepted stays accepted, and is told as too late', () => {
    const asked = withdrawn(sending(), 6_000);
    if (asked.state !== 'SENDING') throw new Error('must be on its way');
    expect(settled(asked, accepted, at)).toMatchObject({ state: 'ACCEPTED', tooLate: true });
    expect(settled(asked, { kind: 'REFUSED', refusal }, at)).toMatchObject({
      state: 'WITHDRAWN',
      uncertain: false,
    });
    expect(settled(asked, away, at)).toMatchObject({ state: 'WITHDRAWN', uncertain: true });
    expect(recovered(asked, 7_000)).toMatchObject({ state: 'WITHDRAWN', uncertain: true });
  });

  it('does nothing to what is settled', () => {
    const done = settled(sending(), accepted, at);
    expect(withdrawn(done, 9_000)).toBe(done);
    const refused = settled(sending(), { kind: 'REFUSED', refusal }, at);
    expect(withdrawn(refused, 9_000)).toBe(refused);
  });
});
