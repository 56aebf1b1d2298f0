import { type BatchView, deliveryLifecycle, destinationOf } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batchView } from '../batches/batch-view.ts';
import { lockBatch } from '../batches/lock-batch.ts';
import { refuseSending } from '../batches/refuse-sending.ts';
import { resolveLettersOfBatch } from '../dead-letters/resolve-letters-of-batch.ts';
import { refuseClosedRecipient } from '../recipients/refuse-closed-recipient.ts';
import { fieldRefusal, Refusal, sendingRefusal } from '../refusal.ts';
import { batches, recipients } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

/**
 * A person asks that a built batch is delivered by the recipient's transport as it is set up now, and to `destination`, which
 * she saw. The exporter makes the attempts. Also the way to try again what was given up.
 *
 * Refused: what {@link refuseSending} refuses; a delivery that waits already; a recipient that a person sends to, that
 * takes none today, or whose secret is missing (`conflict`); another destination than the recipient has now (`stale`).
 */
export function requestDelivery(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: { batchId: string; destination: string },
): Promise<BatchView> {
  return store.db.transaction(async (transaction) => {
    const batch = await lockBatch(transaction, input.batchId);
    const inside = await refuseSending(transaction, actor, batch);
    const deliveryState = deliveryLifecycle.next(batch.deliveryState, 'REQUEST');
    const [recipient] = await transaction
      .select()
      .from(recipients)
      .where(eq(recipients.id, batch.recipientId));
    if (!recipient) throw new Error('A recipient vanished; recipients are never deleted');
    const now = new Date();
    refuseClosedRecipient(recipient, now);
    const { transport } = recipient.configuration;
    if (transport.kind === 'DOWNLOAD')
      throw new Refusal('conflict', 'A person hands over to this recipient: download the batch');
    const destination = destinationOf(transport);
    if (destination !== input.destination) {
      const detail = 'The recipient has another address now; look again before you deliver';
      throw new Refusal('stale', detail, fieldRefusal('/destination', 'stale', detail).errors);
    }
    if (transport.kind === 'WEBHOOK' && recipient.webhookSecretSealed === null)
      throw sendingRefusal('no_secret', 'This recipient has no webhook secret yet: an admin makes one');
    await transaction
      .update(batches)
      .set({
        deliveryState,
        deliveryTarget: transport,
        deliveryRequestedBy: actor.personId,
        deliveryRequestedAt: now,
        deliveryDueAt: now,
        deliveryAttempts: 0,
        deliveryError: null,
        changedAt: now,
      })
      .where(eq(batches.id, batch.id));
    await writeAudit(transaction, {
      verb: 'DELIVERY_REQUESTED',
      actor,
      subjectKind: 'batch',
      subjectId: batch.id,
      details: {
        transport: transport.kind,
        destination,
        tlp: batch.configuration.tlp,
        referralIds: inside,
        again: batch.deliveryState === 'GIVEN_UP',
      },
    });
    await resolveLettersOfBatch(transaction, actor, batch.id, 'DELIVERY_REQUESTED');
    return batchView(transaction, batch.id);
  });
}
