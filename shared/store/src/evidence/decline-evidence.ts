import { type EvidenceView, evidenceLifecycle } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { evidencePackages } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { evidenceView } from './evidence-view.ts';
import { lockEvidence } from './lock-evidence.ts';

/**
 * Turns a package down, or takes it back: nothing leaves. Refused: one that was decided already (`transition-refused`).
 */
export function declineEvidence(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: { packageId: string; reason: string },
): Promise<EvidenceView> {
  const { packageId, reason } = input;
  return store.db.transaction(async (transaction) => {
    const found = await lockEvidence(transaction, packageId);
    const now = new Date();
    await transaction
      .update(evidencePackages)
      .set({
        state: evidenceLifecycle.next(found.state, 'DECLINE'),
        decidedBy: actor.personId,
        decidedAt: now,
        declinedReason: reason,
        changedAt: now,
      })
      .where(eq(evidencePackages.id, packageId));
    await writeAudit(transaction, {
      verb: 'EVIDENCE_DECLINED',
      actor,
      subjectKind: 'evidence',
      subjectId: packageId,
      details: { reason },
    });
    return evidenceView(transaction, packageId);
  });
}
