import type { ParsedFlag } from '@lapwing/contracts/flag';
import { isPending, isReceipt, isSameOwner, type Owner } from './outbox-entry.ts';
import type { OutboxStore } from './outbox-store.ts';
import {
  attempted,
  firstDueAt,
  nextToSend,
  recovered,
  type SendResult,
  STEPS_ASIDE_AFTER,
  settled,
  type WakingCause,
} from './outbox-transitions.ts';

/** Receipts kept: enough to look back over a shift. */
const KEPT_RECEIPTS = 50;

export interface Drain {
  store: OutboxStore;
  /** Who is paired now. */
  owner: Owner;
  /** Sends one flag; never throws. */
  send(flag: ParsedFlag, key: string): Promise<SendResult>;
  now(): number;
  random(): number;
  /** Why the drain runs, where that makes waiting flags due. */
  cause?: WakingCause | undefined;
}

/** What is left after a drain. */
export interface DrainResult {
  /** Flags of this person that still wait and can be opened. */
  pending: number;
  /** When the first of them is due, in milliseconds since the epoch; null when none waits. */
  nextAttemptAt: number | null;
  /** The server does not know the token any more. */
  pairAgain: boolean;
}

/**
 * Sends everything that is due, one flag after the other, imminent danger first, then in the order of saving. Stops
 * at the first sign that the server is away or does not know us. The caller makes sure that only one drain runs at
 * a time; therefore an entry that is SENDING when a drain starts belongs to a worker that died.
 */
export async function drainOutbox(drain: Drain): Promise<DrainResult> {
  const { store, owner, now } = drain;
  for (const head of await store.heads()) {
    if (head.state === 'SENDING') await store.change(head.key, (stored) => recovered(stored, now()));
  }
  const closed = new Set<string>();
  const failed = new Set<string>();
  const openHeads = async () => (await store.heads()).filter((head) => !closed.has(head.key));
  let pairAgain = false;
  for (;;) {
    const untried = (await openHeads()).filter((head) => !failed.has(head.key));
    const next = nextToSend(untried, owner, now(), drain.cause);
    if (next === null) break;
    const begun = await store.change(next.key, (stored) =>
      stored.state === 'SAVED' ? attempted(stored) : stored,
    );
    if (begun === null) closed.add(next.key);
    // Its person may have withdrawn it a moment ago.
    if (begun?.state !== 'SENDING') continue;
    const result = await drain.send(begun.flag, begun.key);
    const after = await store.change(begun.key, (stored) =>
      stored.state === 'SENDING' ? settled(stored, result, { now: now(), random: drain.random() }) : stored,
    );
    if (result.kind === 'ACCEPTED' || result.kind === 'REFUSED') continue;
    pairAgain = result.kind === 'PAIR_AGAIN';
    failed.add(begun.key);
    // What stepped aside may have failed for a reason of its own, and the next one finds out.
    if (after?.state !== 'SAVED' || after.failures < STEPS_ASIDE_AFTER) break;
  }
  await forgetOldReceipts(store);
  const left = (await openHeads()).filter((head) => isPending(head) && isSameOwner(head.owner, owner));
  return { pending: left.length, nextAttemptAt: firstDueAt(left, owner), pairAgain };
}

async function forgetOldReceipts(store: OutboxStore): Promise<void> {
  const receipts = (await store.heads()).filter((head) => isReceipt(head) && !('seen' in head && !head.seen));
  for (const { key } of receipts.slice(0, Math.max(0, receipts.length - KEPT_RECEIPTS))) {
    await store.change(key, (stored) => (isReceipt(stored) ? null : stored));
  }
}
