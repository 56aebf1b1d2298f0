import { and, asc, eq, lte } from 'drizzle-orm';
import { claims, items } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { endClaim } from './open-claim.ts';

/** Ends leases that have run out, so that the queue shows them as free. Returns how many it ended. */
export async function expireClaims(store: Pick<Store, 'db'>, limit = 200): Promise<number> {
  const overdue = await store.db
    .select({ id: claims.id, itemId: claims.itemId })
    .from(claims)
    .where(and(eq(claims.state, 'OPEN'), lte(claims.expiresAt, new Date())))
    .orderBy(asc(claims.expiresAt))
    .limit(limit);
  let ended = 0;
  for (const { id, itemId } of overdue) {
    ended += await store.db.transaction(async (transaction) => {
      await transaction.select({ id: items.id }).from(items).where(eq(items.id, itemId)).for('update');
      const [claim] = await transaction.select().from(claims).where(eq(claims.id, id));
      // Renewed, decided or handed back since it was listed.
      if (claim?.state !== 'OPEN' || claim.expiresAt > new Date()) return 0;
      await endClaim(transaction, claim, 'EXPIRE', null);
      return 1;
    });
  }
  return ended;
}
