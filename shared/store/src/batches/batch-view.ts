import type { BatchFile, BatchView } from '@lapwing/contracts';
import { asc, eq, inArray, sql } from 'drizzle-orm';
import { batches, batchFiles, recipients, referrals } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';

/** Batches as seen outside, in the order of the ids. Files of a batch that is not built yet are not shown. */
export async function batchViews(
  db: Database | Transaction,
  batchIds: readonly string[],
): Promise<BatchView[]> {
  if (batchIds.length === 0) return [];
  const rows = await db
    .select({
      batch: batches,
      recipient: recipients.name,
      referralCount: sql<number>`(select count(*)::int from ${referrals} where ${referrals.batchId} = ${batches.id})`,
    })
    .from(batches)
    .innerJoin(recipients, eq(recipients.id, batches.recipientId))
    .where(inArray(batches.id, [...batchIds]));
  const filesOf = Map.groupBy(await filesOfBatches(db, batchIds), ({ batchId }) => batchId);
  const byId = new Map(rows.map((row) => [row.batch.id, row]));
  return batchIds.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { batch, recipient, referralCount } = row;
    return {
      batchId: batch.id,
      recipientId: batch.recipientId,
      recipient,
      state: batch.state,
      imminent: batch.imminent,
      referralCount,
      createdAt: batch.createdAt.toISOString(),
      builtAt: batch.builtAt?.toISOString() ?? null,
      sentAt: batch.sentAt?.toISOString() ?? null,
      attempts: batch.attempts,
      lastError: batch.lastError,
      files: batch.builtAt === null ? [] : (filesOf.get(id) ?? []).map(batchFileView),
    };
  });
}

/** One batch that is known to exist. */
export async function batchView(db: Database | Transaction, batchId: string): Promise<BatchView> {
  const [view] = await batchViews(db, [batchId]);
  if (!view) throw new Error('A batch vanished; batches are never deleted');
  return view;
}

/** The written files of batches, in their order. */
export function filesOfBatches(db: Database | Transaction, batchIds: readonly string[]) {
  return db
    .select()
    .from(batchFiles)
    .where(inArray(batchFiles.batchId, [...batchIds]))
    .orderBy(asc(batchFiles.position), asc(batchFiles.name));
}

/** One file as seen outside. */
export function batchFileView(file: typeof batchFiles.$inferSelect): BatchFile {
  return { name: file.name, mediaType: file.mediaType, bytes: file.size, sha256: file.sha256 };
}
