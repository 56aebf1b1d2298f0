import type { PersonChange, PersonView } from '@lapwing/contracts';
import { and, arrayContains, eq, isNotNull, ne, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { revokeAllCredentials } from '../identity/revoke-credential.ts';
import { Refusal } from '../refusal.ts';
import { authSessions, invitations, people } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { readPerson } from './person-view.ts';

// Two admins who demote one another at the same moment must not leave nobody.
const lastAdminLock = 4_702_111_237;

/**
 * Changes somebody's roles, or deactivates or activates her. Deactivating ends her sessions, pairings, tokens and
 * open invitations in the same transaction. The last active admin can be neither demoted nor deactivated.
 */
export function changePerson(
  store: Store,
  actor: Actor | null,
  personId: string,
  change: PersonChange,
): Promise<PersonView> {
  return store.db.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${lastAdminLock})`);
    const [person] = await transaction.select().from(people).where(eq(people.id, personId)).for('update');
    if (!person) throw new Refusal('not-found', 'There is no such person');
    const roles = change.roles === undefined ? person.roles : [...new Set(change.roles)];
    const active = change.active ?? person.active;
    const unchanged = active === person.active && roles.join() === person.roles.join();
    if (unchanged) return readPerson(transaction, personId);
    const staysAdmin = active && roles.includes('admin');
    if (person.roles.includes('admin') && person.active && !staysAdmin)
      await refuseLastAdmin(transaction, personId);
    await transaction.update(people).set({ roles, active }).where(eq(people.id, personId));
    await writeAudit(transaction, {
      verb: 'PERSON_CHANGED',
      actor,
      subjectKind: 'person',
      subjectId: personId,
      details: { from: { roles: person.roles, active: person.active }, to: { roles, active } },
    });
    if (person.active && !active) {
      await transaction.delete(authSessions).where(eq(authSessions.userId, personId));
      await transaction
        .update(invitations)
        .set({ expiresAt: new Date() })
        .where(eq(invitations.personId, personId));
      await revokeAllCredentials(transaction, actor, personId);
    }
    return readPerson(transaction, personId);
  });
}

async function refuseLastAdmin(transaction: Transaction, personId: string): Promise<void> {
  const others = await transaction
    .select({ id: people.id })
    .from(people)
    .where(
      and(
        arrayContains(people.roles, ['admin']),
        eq(people.active, true),
        isNotNull(people.joinedAt),
        ne(people.id, personId),
      ),
    )
    .limit(1);
  if (others.length === 0)
    throw new Refusal('conflict', 'This is the last active admin; make somebody else admin first');
}
