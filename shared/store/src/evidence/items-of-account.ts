import type { AccountItems } from '@lapwing/contracts';
import { and, desc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { flags, items } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** Most items that are offered. */
const MOST = 100;

/**
 * The confirmed items of the account that an item is of: the same platform, and an account id or, where there is none, a
 * handle (in whatever case) that a flag of both names. The item itself comes first. Refused: an unknown item, and one
 * that was not confirmed (`not-found`).
 */
export async function itemsOfAccount(store: Pick<Store, 'db'>, itemId: string): Promise<AccountItems> {
  const [item] = await store.db
    .select()
    .from(items)
    .where(and(eq(items.id, itemId), eq(items.state, 'CONFIRMED')));
  if (!item) throw new Refusal('not-found', 'There is no such item, or it was not confirmed');
  const authors = await store.db
    .select({ id: flags.authorId, handle: flags.authorHandle })
    .from(flags)
    .where(eq(flags.itemId, itemId));
  const ids = [...new Set(authors.flatMap(({ id }) => id ?? []))];
  const handles = [...new Set(authors.flatMap(({ handle }) => handle?.toLowerCase() ?? []))];
  const accountKnown = ids.length + handles.length > 0;
  const same = or(
    ids.length > 0 ? inArray(flags.authorId, ids) : undefined,
    handles.length > 0
      ? and(isNotNull(flags.authorHandle), inArray(sql`lower(${flags.authorHandle})`, handles))
      : undefined,
  );
  const others = accountKnown
    ? await store.db
        .select({ item: items })
        .from(items)
        .where(
          and(
            eq(items.platform, item.platform),
            eq(items.state, 'CONFIRMED'),
            sql`${items.id} <> ${itemId}`,
            sql`exists (select from ${flags} where ${flags.itemId} = ${items.id} and ${same})`,
          ),
        )
        .orderBy(desc(items.firstFlaggedAt), desc(items.id))
        .limit(MOST - 1)
    : [];
  return {
    accountKnown,
    items: [item, ...others.map((other) => other.item)].map((row) => ({
      itemId: row.id,
      url: row.canonicalUrl,
      platform: row.platform,
      kind: row.kind,
      category: row.category,
      severity: row.severity,
      firstFlaggedAt: row.firstFlaggedAt.toISOString(),
    })),
  };
}
