import { and, eq, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { modelVersions } from '../schema/index.ts';
import type { Store } from '../store.ts';

/**
 * Notes that a scorer refused a version and kept the one before, or (null) that it could load it. Saying the same
 * again changes nothing and writes nothing.
 *
 * @param refused why, for admins; at most 500 characters are kept
 */
export function reportRefusal(
  store: Pick<Store, 'db'>,
  version: string,
  refused: string | null,
): Promise<void> {
  const reason = refused?.slice(0, 500) ?? null;
  return store.db.transaction(async (transaction) => {
    const changed = await transaction
      .update(modelVersions)
      .set({ refused: reason })
      .where(
        and(eq(modelVersions.version, version), sql`${modelVersions.refused} is distinct from ${reason}`),
      )
      .returning({ version: modelVersions.version });
    await writeAudit(
      transaction,
      ...changed.map((row) => ({
        verb: 'MODEL_REFUSED' as const,
        actor: null,
        subjectKind: 'model' as const,
        subjectId: row.version,
        details: { reason },
      })),
    );
  });
}
