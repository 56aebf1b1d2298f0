import { PHONE_LINK_MINUTES } from '@lapwing/contracts';
import { v7 } from 'uuid';
import { writeAudit } from '../audit/write-audit.ts';
import { mintToken } from '../identity/secret-token.ts';
import { phoneLinks } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

/**
 * Makes a link over which the actor's phone can hand in entries for ten minutes. An earlier link of hers stops
 * working. The token is in the answer once and never again.
 */
export function openPhoneLink(
  store: Pick<Store, 'db'>,
  actor: Actor,
): Promise<{ linkId: string; token: string; expiresAt: Date }> {
  const { token, hash } = mintToken('PHONE_LINK');
  return store.db.transaction(async (transaction) => {
    const expiresAt = new Date(Date.now() + PHONE_LINK_MINUTES * 60_000);
    const row = { id: v7(), tokenHash: hash, entryIds: [], createdAt: new Date(), expiresAt };
    const [link] = await transaction
      .insert(phoneLinks)
      .values({ personId: actor.personId, ...row })
      .onConflictDoUpdate({ target: phoneLinks.personId, set: row })
      .returning({ id: phoneLinks.id });
    if (!link) throw new Error('An upsert returned no row');
    await writeAudit(transaction, {
      verb: 'PHONE_LINK_OPENED',
      actor,
      subjectKind: 'phone-link',
      subjectId: link.id,
      details: { expiresAt: expiresAt.toISOString() },
    });
    return { linkId: link.id, token, expiresAt };
  });
}
