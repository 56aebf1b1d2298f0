import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { recordScores } from '@lapwing/store/scores/record-scores';
import { scoreInShadow } from '@lapwing/store/scores/score-in-shadow';
import { confirmItem } from '@lapwing/store/testing/confirmed-item';
import {
  addPerson,
  freshKey,
  invent,
  openTestWorkspace,
  type TestWorkspace,
} from '@lapwing/store/testing/workspace';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { challenge } from './verbs-on-models.ts';

let workspace: TestWorkspace;
let owner: pg.Pool;

beforeAll(async () => {
  workspace = await openTestWorkspace();
  owner = new pg.Pool({ connectionString: workspace.database.ownerUrl, max: 2 });
});
afterAll(async () => {
  await owner.end();
  await workspace.close();
});

const flagItem = async (): Promise<string> => {
  const analyst = await addPerson(workspace.store, ['analyst']);
  return (await acceptFlag(workspace.store, analyst, invent(), { idempotencyKey: freshKey() })).itemId;
};
const rowOf = async (itemId: string) => {
  const { rows } = await owner.query('select * from items where id = $1', [itemId]);
  return rows[0];
};

describe('a score', () => {
  it.each([0, 0.5, 1])(
    'of %d moves the item in the queue and does nothing else, however sure',
    async (risk) => {
      const itemId = await flagItem();
      const before = await rowOf(itemId);
      for (let version = 1; version <= 3; version += 1) {
        await recordScores(workspace.store, [
          {
            itemId,
            inputHash: 'the same text',
            dueAt: null,
            modelVersion: `test-${version}`,
            risk,
            probabilities: { GROOMING: risk },
            abstained: false,
          },
        ]);
      }
      const {
        risk: _r,
        rank: _k,
        reasons: _e,
        changed_at: _c,
        abstained: _a,
        scored_by: _s,
        ...rest
      } = before;
      expect(await rowOf(itemId)).toMatchObject(rest);
      expect(await rowOf(itemId)).toMatchObject({ state: 'QUEUED', version: 1, review_round: 1 });
      const { rows } = await owner.query(
        `select (select count(*)::int from decisions where item_id = $1) as decisions,
         (select count(*)::int from referrals where item_id = $1) as referrals`,
        [itemId],
      );
      expect(rows).toEqual([{ decisions: 0, referrals: 0 }]);
    },
  );

  it('of a version in shadow does not even move it', async () => {
    const { challenger } = await challenge(workspace);
    const itemId = await flagItem();
    const said = { probabilities: { GROOMING: 1 }, abstained: false };
    await recordScores(workspace.store, [
      { itemId, inputHash: 'the same text', dueAt: null, modelVersion: 'test-1', risk: 0, ...said },
    ]);
    const before = await rowOf(itemId);
    const shadow = { version: challenger, since: new Date(0) };
    await scoreInShadow(workspace.store, shadow, async (inputs) => inputs.map(() => ({ risk: 1, ...said })));
    const { rows } = await owner.query('select shadow from scores where item_id = $1 and risk = 1', [itemId]);
    expect(rows).toEqual([{ shadow: true }]);
    expect(await rowOf(itemId)).toEqual(before);
  });

  it('is told apart from a decision by the database: a decision has a person and a claim of hers', async () => {
    const { rows } = await owner.query<{ column_name: string }>(
      `select column_name from information_schema.columns
       where table_name = 'decisions' and column_name in ('person_id', 'claim_id') and is_nullable = 'NO'
       order by column_name`,
    );
    expect(rows.map((row) => row.column_name)).toEqual(['claim_id', 'person_id']);
  });
});

describe('the database', () => {
  it.each(['CONFIRMED', 'DISMISSED'])(
    'refuses to make an item %s without a decision, to the services and to its owner',
    async (state) => {
      const itemId = await flagItem();
      for (const pool of [workspace.store.pool, owner]) {
        const update = pool.query('update items set state = $2 where id = $1', [itemId, state]);
        await expect(update).rejects.toMatchObject({ code: 'LW004' });
        const born = pool.query(
          `insert into items select (jsonb_populate_record(i, jsonb_build_object(
             'id', gen_random_uuid(), 'identity_key', gen_random_uuid()::text, 'state', $2::text))).*
           from items i where id = $1`,
          [itemId, state],
        );
        await expect(born).rejects.toMatchObject({ code: 'LW004' });
      }
    },
  );

  it('refuses a conclusion that the decision does not say', async () => {
    const { itemId } = await confirmItem(workspace.store);
    const reversed = owner.query(`update items set state = 'DISMISSED' where id = $1`, [itemId]);
    await expect(reversed).rejects.toMatchObject({ code: 'LW004' });
  });

  it('refuses a referral that no decision stands behind', async () => {
    const itemId = await flagItem();
    const referral = workspace.store.pool.query(
      `insert into referrals (id, item_id, recipient_id, decision_id, imminent, rank)
       values (gen_random_uuid(), $1, gen_random_uuid(), gen_random_uuid(), false, 1)`,
      [itemId],
    );
    await expect(referral).rejects.toMatchObject({ code: '23503' });
  });
});
