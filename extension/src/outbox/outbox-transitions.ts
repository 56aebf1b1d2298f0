import type { ParsedFlag } from '@lapwing/contracts/flag';
import {
  type EntryOf,
  type HeadOf,
  isReceipt,
  isSameOwner,
  type NewEntry,
  type OutboxEntry,
  type OutboxHead,
  type Owner,
  type Refusal,
} from './outbox-entry.ts';
import { retryDelay, urgentRetryDelay } from './retry-delay.ts';

/** What one attempt to send came to. Everything that is not a clear answer is tried again. */
export type SendResult =
  | { kind: 'ACCEPTED'; flagId: string; itemId: string; alreadyKnown: boolean }
  | { kind: 'REFUSED'; refusal: Refusal }
  /** No answer. */
  | { kind: 'UNREACHABLE' }
  /** There was no network, and nothing left this computer. */
  | { kind: 'OFFLINE' }
  /** Lapwing, or what stands before it, asks for patience. */
  | { kind: 'SERVER_BUSY'; retryAfterMs: number | null }
  /** Lapwing failed while it looked at the flag. */
  | { kind: 'SERVER_FAILED'; retryAfterMs: number | null }
  /** Something answered that is not Lapwing as we know it: a proxy, the sign-in page of a network. */
  | { kind: 'NOT_LAPWING'; retryAfterMs: number | null }
  | { kind: 'PAIR_AGAIN' };

/** Where the machine's inputs come from: the clock (ms since the epoch) and a number in [0, 1). */
export interface Circumstances {
  now: number;
  random: number;
}

/** What makes waiting flags due before their time. DANGER: a flag of imminent danger was saved. ASKED: "Try now". */
export type WakingCause = 'SAVED' | 'DANGER' | 'OPENED' | 'ONLINE' | 'PAIRED' | 'ASKED';

/** A flag that failed this often, by answers that may be about it alone, lets the others pass. */
export const STEPS_ASIDE_AFTER = 3;

/** A new entry, due at once. `key` stays the flag's idempotency key for good. */
export function savedEntry(key: string, flag: ParsedFlag, owner: Owner, now: number): NewEntry {
  return {
    key,
    owner,
    imminent: Boolean(flag.imminentDanger),
    savedAt: now,
    attempts: 0,
    uncertain: false,
    overdueSince: null,
    failures: 0,
    state: 'SAVED',
    flag,
    waiting: 'NEW',
    waitingSince: now,
    nextAttemptAt: now,
  };
}

/**
 * Whether a waiting flag should be tried now. A clock that shows less than when the wait began was set back, and
 * says nothing about when the wait ends.
 */
export function isDue(head: HeadOf<'SAVED'>, now: number, cause?: WakingCause): boolean {
  return now >= head.nextAttemptAt || now < head.waitingSince || isWoken(head, cause);
}

function isWoken({ waiting }: HeadOf<'SAVED'>, cause: WakingCause | undefined): boolean {
  switch (waiting) {
    case 'UNREACHABLE':
      return cause !== undefined;
    case 'PAIR_AGAIN':
      return cause === 'PAIRED';
    case 'SERVER_FAILED':
    case 'NOT_LAPWING':
      return cause === 'ASKED' || cause === 'PAIRED';
    default:
      return false;
  }
}

/**
 * This person's waiting flags that may be tried next, the first before the others: imminent danger, then the order
 * of saving. A flag that waits holds up those behind it, since what it waits for concerns them too, unless it
 * stepped aside.
 */
function candidates(heads: readonly OutboxHead[], owner: Owner): HeadOf<'SAVED'>[] {
  const queue = heads
    .filter((head) => head.state === 'SAVED')
    .filter((head) => isSameOwner(head.owner, owner))
    .toSorted((a, b) => Number(b.imminent) - Number(a.imminent) || a.order - b.order);
  const holding = queue.findIndex((head) => head.failures < STEPS_ASIDE_AFTER);
  return holding === -1 ? queue : queue.slice(0, holding + 1);
}

/** The flag that is sent next, if any is due. */
export function nextToSend(
  heads: readonly OutboxHead[],
  owner: Owner,
  now: number,
  cause?: WakingCause,
): HeadOf<'SAVED'> | null {
  return candidates(heads, owner).find((head) => isDue(head, now, cause)) ?? null;
}

/** When the first of them is due, in milliseconds since the epoch; null when none waits. */
export function firstDueAt(heads: readonly OutboxHead[], owner: Owner): number | null {
  const times = candidates(heads, owner).map((head) => head.nextAttemptAt);
  return times.length === 0 ? null : Math.min(...times);
}

/** The attempt begins. Must be stored before the request leaves. */
export function attempted(entry: EntryOf<'SAVED'>): EntryOf<'SENDING'> {
  const { waiting: _, waitingSince: __, nextAttemptAt: ___, ...kept } = entry;
  return { ...kept, state: 'SENDING', attempts: entry.attempts + 1, withdrawing: false };
}

/** Only these say for sure that this attempt left nothing behind: a commit can succeed before its answer fails. */
const clear = new Set<SendResult['kind']>(['REFUSED', 'PAIR_AGAIN', 'OFFLINE']);

/** The attempt ended with an answer, or without one. */
export function settled(entry: EntryOf<'SENDING'>, result: SendResult, at: Circumstances): OutboxEntry {
  if (result.kind === 'ACCEPTED') {
    const { flagId, itemId, alreadyKnown } = result;
    const seen = !entry.imminent;
    const receipt = { flagId, itemId, settledAt: at.now, tooLate: entry.withdrawing, seen };
    const state = alreadyKnown ? 'ALREADY_KNOWN' : 'ACCEPTED';
    return { ...marksOf(entry), ...receipt, uncertain: false, state };
  }
  const uncertain = entry.uncertain || !clear.has(result.kind);
  if (entry.withdrawing) return { ...marksOf(entry), uncertain, state: 'WITHDRAWN', settledAt: at.now };
  if (result.kind === 'REFUSED') {
    const { refusal } = result;
    return { ...marksOf(entry), uncertain, state: 'REFUSED', flag: entry.flag, refusal, settledAt: at.now };
  }
  const alone = result.kind === 'SERVER_FAILED' || result.kind === 'NOT_LAPWING';
  const retryAfter = 'retryAfterMs' in result ? result.retryAfterMs : null;
  const { withdrawing: _, ...kept } = entry;
  return {
    ...kept,
    uncertain,
    failures: alone ? entry.failures + 1 : 0,
    state: 'SAVED',
    waiting: result.kind === 'OFFLINE' ? 'UNREACHABLE' : result.kind,
    waitingSince: at.now,
    nextAttemptAt:
      at.now +
      (entry.imminent
        ? urgentRetryDelay(at.random, retryAfter)
        : retryDelay(entry.attempts, at.random, retryAfter)),
  };
}

/** What every receipt keeps: nothing of what the flag says. */
function marksOf(entry: OutboxEntry) {
  const { key, order, owner, imminent, savedAt, attempts, uncertain, overdueSince } = entry;
  return { key, order, owner, imminent, savedAt, attempts, uncertain, overdueSince };
}

/** Imminent danger that was not delivered in time, which its person is told; remembered for good. */
export function overdue(entry: OutboxEntry, now: number): OutboxEntry {
  const told = !entry.imminent || entry.overdueSince !== null || isReceipt(entry);
  return told ? entry : { ...entry, overdueSince: now };
}

/** Its person has seen that the server has it. */
export function acknowledged(entry: OutboxEntry): OutboxEntry {
  return 'seen' in entry && !entry.seen ? { ...entry, seen: true } : entry;
}

/** An attempt whose worker died: nobody knows whether it arrived, and the key makes asking again harmless. */
export function recovered(entry: OutboxEntry, now: number): OutboxEntry {
  if (entry.state !== 'SENDING') return entry;
  if (entry.withdrawing) return { ...marksOf(entry), uncertain: true, state: 'WITHDRAWN', settledAt: now };
  const { withdrawing: _, ...kept } = entry;
  return {
    ...kept,
    uncertain: true,
    state: 'SAVED',
    waiting: 'INTERRUPTED',
    waitingSince: now,
    nextAttemptAt: now,
  };
}

/**
 * Its person takes a flag back that the server did not confirm. While it waits, it is gone at once and never sent
 * again; while it is on its way, the answer decides.
 */
export function withdrawn(entry: OutboxEntry, now: number): OutboxEntry {
  if (entry.state === 'SENDING') return { ...entry, withdrawing: true };
  if (entry.state !== 'SAVED') return entry;
  return { ...marksOf(entry), state: 'WITHDRAWN', settledAt: now };
}

/** A person asks for another try of a refused flag as it is, under the same key. */
export function triedAgain(entry: OutboxEntry, now: number): OutboxEntry {
  if (entry.state !== 'REFUSED') return entry;
  const { refusal: _, settledAt: __, ...kept } = entry;
  return { ...kept, failures: 0, state: 'SAVED', waiting: 'NEW', waitingSince: now, nextAttemptAt: now };
}
