import { and, arrayContains, asc, eq, isNotNull } from 'drizzle-orm';
import { callOrder, people } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';

/**
 * Whom to call, in order: the leads that an admin named, without those who left or are leads no more; all active leads,
 * who were there longest first, where that leaves nobody or nothing was decided.
 */
export async function leadsToCall(
  db: Database | Transaction,
): Promise<{ personId: string; name: string; email: string }[]> {
  const leads = await db
    .select({ personId: people.id, name: people.name, email: people.email })
    .from(people)
    .where(and(people.active, arrayContains(people.roles, ['lead']), isNotNull(people.joinedAt)))
    .orderBy(asc(people.createdAt), asc(people.id));
  const [decided] = await db.select().from(callOrder).where(eq(callOrder.onlyOne, true));
  const named = (decided?.personIds ?? []).flatMap(
    (id) => leads.find(({ personId }) => personId === id) ?? [],
  );
  return named.length > 0 ? named : leads;
}
