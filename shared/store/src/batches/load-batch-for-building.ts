import type { RecipientConfiguration, Referral } from '@lapwing/contracts';
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { batches, recipients, referrals } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { giveUpBatch, MOST_ATTEMPTS } from './give-up-batch.ts';

/** What the files of a batch are made of, but for its referrals; the same whenever it is loaded. */
export interface BatchToBuild {
  batchId: string;
  createdAt: Date;
  imminent: boolean;
  recipient: string;
  configuration: RecipientConfiguration;
  /** What referrals of it are to earlier ones, each that there is once; empty: all are first ones. */
  relations: Pick<Referral, 'relation'>[];
}

/**
 * Begins an attempt to build a batch. Attempts are counted when they begin, so that a batch that ends its process
 * is given up after {@link MOST_ATTEMPTS} too. Null when there is nothing to do: it is built, cancelled, unknown or
 * given up.
 */
export function loadBatchForBuilding(
  store: Pick<Store, 'db'>,
  batchId: string,
): Promise<BatchToBuild | null> {
  return store.db.transaction(async (transaction) => {
    const [batch] = await transaction.select().from(batches).where(eq(batches.id, batchId)).for('update');
    if (batch?.state !== 'BUILDING' || batch.buildDueAt === null) return null;
    if (batch.attempts >= MOST_ATTEMPTS) {
      await giveUpBatch(transaction, batch, batch.lastError ?? 'Every attempt ended without a word');
      return null;
    }
    await transaction
      .update(batches)
      .set({ attempts: batch.attempts + 1, changedAt: new Date() })
      .where(eq(batches.id, batchId));
    const [recipient] = await transaction
      .select({ name: recipients.name })
      .from(recipients)
      .where(eq(recipients.id, batch.recipientId));
    // Of those only that relate to an earlier one, since nothing is written while a large batch is looked through.
    const relations = await transaction
      .selectDistinct({ relation: sql<Referral['relation']>`${referrals.content} ->> 'relation'` })
      .from(referrals)
      .where(and(eq(referrals.batchId, batchId), isNotNull(referrals.relatesTo)));
    if (!recipient) throw new Error('A batch has no recipient');
    return {
      batchId,
      createdAt: batch.createdAt,
      imminent: batch.imminent,
      recipient: recipient.name,
      configuration: batch.configuration,
      relations,
    };
  });
}
