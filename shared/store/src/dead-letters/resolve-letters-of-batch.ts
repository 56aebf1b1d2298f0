import type { AuditVerb } from '@lapwing/contracts';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { deadLetters } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';

/** What failed for good about a locked batch is settled by what was done to it (`by`): nobody needs to try again. */
export async function resolveLettersOfBatch(
  transaction: Transaction,
  actor: Actor,
  batchId: string,
  by: AuditVerb,
): Promise<void> {
  const resolved = await transaction
    .update(deadLetters)
    .set({ resolvedAt: new Date() })
    .where(
      and(
        inArray(deadLetters.queue, ['build-batch', 'deliver-batch']),
        eq(deadLetters.subjectId, batchId),
        isNull(deadLetters.resolvedAt),
      ),
    )
    .returning({ id: deadLetters.id, queue: deadLetters.queue });
  await writeAudit(
    transaction,
    ...resolved.map(({ id, queue }) => ({
      verb: 'DEAD_LETTER_RESOLVED' as const,
      actor,
      subjectKind: 'job' as const,
      subjectId: id,
      details: { queue, subjectId: batchId, by },
    })),
  );
}
