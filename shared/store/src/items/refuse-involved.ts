import { and, eq } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { decisions, flags } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

/**
 * Rule 5, before anything is claimed or decided: refuses somebody who flagged the item (`two-people`) or has decided
 * it in this round (`already-decided`).
 */
export async function refuseInvolved(
  transaction: Transaction,
  actor: Actor,
  item: { id: string; reviewRound: number },
): Promise<void> {
  const [flagged] = await transaction
    .select({ id: flags.id })
    .from(flags)
    .where(and(eq(flags.itemId, item.id), eq(flags.personId, actor.personId)))
    .limit(1);
  if (flagged) throw new Refusal('two-people', 'You flagged this item; somebody else decides it');
  const [decided] = await transaction
    .select({ id: decisions.id })
    .from(decisions)
    .where(
      and(
        eq(decisions.itemId, item.id),
        eq(decisions.reviewRound, item.reviewRound),
        eq(decisions.personId, actor.personId),
      ),
    );
  if (decided)
    throw new Refusal('already-decided', 'You have decided this item; a second person decides next');
}
