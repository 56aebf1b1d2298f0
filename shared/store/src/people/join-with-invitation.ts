import { and, eq, ne } from 'drizzle-orm';
import { v7 } from 'uuid';
import { writeAudit } from '../audit/write-audit.ts';
import { revokeAllCredentials } from '../identity/revoke-credential.ts';
import { fieldRefusal } from '../refusal.ts';
import {
  authAccounts,
  authPasskeys,
  authSessions,
  authTwoFactors,
  authUsers,
  invitations,
  people,
} from '../schema/index.ts';
import type { Store, Transaction } from '../store.ts';
import { findInvitation } from './find-invitation.ts';

export interface JoinInput {
  token: string;
  /** Hash of the new password, as the identity library makes it. */
  passwordHash: string;
  /** Taken only from the first admin, whose row was made without knowing who she is. */
  name?: string | undefined;
  email?: string | undefined;
}

/**
 * Uses up a one-time link: the person has joined and can sign in with her password. Somebody who had joined before
 * starts anew: sessions, second factors, paired extensions and tokens end.
 *
 * @returns the address to sign in with
 */
export function joinWithInvitation(
  store: Store,
  input: JoinInput,
  requestId: string | null,
): Promise<{ personId: string; email: string }> {
  return store.db.transaction(async (transaction) => {
    const { invitationId, person, needsDetails } = await findInvitation(transaction, input.token);
    const actor = { personId: person.id, requestId };
    const name = needsDetails ? (input.name ?? person.name) : person.name;
    const email = needsDetails ? (input.email?.toLowerCase() ?? person.email) : person.email;
    if (email !== person.email) await refuseKnownAddress(transaction, person.id, email);
    const now = new Date();
    await transaction.update(invitations).set({ usedAt: now }).where(eq(invitations.id, invitationId));
    await transaction
      .update(people)
      .set({ name, email, joinedAt: person.joinedAt ?? now })
      .where(eq(people.id, person.id));
    if (person.joinedAt !== null) {
      await transaction.delete(authSessions).where(eq(authSessions.userId, person.id));
      await transaction.delete(authPasskeys).where(eq(authPasskeys.userId, person.id));
      await transaction.delete(authTwoFactors).where(eq(authTwoFactors.userId, person.id));
      await transaction.delete(authAccounts).where(eq(authAccounts.userId, person.id));
      await revokeAllCredentials(transaction, actor, person.id);
    }
    await transaction
      .insert(authUsers)
      .values({ id: person.id, name, email, emailVerified: true })
      .onConflictDoUpdate({
        target: authUsers.id,
        set: { name, email, emailVerified: true, twoFactorEnabled: false, updatedAt: now },
      });
    await transaction.insert(authAccounts).values({
      id: v7(),
      userId: person.id,
      accountId: person.id,
      providerId: 'credential',
      password: input.passwordHash,
    });
    await writeAudit(transaction, {
      verb: 'PERSON_JOINED',
      actor,
      subjectKind: 'person',
      subjectId: person.id,
      details: person.joinedAt === null ? {} : { again: true },
    });
    return { personId: person.id, email };
  });
}

async function refuseKnownAddress(transaction: Transaction, personId: string, email: string): Promise<void> {
  const [known] = await transaction
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.email, email), ne(people.id, personId)));
  if (known) throw fieldRefusal('/email', 'email_in_use', 'Somebody with this address was invited already');
}
