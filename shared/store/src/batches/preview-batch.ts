import { type BatchInput, type BatchPreview, fieldsOf, referralRow } from '@lapwing/contracts';
import { writeAudit } from '../audit/write-audit.ts';
import { refuseNonSender } from '../recipients/refuse-non-sender.ts';
import { composeReferrals } from '../referrals/compose-referrals.ts';
import type { Actor, Store } from '../store.ts';
import { neutralCell } from './neutral-cell.ts';
import { planBatches, recipientOfBatch } from './plan-batches.ts';

/**
 * Exactly what a request would send, without making it: the envelopes, and the cells of the CSV to the letter. A
 * disclosure, so it is on record. Refused (`forbidden`): somebody whom the recipient's settings do not let send to it.
 */
export function previewBatch(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: BatchInput,
): Promise<BatchPreview> {
  return store.db.transaction(async (transaction) => {
    const recipient = await recipientOfBatch(transaction, input.recipientId, false);
    await refuseNonSender(transaction, actor, recipient.configuration);
    const { formats } = recipient.configuration;
    const plan = await planBatches(transaction, recipient, input, false);
    const ids = plan.envelopes.flatMap(({ referralIds }) => referralIds);
    const composed = new Map(
      (await composeReferrals(transaction, ids)).map((referral) => [referral.referralId, referral]),
    );
    const fields = fieldsOf(recipient.configuration.fields, [...composed.values()]);
    await writeAudit(transaction, {
      verb: 'DISCLOSED_BATCH_PREVIEW',
      actor,
      subjectKind: 'recipient',
      subjectId: recipient.id,
      details: { referralIds: ids },
    });
    return {
      batches: plan.envelopes.map(({ imminent, referralIds }) => {
        const contents = referralIds.flatMap((id) => composed.get(id) ?? []);
        return {
          imminent,
          referrals: contents,
          rows: contents.map((referral) => referralRow(referral, fields).map(neutralCell)),
        };
      }),
      columns: fields,
      held: plan.held,
      remaining: plan.remaining,
      nextBatchAt: plan.nextBatchAt?.toISOString() ?? null,
      formats,
    };
  });
}
