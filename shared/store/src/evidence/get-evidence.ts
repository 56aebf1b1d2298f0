import type { EvidenceDetail } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { refuseNonSender } from '../recipients/refuse-non-sender.ts';
import { Refusal } from '../refusal.ts';
import { evidencePackages, recipients } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { digestEvidence } from './digest-evidence.ts';
import { evidenceView, previewOf } from './evidence-view.ts';

/**
 * One package with what it says. Looking is on record. Refused: an unknown id (`not-found`); whom the recipient's settings
 * do not let send to it (`forbidden`), but for who decides about it or did.
 *
 * @param options.canApprove whether the caller may decide about packages
 */
export async function getEvidence(
  store: Pick<Store, 'db'>,
  actor: Actor,
  packageId: string,
  options: { canApprove: boolean },
): Promise<EvidenceDetail> {
  const [found] = await store.db
    .select({ row: evidencePackages, name: recipients.name, current: recipients.configuration })
    .from(evidencePackages)
    .innerJoin(recipients, eq(recipients.id, evidencePackages.recipientId))
    .where(eq(evidencePackages.id, packageId));
  if (!found) throw new Refusal('not-found', 'There is no such package');
  const { row, current, name } = found;
  const waits = row.state === 'REQUESTED';
  const recipient = { id: row.recipientId, name, configuration: row.configuration ?? current };
  const view = await evidenceView(store.db, packageId);
  const { itemIds } = view;
  const preview = await previewOf(store, { recipient, itemIds, content: row.content?.items ?? null });
  return store.db.transaction(async (transaction) => {
    const decides = row.decidedBy === actor.personId || (waits && options.canApprove);
    if (!decides) await refuseNonSender(transaction, actor, current);
    await writeAudit(transaction, {
      verb: 'DISCLOSED_EVIDENCE_PREVIEW',
      actor,
      subjectKind: 'evidence',
      subjectId: packageId,
      details: { recipientId: row.recipientId, itemIds, fields: preview.fields },
    });
    return { ...view, preview, digest: waits ? digestEvidence(row.ground, preview) : null };
  });
}
