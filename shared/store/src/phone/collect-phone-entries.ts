import type { PhoneEntries } from '@lapwing/contracts';
import { and, asc, eq, gt } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { phoneEntries } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { phoneEntryContext } from './phone-entry-context.ts';

const AT_ONCE = 100;

/**
 * Opens what waits for the actor, oldest first, at most a hundred. A disclosure: it is on record before anything is
 * shown. Everything waits on until {@link takePhoneEntries} says that it arrived.
 */
export function collectPhoneEntries(
  store: Pick<Store, 'db' | 'sealer'>,
  actor: Actor,
): Promise<PhoneEntries> {
  return store.db.transaction(async (transaction) => {
    const rows = await transaction
      .select()
      .from(phoneEntries)
      .where(and(eq(phoneEntries.personId, actor.personId), gt(phoneEntries.expiresAt, new Date())))
      .orderBy(asc(phoneEntries.receivedAt), asc(phoneEntries.id))
      .limit(AT_ONCE);
    await writeAudit(
      transaction,
      ...rows.map(({ id }) => ({
        verb: 'DISCLOSED_PHONE_ENTRY' as const,
        actor,
        subjectKind: 'phone-entry' as const,
        subjectId: id,
      })),
    );
    return {
      entries: rows.map(({ id, personId, urlSealed, noteSealed, receivedAt }) => ({
        entryId: id,
        url: store.sealer.open(urlSealed, phoneEntryContext(id, personId, 'url')),
        note: store.sealer.open(noteSealed, phoneEntryContext(id, personId, 'note')),
        receivedAt: receivedAt.toISOString(),
      })),
    };
  });
}
