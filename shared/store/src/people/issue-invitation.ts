import { and, eq, isNull } from 'drizzle-orm';
import { mintToken } from '../identity/secret-token.ts';
import { invitations } from '../schema/index.ts';
import type { Transaction } from '../store.ts';

const LIFETIME_MS = 24 * 3_600_000;

/**
 * Makes a one-time link with which a person sets her password, good for 24 hours. Older links of hers stop working.
 * The secret is in the fragment, which browsers send to no server and write into no log.
 */
export async function issueInvitation(
  transaction: Transaction,
  personId: string,
  invitedBy: string | null,
  publicUrl: string,
): Promise<{ link: string; expiresAt: Date }> {
  const now = new Date();
  await transaction
    .update(invitations)
    .set({ expiresAt: now })
    .where(and(eq(invitations.personId, personId), isNull(invitations.usedAt)));
  const { token, hash } = mintToken('INVITATION');
  const expiresAt = new Date(now.getTime() + LIFETIME_MS);
  await transaction.insert(invitations).values({ personId, tokenHash: hash, invitedBy, expiresAt });
  return { link: `${publicUrl}/join#${token}`, expiresAt };
}
