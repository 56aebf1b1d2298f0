import { QueuePage } from '@lapwing/contracts';
import { loadScoringInput } from '@lapwing/store/scores/load-scoring-input';
import { expect } from 'vitest';
import { askFor } from '../stack/api-client.ts';
import type { Stack } from '../stack/start-stack.ts';
import type { TokenHolder } from '../stack/token-holders.ts';
import { until } from '../stack/until.ts';
import type { Acknowledged } from './persistent-client.ts';

const byKey = (a: Acknowledged, b: Acknowledged): number => a.idempotencyKey.localeCompare(b.idempotencyKey);

/** Every acknowledged flag is in the database under the id it was acknowledged with, once, with its audit row. */
export async function expectEveryFlagOnce(
  { store }: Pick<Stack, 'store'>,
  acknowledged: readonly Acknowledged[],
): Promise<void> {
  const { rows } = await store.pool.query<Acknowledged>(
    `select person_id as "personId", idempotency_key as "idempotencyKey", id as "flagId", item_id as "itemId" from flags`,
  );
  expect(rows.toSorted(byKey)).toEqual(acknowledged.toSorted(byKey));
  const audited = await store.pool.query<{ subject_id: string }>(
    `select subject_id from audit where verb = 'FLAG_ACCEPTED' order by subject_id`,
  );
  expect(audited.rows.map((row) => row.subject_id)).toEqual(acknowledged.map((flag) => flag.flagId).sort());
}

/** Waits until no score is due any more; at most `withinMs`. */
export async function untilNothingIsDue(
  { store, services }: Pick<Stack, 'store' | 'services'>,
  withinMs = 60_000,
): Promise<void> {
  const due = async () => {
    const { rows } = await store.pool.query<{ count: number }>(
      'select count(*)::int as count from items where score_due_at is not null',
    );
    return rows[0]?.count;
  };
  try {
    await until('every score is there', async () => (await due()) === 0, { withinMs });
  } catch (error) {
    throw new Error(`${await due()} scores are still due. The scorer says:\n${tail(services.scorer.log())}`, {
      cause: error,
    });
  }
}

const tail = (log: string): string => log.trimEnd().split('\n').slice(-15).join('\n');

/** Every item has one score of the text it has now, no text has two, and nothing became a dead letter. */
export async function expectEveryItemScoredOnce({ store }: Pick<Stack, 'store'>): Promise<void> {
  const items = await store.pool.query<{ id: string }>('select id from items order by id');
  const inputs = await loadScoringInput(
    store,
    items.rows.map(({ id }) => id),
  );
  const { rows: scores } = await store.pool.query<{ key: string; rows: number }>(
    `select item_id || ' ' || input_hash as key, count(*)::int as rows from scores group by item_id, input_hash`,
  );
  const rowsOf = new Map(scores.map(({ key, rows }) => [key, rows]));
  const wrong = inputs.filter(({ itemId, inputHash }) => rowsOf.get(`${itemId} ${inputHash}`) !== 1);
  expect(wrong.map(({ itemId }) => itemId)).toEqual([]);
  expect(inputs.length).toBe(items.rows.length);
  expect(scores.filter(({ rows }) => rows !== 1)).toEqual([]);
  const dead = await store.pool.query('select subject_id, error from dead_letters where resolved_at is null');
  expect(dead.rows).toEqual([]);
}

/** A reviewer who pages through the queue meets every item once, and each with what the classifier said. */
export async function expectQueueAgrees(
  { url, store }: Pick<Stack, 'url' | 'store'>,
  reviewer: TokenHolder,
): Promise<void> {
  const listed: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: QueuePage = await askFor(
      QueuePage,
      url,
      reviewer.token,
      'GET',
      `/v1/items?limit=100${query}`,
    );
    for (const item of page.items) {
      expect(item.risk !== null || item.abstained).toBe(true);
      listed.push(item.itemId);
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  const { rows } = await store.pool.query<{ id: string }>('select id from items');
  expect(listed.toSorted()).toEqual(rows.map(({ id }) => id).sort());
}
