import { eq, isNotNull, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { people } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { addPerson } from './invite-person.ts';
import { issueInvitation } from './issue-invitation.ts';

/** The first admin's address until she gives her own. Names no mailbox (`.internal` is reserved by ICANN). */
export const FIRST_ADMIN_EMAIL = 'admin@lapwing.internal';

// Any number will do, as long as it is always the same.
const firstAdminLock = 4_702_111_236;

/**
 * The one-time link for the first admin, good for 24 hours: only while nobody has ever joined, else null. Each call
 * makes a new link and ends the ones before, since only hashes are kept.
 */
export function ensureFirstAdminLink(store: Store, publicUrl: string): Promise<string | null> {
  return store.db.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${firstAdminLock})`);
    const joined = await transaction
      .select({ id: people.id })
      .from(people)
      .where(isNotNull(people.joinedAt))
      .limit(1);
    if (joined.length > 0) return null;
    const [waiting] = await transaction
      .select({ id: people.id })
      .from(people)
      .where(eq(people.email, FIRST_ADMIN_EMAIL));
    const personId =
      waiting?.id ??
      (await addPerson(transaction, { name: 'Administrator', email: FIRST_ADMIN_EMAIL, roles: ['admin'] }));
    await writeAudit(transaction, {
      verb: 'PERSON_INVITED',
      actor: null,
      subjectKind: 'person',
      subjectId: personId,
      details: { firstAdmin: true },
    });
    return (await issueInvitation(transaction, personId, null, publicUrl)).link;
  });
}
