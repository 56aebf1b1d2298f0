import { referralLifecycle } from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { answerDue } from '../escalations/answer-due.ts';
import { composeReferrals } from '../referrals/compose-referrals.ts';
import { batches, type recipients, referrals } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';
import type { BatchPlan } from './plan-batches.ts';

/** By which the same request is known when it comes again. */
export interface Request {
  idempotencyKey: string;
  bodyHash: string;
}

/** Who makes a batch: a person by a request, of whose batches it is the one at `index`; or the recipient's schedule. */
export type Maker =
  | { actor: Actor; request: Request & { index: number } }
  | {
      schedule: {
        /** The run that it was made in; null: imminent danger, which waits for none. */
        plannedFor: Date | null;
        /** Version of the settings that the schedule is of. */
        version: number;
      };
    };

/** Makes one envelope, whose referrals are locked, with its audit row, and gives its id. What is sent is fixed here. */
export async function insertBatch(
  transaction: Transaction,
  maker: Maker,
  recipient: typeof recipients.$inferSelect,
  { imminent, referralIds }: BatchPlan['envelopes'][number],
  now = new Date(),
): Promise<string> {
  const actor = 'actor' in maker ? maker.actor : null;
  const [batch] = await transaction
    .insert(batches)
    .values({
      recipientId: recipient.id,
      imminent,
      configuration: recipient.configuration,
      createdBy: actor?.personId ?? null,
      ...('request' in maker
        ? {
            idempotencyKey: maker.request.idempotencyKey,
            idempotencyIndex: maker.request.index,
            bodyHash: maker.request.bodyHash,
          }
        : { scheduledFor: maker.schedule.plannedFor }),
      createdAt: now,
      buildDueAt: now,
      answerDueAt: answerDue({ imminent }, now),
      changedAt: now,
    })
    .returning({ id: batches.id });
  if (!batch) throw new Error('An insert returned no row');
  const contents = await composeReferrals(transaction, referralIds);
  const positions = referralIds.map((_, position) => position);
  await transaction.execute(sql`
    update ${referrals} set state = ${referralLifecycle.next('READY', 'BATCH')}, batch_id = ${batch.id},
      batch_position = placed.position, content = placed.content::jsonb, imminent = ${imminent}, changed_at = ${now}
    from unnest(${sql.param(referralIds)}::uuid[], ${sql.param(positions)}::int[],
      ${sql.param(contents.map((content) => JSON.stringify(content)))}::text[]) as placed (id, position, content)
    where ${referrals.id} = placed.id`);
  await writeAudit(transaction, {
    verb: 'BATCH_CREATED',
    actor,
    subjectKind: 'batch',
    subjectId: batch.id,
    details: {
      recipientId: recipient.id,
      imminent,
      referralIds,
      ...('schedule' in maker
        ? {
            schedule: {
              plannedFor: maker.schedule.plannedFor?.toISOString() ?? null,
              version: maker.schedule.version,
            },
          }
        : {}),
    },
  });
  return batch.id;
}
