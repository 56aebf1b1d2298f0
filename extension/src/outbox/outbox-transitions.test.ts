import { FlagInput } from '@lapwing/contracts/flag';
import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from './outbox-entry.ts';
import { attempted, isDue, recovered, savedEntry, settled, triedAgain, woken } from './outbox-transitions.ts';
import { STOPPED_CLOCK_MS } from './retry-delay.ts';

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
const saved = () => savedEntry('key-1', flag, owner, 1_000);
const sending = () => attempted(saved());
const at = { now: 5_000, random: 0.5 };
const refusal = { slug: 'invalid-request', title: 'No', detail: null, fields: [] };

describe('outbox transitions', () => {
  it('makes a saved flag due at once, for the person who saved it only', () => {
    expect(isDue(saved(), owner, 1_000)).toBe(true);
    expect(isDue(saved(), { ...owner, personId: 'person-2' }, 1_000)).toBe(false);
    expect(isDue(saved(), { ...owner, server: 'https://other.example' }, 1_000)).toBe(false);
  });

  it('keeps nothing of what the post said once the flag is accepted', () => {
    const result = { kind: 'ACCEPTED', flagId: 'f', itemId: 'i', alreadyKnown: false } as const;
    const entry = settled(sending(), result, at);
    expect(entry).toEqual({
      key: 'key-1',
      owner,
      url: flag.url,
      imminent: false,
      savedAt: 1_000,
      attempts: 1,
      state: 'ACCEPTED',
      flagId: 'f',
      itemId: 'i',
      settledAt: 5_000,
    });
  });

  it('says that a flag was already known', () => {
    const result = { kind: 'ACCEPTED', flagId: 'f', itemId: 'i', alreadyKnown: true } as const;
    expect(settled(sending(), result, at).state).toBe('ALREADY_KNOWN');
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
    let entry: OutboxEntry = saved();
    const delays: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      if (entry.state !== 'SAVED') throw new Error('must be saved');
      entry = settled(attempted(entry), { kind: 'UNREACHABLE' }, { now: 0, random: 0.9 });
      if (entry.state === 'SAVED') delays.push(entry.nextAttemptAt);
    }
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect(delays.at(-1)).toBeLessThanOrEqual(15 * 60_000);
  });

  it('takes up an attempt whose worker died', () => {
    expect(recovered(sending(), 7_000)).toMatchObject({
      state: 'SAVED',
      waiting: 'INTERRUPTED',
      nextAttemptAt: 7_000,
      key: 'key-1',
      attempts: 1,
    });
  });

  it('is woken by the network where the network was missing, by pairing where pairing was', () => {
    const offline = settled(sending(), { kind: 'UNREACHABLE' }, at);
    const unpaired = settled(sending(), { kind: 'PAIR_AGAIN' }, at);
    const busy = settled(sending(), { kind: 'SERVER_BUSY', retryAfterMs: 60_000 }, at);
    expect(isDue(woken(offline, 'ONLINE', 5_001), owner, 5_001)).toBe(true);
    expect(woken(offline, 'PAIRED', 5_001)).toEqual(offline);
    expect(isDue(woken(unpaired, 'PAIRED', 5_001), owner, 5_001)).toBe(true);
    expect(woken(unpaired, 'ONLINE', 5_001)).toEqual(unpaired);
    expect(woken(busy, 'ONLINE', 5_001)).toEqual(busy);
  });

  it('does not wait for years when the clock was set back', () => {
    const waiting = settled(sending(), { kind: 'UNREACHABLE' }, { now: 10 * STOPPED_CLOCK_MS, random: 0 });
    expect(isDue(waiting, owner, 10 * STOPPED_CLOCK_MS)).toBe(false);
    expect(isDue(waiting, owner, 0)).toBe(true);
  });
});
