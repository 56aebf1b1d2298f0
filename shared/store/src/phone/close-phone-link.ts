import { and, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { phoneLinks } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

/** Ends this link of the actor; one that is over already is no error. What came over it waits on. */
export function closePhoneLink(store: Pick<Store, 'db'>, actor: Actor, linkId: string): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const closed = await transaction
      .delete(phoneLinks)
      .where(and(eq(phoneLinks.personId, actor.personId), eq(phoneLinks.id, linkId)))
      .returning({ id: phoneLinks.id, entryIds: phoneLinks.entryIds });
    await writeAudit(
      transaction,
      ...closed.map(({ id, entryIds }) => ({
        verb: 'PHONE_LINK_CLOSED' as const,
        actor,
        subjectKind: 'phone-link' as const,
        subjectId: id,
        details: { entries: entryIds.length },
      })),
    );
  });
}
