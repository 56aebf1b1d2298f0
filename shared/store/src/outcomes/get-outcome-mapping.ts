import type { RememberedMapping } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { outcomeMappings } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** How the last file of a recipient was read, or null before the first. */
export async function getOutcomeMapping(
  store: Pick<Store, 'db'>,
  recipientId: string,
): Promise<RememberedMapping> {
  const [found] = await store.db
    .select({ mapping: outcomeMappings.mapping })
    .from(outcomeMappings)
    .where(eq(outcomeMappings.recipientId, recipientId));
  return { mapping: found?.mapping ?? null };
}
