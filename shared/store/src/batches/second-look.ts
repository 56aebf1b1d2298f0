import { eq, sql } from 'drizzle-orm';
import { batches, corrections, referrals } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

type Batch = Pick<typeof batches.$inferSelect, 'id' | 'imminent' | 'configuration' | 'releasedAt'>;

/** Whether a batch holds a referral that takes an earlier one back, or corrects one: as a condition on `batches`. */
export const holds = {
  retraction: sql<boolean>`exists (${holding(sql`${corrections.relation} = 'RETRACTION'`)})`,
  correction: sql<boolean>`exists (${holding(sql`true`)})`,
};

function holding(condition: ReturnType<typeof sql>) {
  return sql`select from ${referrals} join ${corrections} on ${corrections.referralId} = ${referrals.id}
    where ${referrals.batchId} = ${batches.id} and ${condition}`;
}

/**
 * Whether somebody has to look a second time before a batch is sent: where the recipient's settings, as they were when it was
 * made, ask for it; and whatever they say where it corrects or takes back what was sent, since one person wrote that alone
 * (rule 5). Imminent danger does not wait (rule 6), and a retraction is none.
 */
export const asksForSecondLook = (
  { imminent, configuration }: Pick<Batch, 'imminent' | 'configuration'>,
  { retraction, correction }: { retraction: boolean; correction: boolean },
): boolean => retraction || (!imminent && (configuration.secondLook || correction));

/** Whether a locked batch waits for it, and nobody gave it yet. */
export async function waitsForSecondLook(transaction: Transaction, batch: Batch): Promise<boolean> {
  if (batch.releasedAt !== null) return false;
  const [held] = await transaction.select(holds).from(batches).where(eq(batches.id, batch.id));
  if (!held) throw new Error('A batch vanished; batches are never deleted');
  return asksForSecondLook(batch, held);
}
