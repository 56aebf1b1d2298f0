import { eq } from 'drizzle-orm';
import { createBatches } from '../batches/create-batches.ts';
import { recordLawEnforcement } from '../items/record-law-enforcement.ts';
import { referrals } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { readyForGoogle, recipientBySlug } from './ready-referrals.ts';
import { freshKey } from './workspace.ts';

/** A batch to Google of imminent danger of which law enforcement was told; its files are not built yet. */
export async function urgentBatch(
  store: Store,
  referrer: Actor,
): Promise<{ batchId: string; referralId: string }> {
  const [referralId = ''] = await readyForGoogle(store, 1, {
    urgency: 'IMMINENT',
    imminentDanger: { basis: ['PLANNED_MEETING'] },
  });
  const [referral] = await store.db
    .select({ itemId: referrals.itemId })
    .from(referrals)
    .where(eq(referrals.id, referralId));
  await recordLawEnforcement(store, referrer, referral?.itemId ?? '', {
    kind: 'NOTICE',
    agency: 'Police station 9',
    reference: 'A-17',
    notifiedAt: new Date().toISOString(),
  });
  const recipientId = await recipientBySlug(store, 'google');
  const input = { recipientId, referralIds: [referralId] };
  const [batch] = await createBatches(store, referrer, input, { idempotencyKey: freshKey() });
  if (!batch) throw new Error('No batch was made');
  return { batchId: batch.batchId, referralId };
}
