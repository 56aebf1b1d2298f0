import { DecisionInput, type FlagInput } from '@lapwing/contracts';
import { claimItem, claimNext } from '@lapwing/store/claims/claim-item';
import { decide } from '@lapwing/store/decisions/decide';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { getItem } from '@lapwing/store/items/get-item';
import type { Actor } from '@lapwing/store/store';
import {
  addPerson,
  freshKey,
  invent,
  openTestWorkspace,
  type TestWorkspace,
} from '@lapwing/store/testing/workspace';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const terms = { leaseMs: 60_000, canAdjudicate: true };

let workspace: TestWorkspace;
let owner: pg.Pool;
let flagger: Actor;
let ana: Actor;
let ben: Actor;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  owner = new pg.Pool({ connectionString: workspace.database.ownerUrl, max: 2 });
  // Every role at once: rule 5 holds all the same.
  flagger = await addPerson(workspace.store, ['analyst', 'reviewer', 'lead', 'referrer', 'auditor', 'admin']);
  ana = await addPerson(workspace.store, ['reviewer']);
  ben = await addPerson(workspace.store, ['reviewer']);
});
afterAll(async () => {
  await owner.end();
  await workspace.close();
});

const flagItem = async (overrides: Partial<FlagInput> = {}): Promise<string> =>
  (await acceptFlag(workspace.store, flagger, invent(overrides), { idempotencyKey: freshKey() })).itemId;

const confirm = async (person: Actor, itemId: string, severity: 1 | 2 | 3 | 4) => {
  const claim = await claimItem(workspace.store, person, itemId, terms);
  const { version } = await getItem(workspace.store, { ...person, roles: ['lead'] }, itemId);
  const input = DecisionInput.parse({
    claimId: claim.claimId,
    token: claim.token,
    itemVersion: version,
    verdict: 'CONFIRM',
    category: 'GROOMING',
    severity,
    explanation: 'The account asks for the age of children.',
  });
  return decide(workspace.store, person, input, { canAdjudicate: true });
};

/** Writes a decision and its claim past the verbs. */
const insertDecision = async (
  pool: pg.Pool,
  person: Actor,
  itemId: string,
  severity: number,
): Promise<void> => {
  const claim = await pool.query<{ id: string }>(
    `insert into claims (id, item_id, person_id, token, state, expires_at, ended_at)
     values (gen_random_uuid(), $1, $2, (select coalesce(max(token), 0) + 1 from claims where item_id = $1), 'DECIDED', now(), now())
     returning id`,
    [itemId, person.personId],
  );
  await pool.query(
    `insert into decisions (id, item_id, review_round, person_id, claim_id, verdict, category, secondary_categories,
       modifiers, severity, explanation, note, from_state, to_state)
     values (gen_random_uuid(), $1, 1, $2, $3, 'CONFIRM', 'GROOMING', '{}', '{}', $4, 'x', '', 'QUEUED', 'CONFIRMED')`,
    [itemId, person.personId, claim.rows[0]?.id, severity],
  );
};

describe('whoever flagged an item', () => {
  it('is not given it, cannot claim it, and is told why', async () => {
    const itemId = await flagItem();
    await expect(claimItem(workspace.store, flagger, itemId, terms)).rejects.toMatchObject({
      slug: 'two-people',
    });
    expect(await claimNext(workspace.store, flagger, terms)).toBeNull();
    const seen = await getItem(workspace.store, { ...flagger, roles: ['lead'] }, itemId);
    expect(seen.blocked).toBe('FLAGGED_BY_ME');
  });

  it('cannot confirm it past the verbs either', async () => {
    const itemId = await flagItem();
    for (const pool of [workspace.store.pool, owner])
      await expect(insertDecision(pool, flagger, itemId, 2)).rejects.toMatchObject({ code: 'LW005' });
  });

  it('does not count as a reviewer when the flag came after the verdict', async () => {
    const itemId = await flagItem({ severity: 3 });
    for (const person of [ana, ben]) await insertDecision(owner, person, itemId, 3);
    const url = (await owner.query('select canonical_url from items where id = $1', [itemId])).rows[0];
    await acceptFlag(workspace.store, ben, invent({ url: url.canonical_url, severity: 3 }), {
      idempotencyKey: freshKey(),
    });
    const alone = owner.query(`update items set state = 'CONFIRMED' where id = $1`, [itemId]);
    await expect(alone).rejects.toMatchObject({ code: 'LW005' });
  });
});

describe.each([3, 4] as const)('severity %i', (severity) => {
  it('is concluded by two people only', async () => {
    const itemId = await flagItem({ severity });
    expect((await confirm(ana, itemId, severity)).itemState).toBe('SECOND_REVIEW');
    await expect(confirm(ana, itemId, severity)).rejects.toMatchObject({ slug: 'already-decided' });
    expect((await confirm(ben, itemId, severity)).itemState).toBe('CONFIRMED');
  });

  it('is refused by the database after one verdict, whoever asks and whatever the item is said to be', async () => {
    const itemId = await flagItem({ severity });
    // Only the flag remembers how grave it is, once the verdict and the item say otherwise.
    await insertDecision(owner, ana, itemId, 1);
    for (const pool of [workspace.store.pool, owner]) {
      for (const statement of [
        `update items set state = 'CONFIRMED' where id = $1`,
        `update items set state = 'CONFIRMED', severity = 1 where id = $1`,
      ])
        await expect(pool.query(statement, [itemId])).rejects.toMatchObject({ code: 'LW005' });
    }
    await owner.query('update items set severity = 1 where id = $1', [itemId]);
    const later = owner.query(`update items set state = 'CONFIRMED' where id = $1`, [itemId]);
    await expect(later).rejects.toMatchObject({ code: 'LW005' });
  });

  it('keeps the second reviewer blind', async () => {
    const itemId = await flagItem({ severity });
    const { decisionId } = await confirm(ana, itemId, severity);
    const seen = await getItem(workspace.store, { ...ben, roles: ['reviewer', 'lead'] }, itemId);
    expect(seen).toMatchObject({ decisions: [], decisionsHidden: true });
    expect(JSON.stringify(seen)).not.toContain(decisionId);
    expect(seen.history.map(({ verb }) => verb)).not.toContain('DECISION_MADE');
  });
});
