import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  destinationOf,
  encryptionKeyOf,
  goesOneByOne,
  isForTrying,
  isReportTransport,
  NCMEC_FILE,
  type PushTransport,
  Referral,
  type ReferralField,
  type ReportTransport,
  standingOf,
} from '@lapwing/contracts';
import { asc, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { filesOfBatches } from '../batches/batch-view.ts';
import { dangerSince } from '../batches/refuse-sending.ts';
import { fieldsOfReport, reportText } from '../platform-report/report-text.ts';
import { readPublicKey } from '../recipients/read-public-key.ts';
import { withAgreedFields } from '../referrals/agreed-fields.ts';
import { batches, type OpenReport, recipients, referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { giveUpDelivery } from './give-up-delivery.ts';
import { MOST_DELIVERY_ATTEMPTS, pauseAfterAttempt } from './next-attempt.ts';
import { tokenContext } from './token-context.ts';
import { webhookSecretContext } from './webhook-secret-context.ts';

/** One attempt that was begun: what is sent, where to, and on whose word. */
export interface DeliveryAttempt {
  /** The same for every attempt: by it a recipient knows a double. */
  batchId: string;
  recipientId: string;
  recipient: string;
  target: PushTransport;
  destination: string;
  /** The OpenPGP key (armoured) that a message is encrypted to; empty where it is not. */
  publicKey: string;
  /** From 1. */
  attempt: number;
  imminent: boolean;
  createdAt: Date;
  /** When a person asked for the delivery. */
  requestedAt: Date;
  tlp: string;
  /** Language of the recipient (BCP 47). */
  language: string;
  referralIds: string[];
  /** What each says, in the fields that were agreed on. */
  referrals: Referral[];
  files: { id: string; name: string; mediaType: string; bytes: number; sha256: string }[];
  /** What signs a webhook or lets reports in. Null where there is none, or the seal key is not the one that sealed it. */
  secret: string | null;
  /** A report that an earlier attempt opened at this very destination and may not have finished. */
  openReport: OpenReport | null;
  /** Who asked for the delivery. */
  actor: Actor;
  /** How it stood before this attempt. */
  mightHaveArrivedBefore: boolean;
}

/**
 * Begins an attempt to deliver: counted before the first byte leaves, so that a batch that ends its process is given up
 * too, and on record with what leaves. Until its end is recorded the batch counts as perhaps arrived, and is due again
 * after a pause.
 *
 * Null when there is nothing to do now: it is not due, its recipient is left in peace (imminent danger does not wait for
 * that), or it was given up here: after all attempts, after one that was cut off where a double could not be told, because a child turned out to be in danger meanwhile (rule 6),
 * because the recipient takes none today or is reached in another way than the one that was agreed to, or because its server
 * is one for trying.
 *
 * @param organisation name under which it is known outside, which a report says
 */
export function beginAttempt(
  store: Pick<Store, 'db' | 'sealer'>,
  batchId: string,
  organisation: string,
): Promise<DeliveryAttempt | null> {
  return store.db.transaction(async (transaction) => {
    const [batch] = await transaction.select().from(batches).where(eq(batches.id, batchId)).for('update');
    const now = new Date();
    const { deliveryDueAt, deliveryTarget, deliveryRequestedBy, deliveryRequestedAt } = batch ?? {};
    if (!batch || !deliveryDueAt || deliveryDueAt > now) return null;
    if (!deliveryTarget || !deliveryRequestedBy || !deliveryRequestedAt) return null;
    const [recipient] = await transaction
      .select()
      .from(recipients)
      .where(eq(recipients.id, batch.recipientId));
    if (!recipient) throw new Error('A recipient vanished; recipients are never deleted');
    if (recipient.pausedUntil && recipient.pausedUntil > now && !batch.imminent) return null;
    if (batch.deliveryAttempts >= MOST_DELIVERY_ATTEMPTS) {
      await giveUpDelivery(transaction, batch, batch.deliveryError ?? 'INTERRUPTED');
      return null;
    }
    const inside = await transaction
      .select({ id: referrals.id, content: referrals.content })
      .from(referrals)
      .where(eq(referrals.batchId, batchId))
      .orderBy(asc(referrals.batchPosition));
    if (await dangerSince(transaction, batch)) {
      await giveUpDelivery(transaction, batch, 'DANGER_SINCE');
      return null;
    }
    const { transport } = recipient.configuration;
    const { deliveryPublicKey: publicKey } = batch;
    const agreed =
      isDeepStrictEqual(transport, deliveryTarget) && encryptionKeyOf(recipient.configuration) === publicKey;
    if (standingOf(recipient, now) !== 'OPEN' || !agreed) {
      await giveUpDelivery(transaction, batch, 'RECIPIENT_CHANGED');
      return null;
    }
    // Asked for by an earlier version: nobody reads there, and what it took would count as sent.
    if (isForTrying(deliveryTarget)) {
      await giveUpDelivery(transaction, batch, 'TRIAL_SERVER');
      return null;
    }
    // An attempt without a recorded end was cut off, here at a recipient that could not tell a double.
    const cutOff = batch.deliveryAttempts > 0 && batch.deliveryError === null;
    if (isReportTransport(deliveryTarget) && cutOff) {
      await giveUpDelivery(transaction, batch, 'UNCERTAIN');
      return null;
    }
    const attempt = batch.deliveryAttempts + 1;
    const pause = pauseAfterAttempt(attempt, { imminent: batch.imminent, retryAfterMs: null });
    await transaction
      .update(batches)
      .set({
        deliveryAttempts: attempt,
        deliveryDueAt: new Date(now.getTime() + pause),
        mayHaveArrived: true,
        deliveryError: null,
        changedAt: now,
      })
      .where(eq(batches.id, batchId));
    // No files go with a report, and to NCMEC nothing but its own.
    const built = isReportTransport(deliveryTarget) ? [] : await filesOfBatches(transaction, [batchId]);
    const going = deliveryTarget.kind === 'NCMEC' ? built.filter(({ name }) => name === NCMEC_FILE) : built;
    const files = going.map(({ id, name, mediaType, size, sha256 }) => ({
      id,
      name,
      mediaType,
      bytes: size,
      sha256,
    }));
    const actor = { personId: deliveryRequestedBy, requestId: null };
    const destination = destinationOf(deliveryTarget) ?? '';
    const referralIds = inside.map(({ id }) => id);
    const { tlp, fields, language } = batch.configuration;
    const said = inside.flatMap(({ content }) => (content ? [withAgreedFields(content, fields)] : []));
    await writeAudit(transaction, {
      verb: 'DELIVERY_ATTEMPTED',
      actor,
      subjectKind: 'batch',
      subjectId: batchId,
      details: {
        transport: deliveryTarget.kind,
        destination,
        encryptedTo:
          (publicKey === '' ? null : await readPublicKey(publicKey, now))?.facts?.fingerprint ?? null,
        attempt,
        referralIds,
        ...(isReportTransport(deliveryTarget)
          ? whatIsReported(deliveryTarget.kind, said, { organisation, language })
          : {
              // No marking goes with a report.
              ...(goesOneByOne(deliveryTarget) ? {} : { tlp }),
              fields,
              files: files.map(({ name, sha256 }) => ({ name, sha256 })),
            }),
      },
    });
    return {
      batchId,
      recipientId: recipient.id,
      recipient: recipient.name,
      target: deliveryTarget,
      destination,
      publicKey,
      attempt,
      imminent: batch.imminent,
      createdAt: batch.createdAt,
      requestedAt: deliveryRequestedAt,
      tlp: `TLP:${tlp}`,
      language,
      referralIds,
      referrals: said,
      files,
      openReport: batch.deliveryOpenReport?.destination === destination ? batch.deliveryOpenReport : null,
      secret: openSecret(store, recipient, deliveryTarget),
      actor,
      mightHaveArrivedBefore: batch.mayHaveArrived,
    };
  });
}

/** What goes on record of a report: the fields that it says, and the SHA-256 of its text (UTF-8, hex). */
function whatIsReported(
  kind: ReportTransport['kind'],
  [said]: readonly Referral[],
  about: { organisation: string; language: string },
): { fields: ReferralField[]; textSha256: string } | undefined {
  if (said === undefined) return undefined;
  const referral = Referral.parse(said);
  const text = reportText(kind, referral, about);
  return {
    fields: fieldsOfReport(kind, referral, text),
    textSha256: createHash('sha256').update(text).digest('hex'),
  };
}

function openSecret(
  { sealer }: Pick<Store, 'sealer'>,
  { id, webhookSecretSealed, tokenSealed }: typeof recipients.$inferSelect,
  target: PushTransport,
): string | null {
  const [sealed, context] = isReportTransport(target)
    ? [tokenSealed, tokenContext(id, target)]
    : [webhookSecretSealed, webhookSecretContext(id)];
  if (sealed === null) return null;
  try {
    return sealer.open(sealed, context);
  } catch {
    return null;
  }
}
