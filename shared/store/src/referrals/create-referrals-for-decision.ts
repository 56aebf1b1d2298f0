import { standingOf, takesContent } from '@lapwing/contracts';
import { asc, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { decisions, items, recipients, referrals } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

/**
 * Makes a referral ready for each recipient that takes referrals today and content like the item. Runs in the
 * transaction of the decision that confirmed the item; called twice for one decision it adds nothing.
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
  const now = new Date();
  const active = await transaction
    .select()
    .from(recipients)
    .where(eq(recipients.active, true))
    .orderBy(asc(recipients.name));
  const content = { platform: item.platform, url: item.canonicalUrl };
  const takers = active.filter(
    (recipient) => standingOf(recipient, now) === 'OPEN' && takesContent(recipient.configuration, content),
  );
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
