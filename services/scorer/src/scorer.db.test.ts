import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { acceptFlag } from '@lapwing/store/flags/accept-flag';
import { openText } from '@lapwing/store/items/open-text';
import { silentLogger } from '@lapwing/store/logging';
import { openQueues } from '@lapwing/store/queues/open-queues';
import { createSealer } from '@lapwing/store/sealing';
import { openDatabase, type Store } from '@lapwing/store/store';
import { createTestDatabase, type TestDatabase } from '@lapwing/store/testing/create-test-database';
import { addPerson, freshKey, invent } from '@lapwing/store/testing/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startScorer } from './start-scorer.ts';

const sealKey = randomBytes(32);
const modelDirectory = fileURLToPath(new URL('../../../models/shipped/', import.meta.url));

let database: TestDatabase;
let store: Store;
let stop: () => Promise<void>;
let inferencePid: () => number | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  const location = { redisUrl: database.redisUrl, databaseUrl: database.appUrl };
  const queues = await openQueues(location, { log: silentLogger() });
  store = { ...openDatabase(database.appUrl), sealer: createSealer(sealKey), queues };
  const scorer = await startScorer({
    ...location,
    sealKey,
    modelDirectory,
    dataDirectory: import.meta.dirname,
    checkShare: 0,
    concurrency: 16,
    log: silentLogger(),
  });
  inferencePid = scorer.inferencePid;
  stop = async () => {
    await scorer.stop();
    await queues.close();
    await store.pool.end();
  };
});
afterAll(async () => {
  await stop();
  await database.drop();
});

async function flagAs(text: string, language: string): Promise<string> {
  const analyst = await addPerson(store, ['analyst']);
  const { itemId } = await acceptFlag(store, analyst, invent({ text, language }), {
    idempotencyKey: freshKey(),
  });
  return itemId;
}

async function scoresOf(itemId: string) {
  const { rows } = await store.pool.query<{
    risk: number;
    abstained: boolean;
    probabilities: object;
    model_version: string;
  }>('select risk, abstained, probabilities, model_version from scores where item_id = $1', [itemId]);
  return rows;
}

const isScored = (itemId: string) =>
  expect.poll(async () => (await scoresOf(itemId)).length, { timeout: 20_000 }).toBe(1);

describe('the scorer', () => {
  it('scores a flag that was accepted, and the more risky text higher', async () => {
    const risky = await flagAs(
      'How old are you? Keep this our secret and do not tell your mum. Add me on the private app.',
      'en',
    );
    const harmless = await flagAs(
      'The summer camp of our school has places left, parents can sign up until Friday.',
      'en',
    );
    await isScored(risky);
    await isScored(harmless);
    const [[high], [low]] = await Promise.all([scoresOf(risky), scoresOf(harmless)]);
    expect(high?.risk).toBeGreaterThan(low?.risk ?? 1);
    expect(Object.keys(high?.probabilities ?? {}).length).toBeGreaterThan(0);
    const { rows } = await store.pool.query('select risk, score_due_at from items where id = $1', [risky]);
    expect(rows).toEqual([{ risk: high?.risk, score_due_at: null }]);
    const reviewer = await addPerson(store, ['reviewer']);
    const opened = await openText(store, reviewer, risky);
    expect(opened.reasonsFor).toBe(high?.model_version);
    expect(opened.texts[0]?.spans.length).toBeGreaterThan(0);
  });

  it('abstains where there is no text, and the item still stands in the queue', async () => {
    const itemId = await flagAs('', 'th');
    await isScored(itemId);
    expect(await scoresOf(itemId)).toMatchObject([{ abstained: true }]);
  });

  it('goes on with a new child after the inference child was killed', async () => {
    await isScored(await flagAs('Before the child ends', 'en'));
    const pid = inferencePid();
    if (pid === undefined) throw new Error('There is no inference child');
    process.kill(pid, 'SIGKILL');
    await isScored(await flagAs('After the child ended', 'en'));
    expect(inferencePid()).not.toBe(pid);
  });
});
