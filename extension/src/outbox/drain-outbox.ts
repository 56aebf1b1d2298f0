import type { ParsedFlag } from '@lapwing/contracts/flag';
import { isPending, type OutboxEntry, type Owner } from './outbox-entry.ts';
import type { OutboxStore } from './outbox-store.ts';
import { attempted, isDue, recovered, type SendResult, settled, woken } from './outbox-transitions.ts';

/** Receipts kept after acceptance: enough to look back over a shift. */
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
  cause?: 'ONLINE' | 'PAIRED' | undefined;
}

/** What is left after a drain. `nextAttemptAt`: when the first of them is due, ms since the epoch. */
export interface DrainResult {
  pending: number;
  /** The server does not know the token any more. */
  pairAgain: boolean;
}

/**
 * Sends everything that is due, one flag after the other, imminent danger first, then the oldest. Stops at the
 * first sign that the server is away or does not know us. The caller makes sure that only one drain runs at a
 * time; therefore an entry that is SENDING when a drain starts belongs to a worker that died.
 */
export async function drainOutbox(drain: Drain): Promise<DrainResult> {
  const { store, owner } = drain;
  for (const entry of (await store.contents()).entries) {
    if (entry.state === 'SENDING') await store.change(entry.key, (stored) => recovered(stored, drain.now()));
    else if (drain.cause && entry.state === 'SAVED') {
      const { cause } = drain;
      await store.change(entry.key, (stored) => woken(stored, cause, drain.now()));
    }
  }

  let pairAgain = false;
  for (let next = await nextDue(drain); next !== null; next = await nextDue(drain)) {
    const begun = await store.change(next.key, (stored) =>
      isDue(stored, owner, drain.now()) ? attempted(stored) : stored,
    );
    if (begun?.state !== 'SENDING') break;
    const result = await drain.send(begun.flag, begun.key);
    await store.change(begun.key, (stored) =>
      stored.state === 'SENDING'
        ? settled(stored, result, { now: drain.now(), random: drain.random() })
        : stored,
    );
    pairAgain = result.kind === 'PAIR_AGAIN';
    if (result.kind !== 'ACCEPTED' && result.kind !== 'REFUSED') break;
  }
  await forgetOldReceipts(store);
  return { pending: (await store.contents()).entries.filter(isPending).length, pairAgain };
}

async function nextDue({ store, owner, now }: Drain): Promise<OutboxEntry | null> {
  const due = (await store.contents()).entries.filter((entry) => isDue(entry, owner, now()));
  return due.find((entry) => entry.imminent) ?? due[0] ?? null;
}

async function forgetOldReceipts(store: OutboxStore): Promise<void> {
  const receipts = (await store.contents()).entries.filter(
    (entry) => entry.state === 'ACCEPTED' || entry.state === 'ALREADY_KNOWN',
  );
  for (const entry of receipts.slice(0, Math.max(0, receipts.length - KEPT_RECEIPTS))) {
    await store.change(entry.key, () => null);
  }
}
