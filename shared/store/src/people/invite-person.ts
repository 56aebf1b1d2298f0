import type { InvitationInput, InvitationMade } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { fieldRefusal, Refusal } from '../refusal.ts';
import { people } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { issueInvitation } from './issue-invitation.ts';
import { readPerson } from './person-view.ts';
import { randomPseudonym } from './pseudonym.ts';

const PSEUDONYM_ATTEMPTS = 20;

/**
 * Adds a person who has not joined yet, and makes the one-time link for her.
 *
 * @param actor null is the machine (the command line)
 * @throws Refusal `invalid-request` when the address is in use
 */
export function invitePerson(
  store: Store,
  actor: Actor | null,
  input: InvitationInput,
  publicUrl: string,
): Promise<InvitationMade> {
  return store.db.transaction(async (transaction) => {
    const personId = await addPerson(transaction, input);
    await writeAudit(transaction, {
      verb: 'PERSON_INVITED',
      actor,
      subjectKind: 'person',
      subjectId: personId,
      details: { roles: input.roles },
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

/** Writes the row of a new person under a pseudonym that nobody has. */
export async function addPerson(
  transaction: Transaction,
  input: Pick<InvitationInput, 'name' | 'email' | 'roles'>,
): Promise<string> {
  const email = input.email.toLowerCase();
  const [known] = await transaction.select({ id: people.id }).from(people).where(eq(people.email, email));
  if (known) throw fieldRefusal('/email', 'email_in_use', 'Somebody with this address was invited already');
  for (let attempt = 0; attempt < PSEUDONYM_ATTEMPTS; attempt += 1) {
    const [row] = await transaction
      .insert(people)
      .values({
        name: input.name,
        email,
        roles: [...new Set(input.roles)],
        pseudonym: randomPseudonym(),
      })
      .onConflictDoNothing()
      .returning({ id: people.id });
    if (row) return row.id;
  }
  throw new Refusal('conflict', 'Somebody else was invited at the same moment; try again');
}
