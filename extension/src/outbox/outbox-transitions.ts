import type { ParsedFlag } from '@lapwing/contracts/flag';
import type { OutboxEntry, Owner, Refusal } from './outbox-entry.ts';
import { retryDelay, STOPPED_CLOCK_MS } from './retry-delay.ts';

/** What one attempt to send came to. Everything that is not a clear answer is tried again. */
export type SendResult =
  | { kind: 'ACCEPTED'; flagId: string; itemId: string; alreadyKnown: boolean }
  | { kind: 'REFUSED'; refusal: Refusal }
  | { kind: 'UNREACHABLE' }
  | { kind: 'SERVER_BUSY'; retryAfterMs: number | null }
  | { kind: 'PAIR_AGAIN' };

type Saved = Extract<OutboxEntry, { state: 'SAVED' }>;
type Sending = Extract<OutboxEntry, { state: 'SENDING' }>;

/** Where the machine's inputs come from: the clock (ms since the epoch) and a number in [0, 1). */
export interface Circumstances {
  now: number;
  random: number;
}

/** A new entry, due at once. `key` stays the flag's idempotency key for good. */
export function savedEntry(key: string, flag: ParsedFlag, owner: Owner, now: number): Saved {
  return {
    key,
    owner,
    url: flag.url,
    imminent: Boolean(flag.imminentDanger),
    savedAt: now,
    attempts: 0,
    state: 'SAVED',
    flag,
    waiting: 'NEW',
    nextAttemptAt: now,
  };
}

/**
 * Whether the entry should be sent now, as this person. A time further away than any delay we ever choose means
 * that the computer's clock was set back; waiting for it could take years.
 */
export function isDue(entry: OutboxEntry, owner: Owner, now: number): entry is Saved {
  if (entry.state !== 'SAVED') return false;
  if (entry.owner.server !== owner.server || entry.owner.personId !== owner.personId) return false;
  return entry.nextAttemptAt <= now || entry.nextAttemptAt - now > STOPPED_CLOCK_MS;
}

/** The attempt begins. Must be stored before the request leaves. */
export function attempted(entry: Saved): Sending {
  const { waiting: _, nextAttemptAt: __, ...kept } = entry;
  return { ...kept, state: 'SENDING', attempts: entry.attempts + 1 };
}

/** The attempt ended with an answer, or without one. */
export function settled(entry: Sending, result: SendResult, at: Circumstances): OutboxEntry {
  const wait = (waiting: Saved['waiting'], nextAttemptAt: number): Saved => ({
    ...entry,
    state: 'SAVED',
    waiting,
    nextAttemptAt,
  });
  switch (result.kind) {
    case 'ACCEPTED': {
      const { flag: _, ...kept } = entry;
      const receipt = { flagId: result.flagId, itemId: result.itemId, settledAt: at.now };
      return { ...kept, ...receipt, state: result.alreadyKnown ? 'ALREADY_KNOWN' : 'ACCEPTED' };
    }
    case 'REFUSED':
      return { ...entry, state: 'REFUSED', refusal: result.refusal, settledAt: at.now };
    case 'UNREACHABLE':
      return wait('UNREACHABLE', at.now + retryDelay(entry.attempts, at.random));
    case 'SERVER_BUSY':
      return wait('SERVER_BUSY', at.now + retryDelay(entry.attempts, at.random, result.retryAfterMs));
    case 'PAIR_AGAIN':
      // Time does not help; pairing does, and it wakes the entry.
      return wait('PAIR_AGAIN', at.now + STOPPED_CLOCK_MS);
  }
}

/** An attempt whose worker died: nobody knows whether it arrived, and the key makes asking again harmless. */
export function recovered(entry: OutboxEntry, now: number): OutboxEntry {
  if (entry.state !== 'SENDING') return entry;
  return { ...entry, state: 'SAVED', waiting: 'INTERRUPTED', nextAttemptAt: now };
}

/** Something changed for the better: the network came back, or the extension was paired again. */
export function woken(entry: OutboxEntry, cause: 'ONLINE' | 'PAIRED', now: number): OutboxEntry {
  if (entry.state !== 'SAVED') return entry;
  const helped = cause === 'ONLINE' ? entry.waiting === 'UNREACHABLE' : entry.waiting === 'PAIR_AGAIN';
  return helped ? { ...entry, nextAttemptAt: now } : entry;
}

/** A person asks for another try of a refused flag as it is, under the same key. */
export function triedAgain(entry: OutboxEntry, now: number): OutboxEntry {
  if (entry.state !== 'REFUSED') return entry;
  const { refusal: _, settledAt: __, ...kept } = entry;
  return { ...kept, state: 'SAVED', waiting: 'NEW', nextAttemptAt: now };
}
