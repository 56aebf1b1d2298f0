import type { OutcomeFileInput, OutcomePlan } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { fieldRefusal } from '../refusal.ts';
import { recipients } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { planOutcomes } from './plan-outcomes.ts';

/** What would become of each line of a recipient's file. Changes nothing. Refused: an unknown recipient. */
export async function previewOutcomeFile(
  store: Pick<Store, 'db'>,
  input: OutcomeFileInput,
): Promise<OutcomePlan> {
  if ((await store.db.$count(recipients, eq(recipients.id, input.recipientId))) === 0)
    throw fieldRefusal('/recipientId', 'unknown', 'There is no such recipient');
  return (await planOutcomes(store.db, input)).plan;
}
