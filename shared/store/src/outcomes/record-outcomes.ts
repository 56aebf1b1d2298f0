import {
  type FieldError,
  type OutcomesInput,
  type OutcomesRecorded,
  referralLifecycle,
} from '@lapwing/contracts';
import { inArray } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { addSeenOutcome, knownOutcome } from './add-seen-outcome.ts';
import { refuseFuture } from './record-outcome.ts';

/**
 * Adds one outcome to several referrals, all or none. Those that have this very outcome already keep it as it is, so
 * that a repetition changes nothing. Refused, each by its place in the list: what does not exist or was not sent.
 */
export function recordOutcomes(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: OutcomesInput,
): Promise<OutcomesRecorded> {
  return store.db.transaction(async (transaction) => {
    refuseFuture(input.observedAt);
    const ids = [...new Set(input.referralIds)];
    // In one order, so that two people with overlapping lists wait for each other instead of blocking for good.
    const found = await transaction
      .select()
      .from(referrals)
      .where(inArray(referrals.id, ids))
      .orderBy(referrals.id)
      .for('update');
    const wrong = input.referralIds.flatMap((id, index): FieldError[] => {
      const referral = found.find((one) => one.id === id);
      const pointer = `/referralIds/${index}`;
      if (!referral) return [{ pointer, code: 'unknown', detail: 'There is no such referral' }];
      if (referralLifecycle.allows(referral.state, 'OUTCOME')) return [];
      return [{ pointer, code: 'not_sent', detail: 'This referral was not sent' }];
    });
    if (wrong.length > 0)
      throw new Refusal('invalid-request', 'Some of these referrals take no outcome', wrong);
    const outcome = {
      kind: input.kind,
      source: input.source,
      observedAt: new Date(input.observedAt),
      note: input.note ?? '',
    };
    let already = 0;
    for (const referral of found) {
      if (await knownOutcome(transaction, referral.id, outcome)) already += 1;
      else await addSeenOutcome(transaction, actor, referral, outcome);
    }
    return { recorded: found.length - already, already };
  });
}
