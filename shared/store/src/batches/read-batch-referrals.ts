import { once } from 'node:events';
import { Referral } from '@lapwing/contracts';
import pg from 'pg';
import type { Store } from '../store.ts';

/**
 * Hands over up to `limit` referrals of a batch from a place on, one after the other, as they were fixed when the batch was
 * made: JSON, the same whenever it is read. A batch can be larger than what fits into memory, so nothing is kept of one that
 * was taken: `take` is called while the next are on their way.
 *
 * @returns where the next page begins; null: this was the last
 */
export async function readBatchPage(
  store: Pick<Store, 'pool'>,
  { batchId, from, limit }: { batchId: string; from: number; limit: number },
  take: (content: string) => void,
): Promise<number | null> {
  const rows = new pg.Query<{ content: string; position: number }>(
    `select content::text as content, batch_position as position from referrals
     where batch_id = $1 and batch_position >= $2 order by batch_position limit $3`,
    [batchId, from, limit],
  );
  let taken = 0;
  let last = from;
  let failure: { error: unknown } | undefined;
  rows.on('row', ({ content, position }) => {
    if (failure !== undefined) return;
    try {
      take(content);
      taken += 1;
      last = position;
    } catch (error) {
      // Thrown into the connection, it would end the process.
      failure = { error };
    }
  });
  const connection = await store.pool.connect();
  try {
    const ended = once(rows, 'end');
    connection.query(rows);
    await ended;
  } finally {
    connection.release();
  }
  if (failure !== undefined) throw failure.error;
  return taken < limit ? null : last + 1;
}

/** Every referral of a batch, for files that are made of all of them at once. */
export async function readBatchReferrals(store: Pick<Store, 'pool'>, batchId: string): Promise<Referral[]> {
  const referrals: Referral[] = [];
  // Parsed, since they come out of a JSON column.
  await readBatchPage(store, { batchId, from: 0, limit: 2 ** 31 - 1 }, (content) => {
    referrals.push(Referral.parse(JSON.parse(content)));
  });
  return referrals;
}
