import {
  type BatchFile,
  type BatchView,
  type DeliveryView,
  destinationOf,
  encryptionKeyOf,
  type TransportConfiguration,
} from '@lapwing/contracts';
import { and, asc, eq, getTableColumns, inArray, isNotNull, sql } from 'drizzle-orm';
import { readPublicKey } from '../recipients/read-public-key.ts';
import { batches, batchFiles, deliveries, people, recipients, referrals, replies } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';
import { asksForSecondLook, holds } from './second-look.ts';

/** Batches as seen outside, in the order of the ids. Files of a batch that is not built yet are not shown. */
export async function batchViews(
  db: Database | Transaction,
  batchIds: readonly string[],
): Promise<BatchView[]> {
  if (batchIds.length === 0) return [];
  const rows = await db
    .select({
      batch: batches,
      recipient: recipients.name,
      madeBy: sql<
        string | null
      >`(select ${people.pseudonym} from ${people} where ${people.id} = ${batches.createdBy})`,
      releasedBy: sql<
        string | null
      >`(select ${people.pseudonym} from ${people} where ${people.id} = ${batches.releasedBy})`,
      pausedUntil: recipients.pausedUntil,
      transport: sql<TransportConfiguration>`${recipients.configuration} -> 'transport'`,
      publicKey: sql<string>`coalesce(${recipients.configuration} ->> 'publicKey', '')`,
      ...holds,
      referralCount: sql<number>`(select count(*)::int from ${referrals} where ${referrals.batchId} = ${batches.id})`,
    })
    .from(batches)
    .innerJoin(recipients, eq(recipients.id, batches.recipientId))
    .where(inArray(batches.id, [...batchIds]));
  const filesOf = Map.groupBy(await filesOfBatches(db, batchIds), ({ batchId }) => batchId);
  const references = await db
    .select({ batchId: deliveries.batchId, reference: deliveries.reference })
    .from(deliveries)
    .where(and(inArray(deliveries.batchId, [...batchIds]), eq(deliveries.succeeded, true)));
  const referenceOf = new Map(references.map(({ batchId, reference }) => [batchId, reference]));
  const bounces = await db
    .select({ batchId: replies.batchId, at: replies.receivedAt, status: replies.bounceStatus })
    .from(replies)
    .where(and(inArray(replies.batchId, [...batchIds]), eq(replies.kind, 'BOUNCE')))
    .orderBy(asc(replies.receivedAt));
  const bounceOf = new Map(
    bounces.map(({ batchId, at, status }) => [batchId, { at: at.toISOString(), status: status ?? '' }]),
  );
  const byId = new Map(rows.map((row) => [row.batch.id, row]));
  const fingerprints = await fingerprintsOf(
    rows.flatMap((row) => [encryptionKeyOf(row), row.batch.deliveryPublicKey]),
  );
  return batchIds.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { batch, recipient, madeBy, releasedBy, pausedUntil, transport, publicKey, referralCount } = row;
    const destination = destinationOf(transport);
    return {
      batchId: batch.id,
      recipientId: batch.recipientId,
      recipient,
      state: batch.state,
      imminent: batch.imminent,
      referralCount,
      createdAt: batch.createdAt.toISOString(),
      builtAt: batch.builtAt?.toISOString() ?? null,
      sentAt: batch.sentAt?.toISOString() ?? null,
      attempts: batch.attempts,
      lastError: batch.lastError,
      givenUp: batch.state === 'BUILDING' && batch.buildDueAt === null,
      files: batch.builtAt === null ? [] : (filesOf.get(id) ?? []).map(batchFileView),
      tlp: `TLP:${batch.configuration.tlp}`,
      deliversTo:
        destination === null
          ? null
          : {
              transport: transport.kind,
              destination,
              encryptedTo: fingerprints.get(encryptionKeyOf({ transport, publicKey })) ?? null,
            },
      secondLook: asksForSecondLook(batch, row)
        ? { madeBy, releasedBy, releasedAt: batch.releasedAt?.toISOString() ?? null }
        : null,
      cameBack: bounceOf.get(id) ?? null,
      delivery: deliveryView(batch, {
        pausedUntil,
        reference: referenceOf.get(id) ?? '',
        encryptedTo: fingerprints.get(batch.deliveryPublicKey) ?? null,
      }),
    };
  });
}

/** Fingerprints by armoured key; what is no key, or none that can be read, is left out. */
async function fingerprintsOf(armoredKeys: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const armored of new Set(armoredKeys)) {
    if (armored === '') continue;
    const { facts } = await readPublicKey(armored, new Date());
    if (facts) found.set(armored, facts.fingerprint);
  }
  return found;
}

/** The delivery that somebody asked for, or null. */
function deliveryView(
  batch: typeof batches.$inferSelect,
  beside: { pausedUntil: Date | null } & Pick<DeliveryView, 'reference' | 'encryptedTo'>,
): DeliveryView | null {
  const { pausedUntil, reference, encryptedTo } = beside;
  const { deliveryState: state, deliveryTarget, deliveryRequestedAt, deliveryDueAt: dueAt } = batch;
  if (state === 'NONE' || !deliveryTarget || !deliveryRequestedAt) return null;
  // What is due waits while its recipient is left in peace, but for imminent danger.
  const waits = dueAt !== null && pausedUntil !== null && pausedUntil > dueAt && !batch.imminent;
  return {
    transport: deliveryTarget.kind,
    destination: destinationOf(deliveryTarget) ?? '',
    encryptedTo,
    state,
    requestedAt: deliveryRequestedAt.toISOString(),
    attempts: batch.deliveryAttempts,
    nextAttemptAt: (waits ? pausedUntil : dueAt)?.toISOString() ?? null,
    lastError: batch.deliveryError,
    reference,
    mayHaveArrived: batch.mayHaveArrived,
  };
}

/** One batch that is known to exist. */
export async function batchView(db: Database | Transaction, batchId: string): Promise<BatchView> {
  const [view] = await batchViews(db, [batchId]);
  if (!view) throw new Error('A batch vanished; batches are never deleted');
  return view;
}

/** The complete files of batches, in their order. */
export function filesOfBatches(db: Database | Transaction, batchIds: readonly string[]) {
  return db
    .select({ ...getTableColumns(batchFiles), sha256: sql<string>`${batchFiles.sha256}` })
    .from(batchFiles)
    .where(and(inArray(batchFiles.batchId, [...batchIds]), isNotNull(batchFiles.sha256)))
    .orderBy(asc(batchFiles.position), asc(batchFiles.name));
}

/** One file as seen outside. */
export function batchFileView(
  file: Pick<Awaited<ReturnType<typeof filesOfBatches>>[number], 'name' | 'mediaType' | 'size' | 'sha256'>,
): BatchFile {
  return { name: file.name, mediaType: file.mediaType, bytes: file.size, sha256: file.sha256 };
}
