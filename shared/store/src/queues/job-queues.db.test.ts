import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLogger, silentLogger } from '../logging.ts';
import { findRedisServer, type PrivateRedis, startPrivateRedis } from '../redis/private-redis.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { type JobQueues, openQueues } from './open-queues.ts';
import { type DeadJob, type JobWorker, openWorker } from './open-worker.ts';
import { preparePostgresQueues } from './prepare-postgres-queues.ts';
import { connectProducer } from './queue-connection.ts';
import type { JobPayload } from './queue-names.ts';

const log = silentLogger();
const itemId = '0197a7c0-0000-7000-8000-000000000001';
const otherItemId = '0197a7c0-0000-7000-8000-000000000002';
const dueAt = '2026-01-02T03:04:05.000Z';
const redisProgram = findRedisServer();

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrated: false });
  await preparePostgresQueues(database.ownerUrl);
});
afterAll(() => database.drop());

const backends = [
  { name: 'Redis', available: redisProgram !== undefined },
  { name: 'Postgres', available: true },
];

describe.for(backends.filter((backend) => backend.available))('job queues on $name', ({ name }) => {
  const location = () => ({
    redisUrl: name === 'Redis' ? database.redisUrl : undefined,
    databaseUrl: database.appUrl,
  });
  let queues: JobQueues;
  let worker: JobWorker | undefined;
  beforeAll(async () => {
    queues = await openQueues(location(), { log });
  });
  afterEach(async () => {
    await worker?.close();
    worker = undefined;
  });
  afterAll(() => queues.close());

  it('hands a job to a worker with the payload it was given', async () => {
    const handled: JobPayload<'score'>[] = [];
    expect(await queues.enqueueScore({ itemId, dueAt })).toEqual({ queued: true });
    worker = openWorker({
      queue: 'score',
      location: location(),
      concurrency: 4,
      log,
      handle: async (payload) => {
        handled.push(payload);
      },
      onDead: async () => {},
    });
    await vi.waitFor(() => expect(handled).toEqual([{ itemId, dueAt }]), { timeout: 10_000 });
  });

  it('queues the same need once while it waits, and a newer need of the same item again', async () => {
    const before = (await queues.counts('score'))?.waiting ?? 0;
    await queues.enqueueScore({ itemId: otherItemId, dueAt });
    await queues.enqueueScores([
      { itemId: otherItemId, dueAt },
      { itemId: otherItemId, dueAt: '2026-01-02T03:04:06.000Z' },
    ]);
    expect((await queues.counts('score'))?.waiting).toBe(before + 2);
  });

  it('tries a failed job again later, before it counts as dead', async () => {
    const dead: DeadJob[] = [];
    expect(await queues.enqueueBatchBuild({ batchId: itemId })).toEqual({ queued: true });
    worker = openWorker({
      queue: 'build-batch',
      location: location(),
      concurrency: 1,
      log,
      handle: () => Promise.reject(new Error('the disk is full')),
      onDead: async (job) => {
        dead.push(job);
      },
    });
    await vi.waitFor(async () => expect((await queues.counts('build-batch'))?.delayed).toBe(1), {
      timeout: 10_000,
    });
    expect(dead).toEqual([]);
  });

  it('gives a job with an unreadable payload to the dead letters without handling it', async () => {
    const producer = connectProducer(location(), () => {});
    await producer.firstReady;
    const raw = producer.open('build-batch');
    await raw.add('build-batch', { batchId: 'not a uuid' }, { attempts: 5 });
    const handled: unknown[] = [];
    const dead: DeadJob[] = [];
    worker = openWorker({
      queue: 'build-batch',
      location: location(),
      concurrency: 1,
      log,
      handle: async (payload) => {
        handled.push(payload);
      },
      onDead: async (job) => {
        dead.push(job);
      },
    });
    await vi.waitFor(
      () => expect(dead).toMatchObject([{ payload: { batchId: 'not a uuid' }, attempts: 1 }]),
      {
        timeout: 10_000,
      },
    );
    expect(handled).not.toContainEqual({ batchId: 'not a uuid' });
    await raw.close();
    await producer.close();
  });

  it('refuses to queue what a worker could not read', async () => {
    await expect(queues.enqueueBatchBuild({ batchId: 'not a uuid' })).rejects.toThrow('Invalid UUID');
  });
});

describe.runIf(redisProgram !== undefined)('job queues while Redis is away', () => {
  it('answers at once that nothing was queued, warns once, and works again when Redis is back', async () => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'lapwing-away-'));
    const start = (): Promise<PrivateRedis> =>
      startPrivateRedis(redisProgram ?? '', { dataDirectory, log, durable: true });
    let redis = await start();
    const lines: string[] = [];
    const queues = await openQueues(
      { redisUrl: redis.url, databaseUrl: database.appUrl },
      { log: createLogger('test', 'info', { write: (line) => lines.push(line) }) },
    );
    try {
      expect(await queues.enqueueScore({ itemId, dueAt })).toEqual({ queued: true });
      await redis.stop();
      await vi.waitFor(async () =>
        expect(await queues.enqueueScore({ itemId: otherItemId, dueAt })).toEqual({ queued: false }),
      );
      expect(await queues.enqueueScores([{ itemId: otherItemId, dueAt }])).toEqual({ queued: false });
      expect(await queues.counts('score')).toBeUndefined();
      redis = await start();
      await vi.waitFor(
        async () =>
          expect(await queues.enqueueScore({ itemId: otherItemId, dueAt })).toEqual({ queued: true }),
        { timeout: 15_000, interval: 100 },
      );
      expect((await queues.counts('score'))?.waiting).toBe(2);
      expect(lines.filter((line) => line.includes('are away'))).toHaveLength(1);
      expect(lines.filter((line) => line.includes('are back'))).toHaveLength(1);
    } finally {
      await queues.close();
      await redis.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    }
  });

  it('opens without Redis and starts to queue when Redis comes', async () => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'lapwing-late-'));
    const first = await startPrivateRedis(redisProgram ?? '', { dataDirectory, log });
    await first.stop();
    const queues = await openQueues({ redisUrl: first.url, databaseUrl: database.appUrl }, { log });
    expect(await queues.enqueueScore({ itemId, dueAt })).toEqual({ queued: false });
    const second = await startPrivateRedis(redisProgram ?? '', { dataDirectory, log });
    try {
      await vi.waitFor(
        async () => expect(await queues.enqueueScore({ itemId, dueAt })).toEqual({ queued: true }),
        { timeout: 15_000, interval: 100 },
      );
    } finally {
      await queues.close();
      await second.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    }
  });
});
