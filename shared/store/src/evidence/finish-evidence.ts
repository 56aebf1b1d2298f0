import { createHash } from 'node:crypto';
import { type BatchFile, evidenceLifecycle } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { evidenceArchives, evidencePackages } from '../schema/index.ts';
import type { Store } from '../store.ts';

/**
 * The archive of a package is there, whole or not at all, and its hash is on record. Does nothing when another exporter
 * was faster.
 *
 * @returns whether it was finished now
 */
export function finishEvidence(
  store: Pick<Store, 'db'>,
  packageId: string,
  { archive, files }: { archive: Buffer; files: readonly BatchFile[] },
): Promise<boolean> {
  return store.db.transaction(async (transaction) => {
    const [found] = await transaction
      .select()
      .from(evidencePackages)
      .where(eq(evidencePackages.id, packageId))
      .for('update');
    if (found?.state !== 'BUILDING') return false;
    const now = new Date();
    const sha256 = createHash('sha256').update(archive).digest('hex');
    await transaction
      .insert(evidenceArchives)
      .values({ packageId, bytes: archive, size: archive.length, sha256, files: [...files] });
    await transaction
      .update(evidencePackages)
      .set({
        state: evidenceLifecycle.next(found.state, 'FILES_WRITTEN'),
        builtAt: now,
        buildDueAt: null,
        lastError: null,
        changedAt: now,
      })
      .where(eq(evidencePackages.id, packageId));
    await writeAudit(transaction, {
      verb: 'EVIDENCE_BUILT',
      actor: null,
      subjectKind: 'evidence',
      subjectId: packageId,
      details: {
        sha256,
        bytes: archive.length,
        files: files.map((file) => ({ name: file.name, bytes: file.bytes, sha256: file.sha256 })),
      },
    });
    return true;
  });
}
