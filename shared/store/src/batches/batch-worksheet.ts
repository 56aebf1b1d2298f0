import { type BatchWorksheet, fieldsOf, isReportTransport, referralRow } from '@lapwing/contracts';
import { asc, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { reportText } from '../platform-report/report-text.ts';
import { composeReferrals } from '../referrals/compose-referrals.ts';
import { recipients, referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { batchForDownload } from './batch-for-download.ts';

/**
 * The fields of a built batch, to be copied into the form of a recipient that takes nothing else. They are as they were
 * fixed when the batch was made, in the recipient's order, and nothing is added for spreadsheets. A disclosure, on record
 * with the fields. Beside it, where reports go to the recipient, the text of the one that Lapwing would make. Refused as its files are (`not-found`, `conflict`, `forbidden`).
 *
 * @param organisation name under which it is known outside
 */
export function batchWorksheet(
  store: Pick<Store, 'db'>,
  actor: Actor,
  batchId: string,
  organisation: string,
): Promise<BatchWorksheet> {
  return store.db.transaction(async (transaction) => {
    const { batch } = await batchForDownload(transaction, actor, batchId);
    const [recipient] = await transaction
      .select({ name: recipients.name, configuration: recipients.configuration })
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
    const [only] = composed;
    const transport = recipient?.configuration.transport;
    const { language } = batch.configuration;
    return {
      batchId,
      recipient: recipient?.name ?? '',
      columns: fields,
      referrals: composed.map((referral) => ({
        referralId: referral.referralId,
        urlOriginal: referral.urlOriginal,
        cells: referralRow(referral, fields),
      })),
      report:
        transport && isReportTransport(transport) && only && composed.length === 1
          ? reportText(transport.kind, only, { organisation, language })
          : null,
    };
  });
}
