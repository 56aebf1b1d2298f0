import { identifyContentUrl, identityKey, type LookupResult } from '@lapwing/contracts';
import { and, eq, inArray } from 'drizzle-orm';
import { referralTrails } from '../items/known-items.ts';
import { flags, items } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

/** Says of each URL whether its content is already known, and what became of it. Nothing of its text. */
export async function lookupUrls(store: Store, actor: Actor, urls: readonly string[]): Promise<LookupResult> {
  const read = urls.map((url) => {
    const identified = identifyContentUrl(url);
    return identified.ok
      ? { url, identity: identified.identity, key: identityKey(identified.identity), refused: null }
      : { url, identity: null, key: null, refused: identified.reason };
  });
  const keys = [...new Set(read.flatMap(({ key }) => (key === null ? [] : [key])))];
  const known =
    keys.length === 0 ? [] : await store.db.select().from(items).where(inArray(items.identityKey, keys));
  const ids = known.map((item) => item.id);
  const trails = await referralTrails(store.db, ids);
  const mine =
    ids.length === 0
      ? []
      : await store.db
          .selectDistinct({ itemId: flags.itemId })
          .from(flags)
          .where(and(inArray(flags.itemId, ids), eq(flags.personId, actor.personId)));
  const knownByKey = new Map(
    known.map((item) => {
      const own = trails.filter((trail) => trail.itemId === item.id);
      const outcomes = own
        .flatMap((trail) => trail.outcomes)
        .sort((a, b) => b.recordedAt.localeCompare(a.recordedAt));
      const entry = {
        itemId: item.id,
        state: item.state,
        flaggedAt: item.firstFlaggedAt.toISOString(),
        flaggers: item.flaggers,
        flaggedByMe: mine.some((flag) => flag.itemId === item.id),
        referredTo: own
          .filter((trail) => trail.state !== 'WITHDRAWN')
          .map(({ recipient, sentAt }) => ({ recipient, sentAt: sentAt?.toISOString() ?? null })),
        lastOutcome: outcomes[0] ?? null,
      };
      return [item.identityKey, entry] as const;
    }),
  );
  return {
    results: read.map(({ url, identity, key, refused }) => ({
      url,
      platform: identity?.platform ?? null,
      kind: identity?.kind ?? null,
      canonicalUrl: identity?.canonicalUrl ?? null,
      refused,
      known: key === null ? null : (knownByKey.get(key) ?? null),
    })),
  };
}
