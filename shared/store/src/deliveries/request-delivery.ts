import {
  type BatchView,
  deliveryLifecycle,
  destinationOf,
  encryptionKeyOf,
  goesOneByOne,
  isForTrying,
  isReportTransport,
  NCMEC_FILE,
  type Transport,
} from '@lapwing/contracts';
import { eq, inArray } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { batchView, filesOfBatches } from '../batches/batch-view.ts';
import { lockBatch } from '../batches/lock-batch.ts';
import { refuseSending } from '../batches/refuse-sending.ts';
import { resolveLettersOfBatch } from '../dead-letters/resolve-letters-of-batch.ts';
import { answerDue } from '../escalations/answer-due.ts';
import { readPublicKey } from '../recipients/read-public-key.ts';
import { refuseClosedRecipient } from '../recipients/refuse-closed-recipient.ts';
import { fieldRefusal, Refusal, sendingRefusal } from '../refusal.ts';
import { batches, corrections, recipients } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';

const noKey = { facts: null, fault: null };

/**
 * A person asks that a built batch is delivered by the recipient's transport as it is set up now, and to `destination`, encrypted
 * to the key `encryptedTo`, as she saw. The exporter makes the attempts. Also the way to try again what was given up.
 *
 * Refused: what {@link refuseSending} refuses; a delivery that waits already; a recipient that a person sends to, that
 * takes none today, whose secret is missing, whose key cannot be used or whose server is for trying only, and what its
 * channel cannot carry (`conflict`); another destination or key than the recipient has now (`stale`).
 */
export function requestDelivery(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: { batchId: string; destination: string; encryptedTo?: string | null },
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
    const publicKey = encryptionKeyOf(recipient.configuration);
    const { facts, fault } = publicKey === '' ? noKey : await readPublicKey(publicKey, now);
    const encryptedTo = facts?.fingerprint ?? null;
    if (encryptedTo !== (input.encryptedTo ?? null)) {
      const detail = 'The recipient has another OpenPGP key now; look again before you deliver';
      throw new Refusal('stale', detail, fieldRefusal('/encryptedTo', 'stale', detail).errors);
    }
    if (fault) throw sendingRefusal('key_unusable', `The recipient's OpenPGP key: ${fault.detail}`);
    if (transport.kind === 'WEBHOOK' && recipient.webhookSecretSealed === null)
      throw sendingRefusal('no_secret', 'This recipient has no webhook secret yet: an admin makes one');
    if (isReportTransport(transport)) {
      if (recipient.tokenSealed === null)
        throw sendingRefusal(
          'no_token',
          'This recipient has no token yet that lets reports in: an admin sets it',
        );
    }
    if (isForTrying(transport))
      throw sendingRefusal(
        'trial_server',
        'This recipient is set to a server for trying: no referral goes there',
      );
    if (goesOneByOne(transport)) await refuseUnreportable(transaction, transport.kind, batch.id, inside);
    await transaction
      .update(batches)
      .set({
        deliveryState,
        deliveryTarget: transport,
        deliveryPublicKey: publicKey,
        deliveryRequestedBy: actor.personId,
        deliveryRequestedAt: now,
        deliveryDueAt: now,
        deliveryAttempts: 0,
        deliveryError: null,
        answerDueAt: answerDue(batch, now),
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
        encryptedTo,
        // No marking goes with a report.
        ...(goesOneByOne(transport) ? {} : { tlp: batch.configuration.tlp }),
        referralIds: inside,
        again: batch.deliveryState === 'GIVEN_UP',
      },
    });
    await resolveLettersOfBatch(transaction, actor, batch.id, 'DELIVERY_REQUESTED');
    return batchView(transaction, batch.id);
  });
}

/** Refuses what is no report of one content: several, a correction or retraction, and to NCMEC what has no file of its own. */
async function refuseUnreportable(
  transaction: Transaction,
  kind: Transport,
  batchId: string,
  inside: readonly string[],
): Promise<void> {
  if (inside.length !== 1)
    throw sendingRefusal('single_reports', 'Reports go one by one: cancel this batch and build anew');
  const [correction] = await transaction
    .select({ id: corrections.referralId })
    .from(corrections)
    .where(inArray(corrections.referralId, [...inside]));
  // It was written while the recipient was reached in another way.
  if (correction)
    throw sendingRefusal(
      'correction_by_hand',
      'This channel takes reports of content only: tell the recipient by other means what was wrong',
    );
  if (kind !== 'NCMEC') return;
  // A category for which a person has to choose the type of incident has none.
  const files = await filesOfBatches(transaction, [batchId]);
  if (!files.some(({ name }) => name === NCMEC_FILE))
    throw sendingRefusal(
      'no_ncmec_file',
      `This batch has no file for NCMEC (${NCMEC_FILE}): it goes by hand`,
    );
}
