import { DecisionInput, type DecisionMade, type FlagInput } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { claimItem } from '../claims/claim-item.ts';
import { decide } from '../decisions/decide.ts';
import { acceptFlag } from '../flags/accept-flag.ts';
import { items } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { addPerson, freshKey, invent } from './workspace.ts';

/** What the reviewers say; everything else of the decision is as usual. */
type Words = Partial<Pick<DecisionInput, 'category' | 'severity' | 'explanation' | 'modifiers'>>;

/**
 * Flags an invented post and has it confirmed by as many other people as the rules ask for, all through the real
 * verbs.
 *
 * @returns the item, who flagged it, and the last decision with the referrals it made ready
 */
export async function confirmItem(
  store: Store,
  flag: Partial<FlagInput> = {},
  words: Words = {},
): Promise<{ itemId: string; flagger: Actor; made: DecisionMade }> {
  const flagger = await addPerson(store, ['analyst'], 'Analyst with a name');
  const parsed = invent(flag);
  const { itemId } = await acceptFlag(store, flagger, parsed, { idempotencyKey: freshKey() });
  for (;;) {
    const reviewer = await addPerson(store, ['reviewer'], 'Reviewer with a name');
    const claim = await claimItem(store, reviewer, itemId, { leaseMs: 60_000, canAdjudicate: false });
    const [item] = await store.db.select({ version: items.version }).from(items).where(eq(items.id, itemId));
    const made = await decide(
      store,
      reviewer,
      DecisionInput.parse({
        claimId: claim.claimId,
        token: claim.token,
        itemVersion: item?.version,
        verdict: 'CONFIRM',
        category: parsed.category,
        severity: parsed.severity,
        explanation: 'The account asks for the age of children and for secrecy.',
        ...words,
      }),
      { canAdjudicate: false },
    );
    if (made.itemState === 'CONFIRMED') return { itemId, flagger, made };
  }
}
