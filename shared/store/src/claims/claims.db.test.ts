import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acceptFlag } from '../flags/accept-flag.ts';
import { audit, claims, items } from '../schema/index.ts';
import type { Actor } from '../store.ts';
import { addPerson, freshKey, invent, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { claimItem, claimNext } from './claim-item.ts';
import { expireClaims } from './expire-claims.ts';
import { handBackClaim } from './hand-back-claim.ts';
import { renewClaim } from './renew-claim.ts';

const terms = { leaseMs: 60_000, canAdjudicate: false };
/** A lease that is over before it began stands for one that has run out. */
const ranOut = { ...terms, leaseMs: -1_000 };

let workspace: TestWorkspace;
let analyst: Actor;
let ana: Actor;
let ben: Actor;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  analyst = await addPerson(workspace.store, ['analyst']);
  ana = await addPerson(workspace.store, ['reviewer']);
  ben = await addPerson(workspace.store, ['reviewer']);
});
afterAll(() => workspace.close());
beforeEach(async () => {
  // Nothing of an earlier test stands in the queue.
  await workspace.store.db.update(items).set({ state: 'NEED_INFO' });
});

const flagItem = async (overrides: Parameters<typeof invent>[0] = {}, by = analyst) =>
  (await acceptFlag(workspace.store, by, invent(overrides), { idempotencyKey: freshKey() })).itemId;

describe('claimNext', () => {
  it('takes what ranks first, then what is older', async () => {
    const routine = await flagItem();
    const later = await flagItem();
    const urgent = await flagItem({ urgency: 'URGENT' });
    const taken = [];
    for (let turn = 0; turn < 3; turn += 1)
      taken.push((await claimNext(workspace.store, ana, terms))?.itemId);
    expect(taken).toEqual([urgent, routine, later]);
    expect(await claimNext(workspace.store, ana, terms)).toBeNull();
  });

  it('never gives one item to two of many reviewers who ask at the same moment', async () => {
    const wanted = new Set(await Promise.all(Array.from({ length: 12 }, () => flagItem())));
    const reviewers = await Promise.all(
      Array.from({ length: 6 }, () => addPerson(workspace.store, ['reviewer'])),
    );
    const taken = await Promise.all(
      [...reviewers, ...reviewers].map((reviewer) => claimNext(workspace.store, reviewer, terms)),
    );
    const got = taken.flatMap((claim) => (claim ? [claim.itemId] : []));
    expect(new Set(got).size).toBe(got.length);
    expect(got.every((id) => wanted.has(id))).toBe(true);
    expect(got.length).toBeGreaterThanOrEqual(6);
  });

  it('passes over what the caller flagged and what is with a lead', async () => {
    await flagItem({}, ana);
    const withLead = await flagItem();
    await workspace.store.db.update(items).set({ state: 'WITH_LEAD' }).where(eq(items.id, withLead));
    expect(await claimNext(workspace.store, ana, terms)).toBeNull();
    expect((await claimNext(workspace.store, ben, { ...terms, canAdjudicate: true }))?.itemId).toBeDefined();
  });

  it('takes over an item whose claim has run out, with a newer fencing token', async () => {
    const itemId = await flagItem();
    const first = await claimNext(workspace.store, ana, ranOut);
    const second = await claimNext(workspace.store, ben, terms);
    expect(second).toMatchObject({ itemId, token: (first?.token ?? 0) + 1 });
    const [old] = await workspace.store.db
      .select()
      .from(claims)
      .where(eq(claims.id, first?.claimId ?? ''));
    expect(old?.state).toBe('EXPIRED');
  });
});

describe('claimItem', () => {
  it('refuses an item that somebody else holds and gives the holder her own claim again', async () => {
    const itemId = await flagItem();
    const claim = await claimItem(workspace.store, ana, itemId, terms);
    await expect(claimItem(workspace.store, ben, itemId, terms)).rejects.toMatchObject({
      slug: 'already-claimed',
    });
    expect((await claimItem(workspace.store, ana, itemId, terms)).claimId).toBe(claim.claimId);
  });

  it('refuses whoever flagged the item', async () => {
    const itemId = await flagItem({}, ben);
    await expect(claimItem(workspace.store, ben, itemId, terms)).rejects.toMatchObject({
      slug: 'two-people',
    });
  });

  it('refuses an item with a lead to a reviewer, and a concluded one to everybody', async () => {
    const itemId = await flagItem();
    await workspace.store.db.update(items).set({ state: 'WITH_LEAD' }).where(eq(items.id, itemId));
    await expect(claimItem(workspace.store, ben, itemId, terms)).rejects.toMatchObject({ slug: 'forbidden' });
    await workspace.store.db.update(items).set({ state: 'NEED_INFO' }).where(eq(items.id, itemId));
    await expect(claimItem(workspace.store, ben, itemId, terms)).rejects.toMatchObject({ slug: 'conflict' });
  });
});

describe('renewClaim and handBackClaim', () => {
  it('start a running lease anew and put it on record', async () => {
    const itemId = await flagItem();
    const claim = await claimItem(workspace.store, ana, itemId, terms);
    const renewed = await renewClaim(workspace.store, ana, claim.claimId, claim.token, 3_600_000);
    expect(Date.parse(renewed.expiresAt)).toBeGreaterThan(Date.parse(claim.expiresAt));
    const log = await workspace.store.db
      .select({ verb: audit.verb })
      .from(audit)
      .where(and(eq(audit.subjectKind, 'item'), eq(audit.subjectId, itemId)));
    expect(log.map(({ verb }) => verb)).toEqual(['ITEM_CLAIMED', 'CLAIM_RENEWED']);
  });

  it('refuse a lease that has run out, one of somebody else, and an old token', async () => {
    const late = await claimItem(workspace.store, ana, await flagItem(), ranOut);
    await expect(renewClaim(workspace.store, ana, late.claimId, late.token, 1)).rejects.toMatchObject({
      slug: 'claim-expired',
    });
    const own = await claimItem(workspace.store, ana, await flagItem(), terms);
    await expect(handBackClaim(workspace.store, ben, own.claimId, own.token)).rejects.toMatchObject({
      slug: 'claim-lost',
    });
    await expect(handBackClaim(workspace.store, ana, own.claimId, own.token + 1)).rejects.toMatchObject({
      slug: 'claim-lost',
    });
  });

  it('free the item for others at once', async () => {
    const itemId = await flagItem();
    const claim = await claimItem(workspace.store, ana, itemId, terms);
    await handBackClaim(workspace.store, ana, claim.claimId, claim.token);
    expect((await claimNext(workspace.store, ben, terms))?.itemId).toBe(itemId);
  });
});

describe('expireClaims', () => {
  it('ends leases that have run out and leaves the others', async () => {
    await expireClaims(workspace.store);
    const overdue = await claimItem(workspace.store, ana, await flagItem(), ranOut);
    const running = await claimItem(workspace.store, ana, await flagItem(), terms);
    expect(await expireClaims(workspace.store)).toBe(1);
    const states = await workspace.store.db.select({ id: claims.id, state: claims.state }).from(claims);
    expect(states).toContainEqual({ id: overdue.claimId, state: 'EXPIRED' });
    expect(states).toContainEqual({ id: running.claimId, state: 'OPEN' });
  });
});
