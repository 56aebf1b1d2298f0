import { createHash } from 'node:crypto';
import type { EvidenceInput, EvidenceView } from '@lapwing/contracts';
import { and, eq, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { colleaguesNamed } from '../decisions/refuse-personal-data.ts';
import { refuseNonSender } from '../recipients/refuse-non-sender.ts';
import { fieldRefusal, Refusal } from '../refusal.ts';
import { evidenceItems, evidencePackages } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { evidenceRecipient } from './evidence-recipient.ts';
import { evidenceView } from './evidence-view.ts';
import { refuseUnconfirmed } from './refuse-unconfirmed.ts';

/**
 * Asks for a package about confirmed items; it is made once a second person approves. The same idempotency key with the
 * same body gives the same package again, with another body it is refused (`idempotency-key-reused`).
 *
 * Also refused: a recipient that is no police unit, an item that was not confirmed, words that name somebody who works
 * here (`invalid-request`, at the field); a recipient that takes nothing today (`conflict`); somebody whom its settings do
 * not let send to it (`forbidden`).
 */
export function requestEvidence(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: EvidenceInput,
  options: { idempotencyKey: string },
): Promise<EvidenceView> {
  const { recipientId, itemIds, ground } = input;
  const { idempotencyKey } = options;
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([recipientId, itemIds, Object.entries(ground).sort()]))
    .digest('base64url');
  return store.db.transaction(async (transaction) => {
    await transaction.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`evidence:${actor.personId}:${idempotencyKey}`}, 0))`,
    );
    const [earlier] = await transaction
      .select({ id: evidencePackages.id, bodyHash: evidencePackages.bodyHash })
      .from(evidencePackages)
      .where(
        and(
          eq(evidencePackages.requestedBy, actor.personId),
          eq(evidencePackages.idempotencyKey, idempotencyKey),
        ),
      );
    if (earlier && earlier.bodyHash !== bodyHash)
      throw new Refusal('idempotency-key-reused', 'This Idempotency-Key was used for another request', [
        { pointer: '#header/idempotency-key', code: 'reused', detail: 'Use a new key for a new request' },
      ]);
    if (earlier) return evidenceView(transaction, earlier.id);
    const recipient = await evidenceRecipient(transaction, recipientId);
    await refuseNonSender(transaction, actor, recipient.configuration);
    await refuseUnconfirmed(transaction, itemIds);
    await refuseColleagues(transaction, ground);
    const now = new Date();
    const [made] = await transaction
      .insert(evidencePackages)
      .values({
        recipientId,
        ground,
        requestedBy: actor.personId,
        requestedAt: now,
        idempotencyKey,
        bodyHash,
        changedAt: now,
      })
      .returning({ id: evidencePackages.id });
    if (!made) throw new Error('An insert returned no row');
    await transaction
      .insert(evidenceItems)
      .values(itemIds.map((itemId, position) => ({ packageId: made.id, itemId, position })));
    await writeAudit(transaction, {
      verb: 'EVIDENCE_REQUESTED',
      actor,
      subjectKind: 'evidence',
      subjectId: made.id,
      details: { recipientId, itemIds, agency: ground.agency, reference: ground.reference },
    });
    return evidenceView(transaction, made.id);
  });
}

/** The ground goes out as it is written, so nobody who works here is named in it (rule 8). */
async function refuseColleagues(transaction: Transaction, ground: EvidenceInput['ground']): Promise<void> {
  for (const [field, words] of Object.entries(ground)) {
    if ((await colleaguesNamed(transaction, words)).length > 0)
      throw fieldRefusal(
        `/ground/${field}`,
        'names_a_colleague',
        'This names somebody who works here, and nobody who works here is named outside',
      );
  }
}
