import type { BatchInput, Platform, RecipientConfiguration } from '@lapwing/contracts';
import { and, asc, desc, eq, gt, inArray, ne, sql } from 'drizzle-orm';
import { sendableTo } from '../recipients/sendable-to.ts';
import { isHeld, isImminent } from '../referrals/law-enforcement-first.ts';
import { Refusal } from '../refusal.ts';
import { batches, items, recipients, referrals } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

/** Each is an envelope of its own, so one request makes no more of them at once; the rest stays ready. */
const MOST_IMMINENT = 100;
/** A day less a minute, so that what is made at the same time every day does not come a little later each day. */
const WINDOW_MS = 24 * 3_600_000 - 60_000;

/** A ready referral as the plan needs to know it. */
export interface Candidate {
  referralId: string;
  itemId: string;
  platform: Platform;
  imminent: boolean;
  held: boolean;
}

/** Which envelopes a request makes. */
export interface BatchPlan {
  envelopes: { imminent: boolean; referralIds: string[] }[];
  /** What rule 6 holds back. */
  held: string[];
  /** Candidates that do not fit this time. */
  remaining: number;
}

/** Of a request, also what the recipient's limit of batches in 24 hours leaves. */
export interface LimitedPlan extends BatchPlan {
  /** While the recipient has all the batches that it takes in 24 hours: when it takes the next. */
  nextBatchAt: Date | null;
}

/**
 * Puts candidates, given in order of priority, into envelopes: each imminent one alone and first, then one envelope
 * of at most `maximum`. Pure.
 */
export function planEnvelopes(candidates: readonly Candidate[], maximum: number): BatchPlan {
  const held = candidates.filter((candidate) => candidate.held);
  const imminent = candidates.filter((candidate) => candidate.imminent && !candidate.held);
  const others = candidates.filter((candidate) => !candidate.imminent);
  const alone = imminent.slice(0, MOST_IMMINENT);
  const together = others.slice(0, maximum);
  return {
    envelopes: [
      ...alone.map(({ referralId }) => ({ imminent: true, referralIds: [referralId] })),
      ...(together.length > 0
        ? [{ imminent: false, referralIds: together.map(({ referralId }) => referralId) }]
        : []),
    ],
    held: held.map(({ referralId }) => referralId),
    remaining: imminent.length - alone.length + others.length - together.length,
  };
}

/** The recipient of a batch; with `lock`, nobody else makes batches for it meanwhile. Refused: `not-found`. */
export async function recipientOfBatch(transaction: Transaction, recipientId: string, lock: boolean) {
  const query = transaction.select().from(recipients).where(eq(recipients.id, recipientId)).$dynamic();
  const [recipient] = await (lock ? query.for('no key update') : query);
  if (!recipient) throw new Refusal('not-found', 'There is no such recipient');
  return recipient;
}

/**
 * Plans the envelopes of a request: the named referrals, or all that are ready, by priority. A referral to content
 * that the recipient does not take (any more; see `sendableTo`), or one that none of its formats can say, is never among them. While the recipient has all the batches that it takes
 * in 24 hours, or has no `room` as the caller knows, only imminent danger has an envelope. With `lock`, the referrals and their
 * items stay as they are until the transaction ends.
 *
 * Refused: a named referral that is not ready for this recipient (`conflict`, with a pointer to it).
 */
export async function planBatches(
  transaction: Transaction,
  recipient: typeof recipients.$inferSelect,
  input: BatchInput,
  lock: boolean,
  room?: Pick<LimitedPlan, 'nextBatchAt'>,
): Promise<LimitedPlan> {
  const { maximumReferrals } = recipient.configuration;
  const { nextBatchAt } = room ?? (await roomToday(transaction, recipient.id, recipient.configuration));
  const locked = lock ? await lockReady(transaction, recipient.id, input.referralIds) : null;
  const ready = and(
    eq(referrals.recipientId, recipient.id),
    eq(referrals.state, 'READY'),
    sendableTo(recipient.configuration),
    input.referralIds === undefined ? undefined : inArray(referrals.id, input.referralIds),
    // What became ready since is nobody's yet: it could be withdrawn before it is put into the batch.
    locked === null ? undefined : sql`${referrals.id} = any(${sql.param(locked)}::uuid[])`,
  );
  const limit = maximumReferrals + 1_000;
  const candidates = await transaction
    .select({
      referralId: referrals.id,
      itemId: referrals.itemId,
      platform: items.platform,
      imminent: isImminent,
      held: isHeld,
      ready: sql<number>`(count(*) over ())::int`,
    })
    .from(referrals)
    .innerJoin(items, eq(items.id, referrals.itemId))
    .where(ready)
    .orderBy(desc(isImminent), desc(referrals.rank), asc(referrals.id))
    .limit(limit);
  refuseUnready(input.referralIds, candidates);
  const plan = planEnvelopes(candidates, nextBatchAt === null ? maximumReferrals : 0);
  const beyond = (candidates[0]?.ready ?? 0) - candidates.length;
  return { ...plan, remaining: plan.remaining + beyond, nextBatchAt };
}

/**
 * How many more batches a recipient takes now (null: as many as there are), and when it takes the next one if none. Batches
 * of imminent danger and cancelled ones are not counted.
 */
export async function roomToday(
  transaction: Transaction,
  recipientId: string,
  { batchesPerDay }: Pick<RecipientConfiguration, 'batchesPerDay'>,
): Promise<{ batchesLeft: number | null; nextBatchAt: Date | null }> {
  if (batchesPerDay === null) return { batchesLeft: null, nextBatchAt: null };
  const newest = await transaction
    .select({ createdAt: batches.createdAt })
    .from(batches)
    .where(
      and(
        eq(batches.recipientId, recipientId),
        eq(batches.imminent, false),
        ne(batches.state, 'CANCELLED'),
        gt(batches.createdAt, new Date(Date.now() - WINDOW_MS)),
      ),
    )
    .orderBy(desc(batches.createdAt))
    .limit(batchesPerDay);
  const last = newest[batchesPerDay - 1];
  return {
    batchesLeft: batchesPerDay - newest.length,
    nextBatchAt: last ? new Date(last.createdAt.getTime() + WINDOW_MS) : null,
  };
}

/**
 * Locks what is ready for a recipient, of it the named referrals, until the transaction ends, and gives their ids. Referrals
 * first, then their items, each in order of id: the order of locks everywhere.
 */
export async function lockReady(
  transaction: Transaction,
  recipientId: string,
  referralIds: readonly string[] | undefined,
): Promise<string[]> {
  const locked = await transaction
    .select({ id: referrals.id, itemId: referrals.itemId })
    .from(referrals)
    .where(
      and(
        eq(referrals.recipientId, recipientId),
        eq(referrals.state, 'READY'),
        referralIds === undefined ? undefined : inArray(referrals.id, [...referralIds]),
      ),
    )
    .orderBy(asc(referrals.id))
    .for('update');
  const itemIds = locked.map(({ itemId }) => itemId);
  await transaction
    .select({ id: items.id })
    .from(items)
    .where(sql`${items.id} = any(${sql.param(itemIds)}::uuid[])`)
    .orderBy(asc(items.id))
    .for('share');
  return locked.map(({ id }) => id);
}

function refuseUnready(
  referralIds: readonly string[] | undefined,
  candidates: readonly { referralId: string }[],
): void {
  const found = new Set(candidates.map(({ referralId }) => referralId));
  const errors = (referralIds ?? []).flatMap((id, index) =>
    found.has(id)
      ? []
      : [
          {
            pointer: `/referralIds/${index}`,
            code: 'not_ready',
            detail: 'This referral is not ready for this recipient',
          },
        ],
  );
  if (errors.length > 0)
    throw new Refusal('conflict', 'Some of the referrals are not ready for this recipient', errors);
}
