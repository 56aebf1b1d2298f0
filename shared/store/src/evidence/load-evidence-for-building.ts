import type { CustodyLog, EvidenceGround, EvidenceItem, RecipientConfiguration } from '@lapwing/contracts';
import { and, desc, eq, sql } from 'drizzle-orm';
import { audit, auditCheckpoints, auditLeaves, evidencePackages, recipients } from '../schema/index.ts';
import type { Store, Transaction } from '../store.ts';
import { giveUpEvidence, MOST_ATTEMPTS } from './give-up-evidence.ts';
import { readCustodyLog } from './read-custody-log.ts';

/** Everything that a package says; the same whenever it is loaded. */
export interface EvidenceToLoad {
  packageId: string;
  approvedAt: Date;
  recipient: string;
  configuration: RecipientConfiguration;
  ground: EvidenceGround;
  items: EvidenceItem[];
  custody: CustodyLog;
  /** The signed checkpoint of `custody.size` leaves. */
  checkpoint: string;
}

/**
 * Begins an attempt to build a package, counted as those of batches are. Null when there is nothing to do: it is built,
 * not approved, unknown or given up; or its approval is not in the signed log yet, and it stays due.
 */
export async function loadEvidenceForBuilding(
  store: Pick<Store, 'db'>,
  packageId: string,
): Promise<EvidenceToLoad | null> {
  const begun = await store.db.transaction((transaction) => begin(transaction, packageId));
  if (begun === null) return null;
  const { subjects, size, ...rest } = begun;
  return { ...rest, custody: await readCustodyLog(store, { subjects, size }) };
}

async function begin(transaction: Transaction, packageId: string) {
  const [found] = await transaction
    .select({ row: evidencePackages, recipient: recipients.name })
    .from(evidencePackages)
    .innerJoin(recipients, eq(recipients.id, evidencePackages.recipientId))
    .where(eq(evidencePackages.id, packageId))
    .for('update', { of: evidencePackages });
  if (found?.row.state !== 'BUILDING' || found.row.buildDueAt === null) return null;
  const { content, configuration, decidedAt, ground, attempts, lastError } = found.row;
  if (!content || !configuration || !decidedAt) throw new Error('An approved package has no content');
  const checkpoint = await checkpointOf(transaction, found.row);
  if (!checkpoint) return null;
  if (attempts >= MOST_ATTEMPTS) {
    await giveUpEvidence(transaction, found.row, lastError ?? 'Every attempt ended without a word');
    return null;
  }
  await transaction
    .update(evidencePackages)
    .set({ attempts: attempts + 1, checkpointSize: checkpoint.size, changedAt: new Date() })
    .where(eq(evidencePackages.id, packageId));
  return {
    packageId,
    approvedAt: decidedAt,
    recipient: found.recipient,
    configuration,
    ground,
    items: content.items,
    subjects: content.subjects,
    size: checkpoint.size,
    checkpoint: checkpoint.text,
  };
}

/** The checkpoint that an earlier attempt took; else the newest, once it covers the approval. */
async function checkpointOf(
  transaction: Transaction,
  { id, checkpointSize }: typeof evidencePackages.$inferSelect,
): Promise<{ size: number; text: string } | null> {
  const [checkpoint] = await transaction
    .select({ size: auditCheckpoints.size, text: auditCheckpoints.checkpoint })
    .from(auditCheckpoints)
    .where(checkpointSize === null ? undefined : eq(auditCheckpoints.size, checkpointSize))
    .orderBy(desc(auditCheckpoints.size))
    .limit(1);
  if (!checkpoint || checkpointSize !== null) return checkpoint ?? null;
  const [approval] = await transaction
    .select({ leafIndex: auditLeaves.leafIndex })
    .from(audit)
    .innerJoin(auditLeaves, eq(auditLeaves.auditSequence, audit.sequence))
    .where(
      and(
        eq(audit.subjectKind, 'evidence'),
        eq(audit.subjectId, id),
        eq(audit.verb, 'EVIDENCE_APPROVED'),
        sql`${auditLeaves.leafIndex} < ${checkpoint.size}`,
      ),
    );
  return approval ? checkpoint : null;
}
