import { desc } from 'drizzle-orm';
import { auditCheckpoints } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** The text of the newest signed checkpoint, to be kept elsewhere; null while nothing was sealed. */
export async function newestCheckpoint(store: Pick<Store, 'db'>): Promise<string | null> {
  const [newest] = await store.db
    .select({ checkpoint: auditCheckpoints.checkpoint })
    .from(auditCheckpoints)
    .orderBy(desc(auditCheckpoints.size))
    .limit(1);
  return newest?.checkpoint ?? null;
}
