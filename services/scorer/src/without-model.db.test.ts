import { randomBytes } from 'node:crypto';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { silentLogger } from '@lapwing/store/logging';
import { openQueues } from '@lapwing/store/queues/open-queues';
import { addPerson, freshKey, invent, openTestWorkspace } from '@lapwing/store/testing/workspace';
import { expect, it } from 'vitest';
import { startScorer } from './start-scorer.ts';

it('gives nothing up while there is no model: items stay due until there is one', {
  timeout: 120_000,
}, async () => {
  const { store, database, close } = await openTestWorkspace();
  const location = { redisUrl: database.redisUrl, databaseUrl: database.appUrl };
  const queues = await openQueues(location, { log: silentLogger() });
  const scorer = await startScorer({
    ...location,
    sealKey: randomBytes(32),
    modelDirectory: import.meta.dirname,
    dataDirectory: import.meta.dirname,
    checkShare: 0,
    concurrency: 4,
    log: silentLogger(),
  });
  try {
    const analyst = await addPerson(store, ['analyst']);
    const { itemId, receivedAt } = await acceptFlag(store, analyst, invent({ text: '' }), {
      idempotencyKey: freshKey(),
    });
    await queues.enqueueScore({ itemId, dueAt: receivedAt });
    // All attempts are used up, and whatever follows from that is done when the job stands among the failed for good.
    await expect
      .poll(async () => (await queues.counts('score'))?.failed, { timeout: 100_000, interval: 500 })
      .toBeGreaterThan(0);
    await scorer.stop();
    const { rows } = await store.pool.query(
      'select score_due_at is not null as due, (select count(*)::int from dead_letters) as given_up from items',
    );
    expect(rows).toEqual([{ due: true, given_up: 0 }]);
  } finally {
    await queues.close();
    await close();
  }
});
