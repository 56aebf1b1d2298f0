import type { EvidenceChoice, EvidencePreview } from '@lapwing/contracts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuseNonSender } from '../recipients/refuse-non-sender.ts';
import type { Actor, Store } from '../store.ts';
import { evidenceRecipient } from './evidence-recipient.ts';
import { previewOf } from './evidence-view.ts';
import { refuseNamedColleagues } from './refuse-named-colleagues.ts';
import { refuseUnconfirmed } from './refuse-unconfirmed.ts';

/**
 * Exactly what a package would say of these items. Looking is on record. Refused as {@link requestEvidence} refuses.
 */
export async function previewEvidence(
  store: Pick<Store, 'db'>,
  actor: Actor,
  { recipientId, itemIds }: EvidenceChoice,
): Promise<EvidencePreview> {
  const recipient = await evidenceRecipient(store.db, recipientId);
  await refuseUnconfirmed(store.db, itemIds);
  const preview = await previewOf(store, { recipient, itemIds });
  return store.db.transaction(async (transaction) => {
    await refuseNonSender(transaction, actor, recipient.configuration);
    await refuseNamedColleagues(transaction, itemIds, preview.items);
    await writeAudit(transaction, {
      verb: 'DISCLOSED_EVIDENCE_PREVIEW',
      actor,
      subjectKind: 'recipient',
      subjectId: recipientId,
      details: { itemIds, fields: preview.fields },
    });
    return preview;
  });
}
