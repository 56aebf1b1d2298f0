import {
  identifyContentUrl,
  type ParsedPhoneEntry,
  PHONE_ENTRY_DAYS,
  type PhoneEntryAccepted,
} from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { databaseError, fieldRefusal, Refusal } from '../refusal.ts';
import { phoneEntries, phoneLinks } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { findPhoneLink } from './find-phone-link.ts';
import { phoneEntryContext } from './phone-entry-context.ts';

/**
 * Takes one entry over a link, sealed, for the panel of the link's person. The same entry again is answered the same
 * and kept once. The address is looked at as text only; nothing is fetched (rule 2).
 *
 * @throws Refusal `not-found` for a link that does not work, `invalid-request` for what is no web address,
 *   `conflict` when the link took all it takes
 */
export async function acceptPhoneEntry(
  store: Pick<Store, 'db' | 'sealer'>,
  { token, entryId, url, note }: ParsedPhoneEntry,
  requestId: string | null,
): Promise<PhoneEntryAccepted> {
  const identified = identifyContentUrl(url);
  if (!identified.ok) throw fieldRefusal('/url', identified.reason.toLowerCase(), 'Not a public web address');
  try {
    return await store.db.transaction(async (transaction) => {
      const link = await findPhoneLink(transaction, token);
      const { personId, entriesLeft } = link;
      if (link.entryIds.includes(entryId)) return { entryId, entriesLeft };
      if (entriesLeft <= 0) throw new Refusal('conflict', 'This link took as many entries as it takes');
      const receivedAt = new Date();
      await transaction
        .update(phoneLinks)
        .set({ entryIds: [...link.entryIds, entryId] })
        .where(eq(phoneLinks.id, link.id));
      await transaction.insert(phoneEntries).values({
        id: entryId,
        personId,
        urlSealed: store.sealer.seal(identified.original, phoneEntryContext(entryId, personId, 'url')),
        noteSealed: store.sealer.seal(note, phoneEntryContext(entryId, personId, 'note')),
        receivedAt,
        expiresAt: new Date(receivedAt.getTime() + PHONE_ENTRY_DAYS * 86_400_000),
      });
      await writeAudit(transaction, {
        verb: 'PHONE_ENTRY_RECEIVED',
        actor: { personId, requestId },
        subjectKind: 'phone-entry',
        subjectId: entryId,
        details: { linkId: link.id },
      });
      return { entryId, entriesLeft: entriesLeft - 1 };
    });
  } catch (error) {
    // An id that came over another link: nothing of that one is told.
    if (databaseError(error)?.constraint === 'phone_entries_pkey')
      throw new Refusal('conflict', 'This entry cannot be taken; begin a new one');
    throw error;
  }
}
