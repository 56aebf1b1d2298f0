import type { InvitationMade } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import { people } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { issueInvitation } from './issue-invitation.ts';
import { readPerson } from './person-view.ts';

/**
 * Makes a new one-time link for a person: because hers ran out, or because she lost her password or second factor.
 * Until it is used, nothing about her account changes.
 */
export function reissueInvitation(
  store: Store,
  actor: Actor | null,
  personId: string,
  publicUrl: string,
): Promise<InvitationMade> {
  return store.db.transaction(async (transaction) => {
    const [person] = await transaction.select().from(people).where(eq(people.id, personId)).for('update');
    if (!person) throw new Refusal('not-found', 'There is no such person');
    if (!person.active) throw new Refusal('conflict', 'This person is deactivated; activate her first');
    await writeAudit(transaction, {
      verb: 'PERSON_INVITED',
      actor,
      subjectKind: 'person',
      subjectId: personId,
      details: { again: true, joinedBefore: person.joinedAt !== null },
    });
    const { link, expiresAt } = await issueInvitation(
      transaction,
      personId,
      actor?.personId ?? null,
      publicUrl,
    );
    return { person: await readPerson(transaction, personId), link, expiresAt: expiresAt.toISOString() };
  });
}
