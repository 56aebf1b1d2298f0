import { DecisionInput, type FlagInput } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { claimItem } from '../claims/claim-item.ts';
import { decide } from '../decisions/decide.ts';
import { acceptFlag } from '../flags/accept-flag.ts';
import { items } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { addPerson, freshKey, invent } from './workspace.ts';

/** Flags an invented post of a severity below 3 and has it dismissed by one reviewer, through the real verbs. */
export async function dismissItem(store: Store, flag: Partial<FlagInput> = {}): Promise<{ itemId: string }> {
  const flagger = await addPerson(store, ['analyst']);
  const { itemId } = await acceptFlag(store, flagger, invent(flag), { idempotencyKey: freshKey() });
  const reviewer = await addPerson(store, ['reviewer']);
  const claim = await claimItem(store, reviewer, itemId, { leaseMs: 60_000, canAdjudicate: false });
  const [item] = await store.db.select({ version: items.version }).from(items).where(eq(items.id, itemId));
  await decide(
    store,
    reviewer,
    DecisionInput.parse({
      claimId: claim.claimId,
      token: claim.token,
      itemVersion: item?.version,
      verdict: 'DISMISS',
    }),
    { canAdjudicate: false },
  );
  return { itemId };
}
