import { inArray, lt } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { phoneEntries, phoneLinks } from '../schema/index.ts';
import type { Store } from '../store.ts';

const AT_ONCE = 500;

/**
 * Deletes entries that nobody fetched in their seven days, each on record, and links that ran out, which open nothing
 * any more. Returns how many entries it deleted.
 */
export function forgetPhoneEntries(store: Pick<Store, 'db'>): Promise<number> {
  return store.db.transaction(async (transaction) => {
    const now = new Date();
    await transaction.delete(phoneLinks).where(lt(phoneLinks.expiresAt, now));
    const old = await transaction
      .select({ id: phoneEntries.id })
      .from(phoneEntries)
      .where(lt(phoneEntries.expiresAt, now))
      .limit(AT_ONCE)
      .for('update', { skipLocked: true });
    if (old.length === 0) return 0;
    const ids = old.map(({ id }) => id);
    await transaction.delete(phoneEntries).where(inArray(phoneEntries.id, ids));
    await writeAudit(
      transaction,
      ...ids.map((id) => ({
        verb: 'PHONE_ENTRY_EXPIRED' as const,
        actor: null,
        subjectKind: 'phone-entry' as const,
        subjectId: id,
      })),
    );
    return ids.length;
  });
}
