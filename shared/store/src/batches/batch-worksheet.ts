import { type BatchWorksheet, fieldsOf, referralRow } from '@lapwing/contracts';
import { asc, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { composeReferrals } from '../referrals/compose-referrals.ts';
import { recipients, referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { batchForDownload } from './batch-for-download.ts';

/**
 * The fields of a built batch, to be copied into the form of a recipient that takes nothing else. They are as they were
 * fixed when the batch was made, in the recipient's order, and nothing is added for spreadsheets. A disclosure, on record
 * with the fields. Refused as its files are (`not-found`, `conflict`, `forbidden`).
 */
export function batchWorksheet(
  store: Pick<Store, 'db'>,
  actor: Actor,
  batchId: string,
): Promise<BatchWorksheet> {
  return store.db.transaction(async (transaction) => {
    const { batch } = await batchForDownload(transaction, actor, batchId);
    const [recipient] = await transaction
      .select({ name: recipients.name })
      .from(recipients)
      .where(eq(recipients.id, batch.recipientId));
    const inside = await transaction
      .select({ id: referrals.id })
      .from(referrals)
      .where(eq(referrals.batchId, batchId))
      .orderBy(asc(referrals.batchPosition), asc(referrals.id));
    const ids = inside.map(({ id }) => id);
    const composed = await composeReferrals(transaction, ids);
    const fields = fieldsOf(batch.configuration.fields, composed);
    await writeAudit(transaction, {
      verb: 'DISCLOSED_BATCH_WORKSHEET',
      actor,
      subjectKind: 'batch',
      subjectId: batchId,
      details: { fields, referralIds: ids },
    });
    return {
      batchId,
      recipient: recipient?.name ?? '',
      columns: fields,
      referrals: composed.map((referral) => ({
        referralId: referral.referralId,
        urlOriginal: referral.urlOriginal,
        cells: referralRow(referral, fields),
      })),
    };
  });
}
