import { type BatchDryRun, type BatchDryRunInput, standingOf } from '@lapwing/contracts';
import { and, eq, sql } from 'drizzle-orm';
import { maySendTo } from '../recipients/refuse-non-sender.ts';
import { sayableTo, takenOrSentBefore } from '../recipients/sendable-to.ts';
import { isHeld, isImminent } from '../referrals/law-enforcement-first.ts';
import { items, people, referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { recipientOfBatch, roomToday } from './plan-batches.ts';
import { planDay } from './plan-day.ts';

/**
 * What would go to a recipient in the next 24 hours, and what would be held back and why; with the settings given, or those
 * that are saved. Numbers only. Who may send is asked of referrers alone: others learn what a referrer could send. Refused:
 * an unknown recipient (`not-found`).
 */
export function dryRunBatches(
  store: Pick<Store, 'db'>,
  actor: Actor,
  { recipientId, recipient: draft }: { recipientId: string } & BatchDryRunInput,
): Promise<BatchDryRun> {
  return store.db.transaction(async (transaction) => {
    const saved = await recipientOfBatch(transaction, recipientId, false);
    const settings = draft ?? saved;
    const { configuration } = settings;
    const taken = sql<boolean>`(${takenOrSentBefore(configuration)})`;
    const sayable = sql<boolean>`(${sayableTo(configuration)})`;
    const groups = await transaction
      .select({ imminent: isImminent, held: isHeld, taken, sayable, count: sql<number>`count(*)::int` })
      .from(referrals)
      .innerJoin(items, eq(items.id, referrals.itemId))
      .where(and(eq(referrals.recipientId, recipientId), eq(referrals.state, 'READY')))
      .groupBy(sql`1, 2, 3, 4`);
    const { batchesLeft, nextBatchAt } = await roomToday(transaction, recipientId, configuration);
    const [person] = await transaction
      .select({ roles: people.roles })
      .from(people)
      .where(eq(people.id, actor.personId));
    const asksForHerself = person?.roles.includes('referrer') === true;
    const day = planDay(groups, {
      standing: standingOf(settings, new Date()),
      maySend: !asksForHerself || (await maySendTo(transaction, actor, configuration)),
      batchesLeft,
      maximumReferrals: configuration.maximumReferrals,
    });
    return { ...day, nextBatchAt: nextBatchAt?.toISOString() ?? null };
  });
}
