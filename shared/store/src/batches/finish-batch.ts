import { batchLifecycle } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batches } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { filesOfBatches } from './batch-view.ts';

/**
 * Every file is written: the batch is BUILT. Does nothing when another exporter was faster or the batch was
 * cancelled meanwhile; throws when a file is missing.
 *
 * @returns whether it was finished now
 */
export function finishBatch(
  store: Pick<Store, 'db'>,
  batchId: string,
  names: readonly string[],
): Promise<boolean> {
  return store.db.transaction(async (transaction) => {
    const [batch] = await transaction.select().from(batches).where(eq(batches.id, batchId)).for('update');
    if (batch?.state !== 'BUILDING') return false;
    const files = await filesOfBatches(transaction, [batchId]);
    const missing = names.filter((name) => !files.some((file) => file.name === name));
    if (missing.length > 0) throw new Error(`The batch lacks ${missing.join(', ')}`);
    const now = new Date();
    await transaction
      .update(batches)
      .set({
        state: batchLifecycle.next(batch.state, 'FILES_WRITTEN'),
        builtAt: now,
        buildDueAt: null,
        lastError: null,
        changedAt: now,
      })
      .where(eq(batches.id, batchId));
    await writeAudit(transaction, {
      verb: 'BATCH_BUILT',
      actor: null,
      subjectKind: 'batch',
      subjectId: batchId,
      details: { files: files.map(({ name, size, sha256 }) => ({ name, bytes: size, sha256 })) },
    });
    return true;
  });
}
