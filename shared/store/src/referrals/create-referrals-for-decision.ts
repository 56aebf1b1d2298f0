import { asc, eq, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { decisions, items, recipients, referrals } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

/**
 * Makes a referral ready for each active recipient that takes the item's platform. Runs in the transaction of the
 * decision that confirmed the item; called twice for one decision it adds nothing.
 *
 * @returns the referrals that were added, with the recipients' names
 */
export async function createReferralsForDecision(
  transaction: Transaction,
  actor: Actor,
  decisionId: string,
): Promise<{ referralId: string; recipient: string }[]> {
  const [confirmed] = await transaction
    .select({ item: items })
    .from(decisions)
    .innerJoin(items, eq(items.id, decisions.itemId))
    .where(eq(decisions.id, decisionId));
  if (!confirmed) throw new Error('Referrals were asked for of a decision that does not exist');
  const { item } = confirmed;
  const takers = await transaction
    .select({ id: recipients.id, name: recipients.name })
    .from(recipients)
    .where(
      sql`${recipients.active} and ${recipients.configuration}->'platforms' @> ${JSON.stringify([item.platform])}::jsonb`,
    )
    .orderBy(asc(recipients.name));
  if (takers.length === 0) return [];
  const added = await transaction
    .insert(referrals)
    .values(
      takers.map((recipient) => ({
        itemId: item.id,
        recipientId: recipient.id,
        decisionId,
        imminent: item.imminentBases.length > 0,
        rank: item.rank,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: referrals.id, recipientId: referrals.recipientId });
  await writeAudit(
    transaction,
    ...added.map(({ id, recipientId }) => ({
      verb: 'REFERRAL_CREATED' as const,
      actor,
      subjectKind: 'referral' as const,
      subjectId: id,
      details: { itemId: item.id, recipientId, decisionId },
    })),
  );
  const nameOf = new Map(takers.map(({ id, name }) => [id, name]));
  return added.map(({ id, recipientId }) => ({ referralId: id, recipient: nameOf.get(recipientId) ?? '' }));
}
