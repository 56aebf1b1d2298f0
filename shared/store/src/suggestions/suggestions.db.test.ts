import { randomBytes } from 'node:crypto';
import { defaultExtensionPolicy, SuggestionInput } from '@lapwing/contracts';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { changeExtensionPolicy } from '../extension/change-extension-policy.ts';
import { silentLogger } from '../logging.ts';
import { type JobQueues, openQueues } from '../queues/open-queues.ts';
import { type JobWorker, openWorker } from '../queues/open-worker.ts';
import { preparePostgresQueues } from '../queues/prepare-postgres-queues.ts';
import { findRedisServer } from '../redis/private-redis.ts';
import { createSealer, type Sealer } from '../sealing.ts';
import { addPerson, openTestWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { answerSuggestion } from './answer-suggestion.ts';
import { suggestCategories } from './suggest-categories.ts';
import { answerContext, type SuggestionQuestion } from './suggestion-seals.ts';

const log = silentLogger();
/** A second, the default, is too short on a busy machine. */
const patience = { timeout: 10_000 };
const words = ['Quokka', 'marmalade', 'GROOMING', 'test-model'];
const input = SuggestionInput.parse({ text: 'Quokka marmalade at 16:45', language: 'en', platform: 'X' });
const said = {
  modelVersion: 'test-model',
  risk: 0.75,
  abstained: false,
  probabilities: {
    TRAFFICKING_RECRUITMENT: 0.2,
    GROOMING: 0.9,
    CHILD_MARRIAGE: 0.01,
    SEXUAL_EXTORTION: 0.3,
    SEC_TRAVEL_TOURISM: 0.11,
  },
};

let workspace: TestWorkspace;
let sealer: Sealer;
beforeAll(async () => {
  workspace = await openTestWorkspace();
  ({ sealer } = workspace.store);
  await preparePostgresQueues(workspace.database.ownerUrl);
});
afterAll(() => workspace.close());

const allow = async (suggestions: boolean): Promise<void> => {
  const admin = await addPerson(workspace.store, ['admin']);
  const { updatedAt: _never, ...defaults } = defaultExtensionPolicy;
  const { rows } = await workspace.store.pool.query('select version from extension_policy');
  const version = rows[0]?.version ?? 0;
  await changeExtensionPolicy(workspace.store, admin, { version, input: { ...defaults, suggestions } });
};

const backends = ['Redis', 'Postgres'].filter((name) => name === 'Postgres' || findRedisServer());

describe.for(backends)('a suggestion over %s', (backend) => {
  const location = () => ({
    redisUrl: backend === 'Redis' ? workspace.database.redisUrl : undefined,
    databaseUrl: workspace.database.appUrl,
  });
  let queues: JobQueues;
  let worker: JobWorker | undefined;
  beforeAll(async () => {
    queues = await openQueues(location(), { log });
  });
  beforeEach(() => allow(true));
  afterEach(async () => {
    await worker?.close();
    worker = undefined;
  });
  afterAll(() => queues.close());

  const ask = (through = queues) => suggestCategories({ ...workspace.store, queues: through }, input);
  const serve = async (
    score: (question: SuggestionQuestion) => Promise<typeof said>,
    by: Sealer = sealer,
  ): Promise<void> => {
    worker = openWorker({
      queue: 'suggest',
      location: location(),
      concurrency: 4,
      log,
      handle: (job) => answerSuggestion(by, job, score),
      onDead: async () => {},
    });
    await worker.ready;
  };
  /** Everything that the backend holds, as one text. */
  const atRest = async (): Promise<string> => {
    if (backend === 'Postgres') {
      const { rows: tables } = await workspace.store.pool.query<{ name: string }>(
        `select table_name as name from information_schema.tables where table_schema = 'bullmq'`,
      );
      const contents = await Promise.all(
        tables.map(({ name }) => workspace.store.pool.query(`select r::text from bullmq."${name}" r`)),
      );
      return JSON.stringify(contents.map(({ rows }) => rows));
    }
    const redis = new Redis(workspace.database.redisUrl ?? '');
    try {
      const keys = await redis.keys('*');
      const dumps = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
      return keys.join() + dumps.map((bytes) => bytes.toString('latin1')).join();
    } finally {
      redis.disconnect();
    }
  };

  it('is what the classifier says, the most probable first, and the improbable left out', async () => {
    const asked: SuggestionQuestion[] = [];
    await serve(async (question) => {
      asked.push(question);
      return said;
    });
    expect(await ask()).toEqual({
      model: 'test-model',
      risk: 0.75,
      unsure: false,
      categories: [
        { category: 'GROOMING', probability: 0.9 },
        { category: 'SEXUAL_EXTORTION', probability: 0.3 },
        { category: 'TRAFFICKING_RECRUITMENT', probability: 0.2 },
      ],
    });
    expect(asked).toEqual([{ text: input.text, language: 'en' }]);
  });

  it('names no category where the classifier is unsure', async () => {
    await serve(async () => ({ ...said, abstained: true }));
    expect(await ask()).toMatchObject({ unsure: true, categories: [] });
  });

  it('reaches whoever asked, among several processes that ask at once', async () => {
    const other = await openQueues(location(), { log });
    let turn = 0;
    await serve(async () => {
      turn += 1;
      return { ...said, risk: turn / 100 };
    });
    try {
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) => ask(index % 2 === 0 ? queues : other)),
      );
      expect(new Set(answers.map(({ risk }) => risk)).size).toBe(12);
    } finally {
      await other.close();
    }
  });

  it('can be read nowhere while it is under way, and is gone afterwards', async () => {
    const held = Promise.withResolvers<typeof said>();
    const begun = Promise.withResolvers<void>();
    await serve(async () => {
      begun.resolve();
      return held.promise;
    });
    const answer = ask();
    await begun.promise;
    const during = await atRest();
    expect(during).toContain('suggest');
    for (const word of words) expect(during).not.toContain(word);
    held.resolve(said);
    await answer;
    await vi.waitFor(
      async () => expect(await queues.counts('suggest')).toMatchObject({ completed: 0 }),
      patience,
    );
    const after = await atRest();
    for (const word of words) expect(after).not.toContain(word);
  });

  it('is refused as unavailable when nobody answers, and the question is taken back', async () => {
    await expect(ask()).rejects.toMatchObject({ slug: 'unavailable' });
    await vi.waitFor(
      async () => expect(await queues.counts('suggest')).toMatchObject({ waiting: 0 }),
      patience,
    );
  });

  it('is refused as unavailable when the classifier fails, or was given another key', async () => {
    await serve(() => Promise.reject(new Error('no model')));
    await expect(ask()).rejects.toMatchObject({ slug: 'unavailable' });
    await worker?.close();
    const scored = vi.fn(async () => said);
    await serve(scored, createSealer(randomBytes(32)));
    await expect(ask()).rejects.toMatchObject({ slug: 'unavailable' });
    expect(scored).not.toHaveBeenCalled();
  });

  it('is not asked for while the organisation does not allow it', async () => {
    await allow(false);
    const scored = vi.fn(async () => said);
    await serve(scored);
    await expect(ask()).rejects.toMatchObject({ slug: 'forbidden' });
    expect(scored).not.toHaveBeenCalled();
  });
});

describe('the scorer', () => {
  const requestId = '0197a7c0-0000-4000-8000-000000000001';
  const score = vi.fn(async () => said);

  it('opens nothing that nobody waits for any more', async () => {
    const expiresAt = new Date(Date.now() - 1).toISOString();
    expect(await answerSuggestion(sealer, { requestId, sealed: 'v1.x', expiresAt }, score)).toBe('');
    expect(score).not.toHaveBeenCalled();
  });

  it('answers one question only: it cannot be passed off as the answer to another', async () => {
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const question = JSON.stringify({ text: 'a', language: null });
    const sealed = sealer.seal(question, `suggestion:${requestId}:question`);
    const answer = await answerSuggestion(sealer, { requestId, sealed, expiresAt }, score);
    expect(() => sealer.open(answer, answerContext(requestId.replace('1', '2')))).toThrow();
    expect(sealer.open(answer, answerContext(requestId))).toContain('GROOMING');
  });
});
