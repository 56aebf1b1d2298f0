import { and, eq, inArray } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { phoneEntries } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

/**
 * Deletes entries of the actor that her panel has safe on disk. What is not hers, or not there any more, is passed
 * over: saying it twice changes nothing.
 */
export function takePhoneEntries(
  store: Pick<Store, 'db'>,
  actor: Actor,
  entryIds: readonly string[],
): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const taken = await transaction
      .delete(phoneEntries)
      .where(and(eq(phoneEntries.personId, actor.personId), inArray(phoneEntries.id, [...entryIds])))
      .returning({ id: phoneEntries.id });
    await writeAudit(
      transaction,
      ...taken.map(({ id }) => ({
        verb: 'PHONE_ENTRY_TAKEN' as const,
        actor,
        subjectKind: 'phone-entry' as const,
        subjectId: id,
      })),
    );
  });
}
