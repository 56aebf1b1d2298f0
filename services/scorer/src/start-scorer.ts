import { deadLetterScore } from '@lapwing/store/dead-letters/dead-letter-score';
import { describeError, type Logger } from '@lapwing/store/logging';
import { createMicroBatcher } from '@lapwing/store/micro-batcher';
import { openQueues } from '@lapwing/store/queues/open-queues';
import { openWorker } from '@lapwing/store/queues/open-worker';
import { queues } from '@lapwing/store/queues/queue-names';
import { createSealer } from '@lapwing/store/sealing';
import { openDatabase } from '@lapwing/store/store';
import { startSweeper } from '@lapwing/store/sweeper/start-sweeper';
import { startInference } from './inference.ts';
import { scoreItems } from './score-items.ts';

const BATCH_SIZE = 64;

/** What the scorer needs to know. */
export interface ScorerSettings {
  databaseUrl: string;
  redisUrl: string | undefined;
  sealKey: Buffer;
  modelDirectory: string;
  /** Jobs taken at the same time; they share the model's batches. */
  concurrency: number;
  log: Logger;
}

/** Takes scoring jobs until it is stopped, and sweeps for work that the queue lost. */
export async function startScorer(
  settings: ScorerSettings,
): Promise<{ stop: () => Promise<void>; inferencePid: () => number | undefined }> {
  const { log, databaseUrl, redisUrl } = settings;
  const database = openDatabase(databaseUrl, { connections: 6, applicationName: 'lapwing-scorer' });
  const store = { ...database, sealer: createSealer(settings.sealKey) };
  const inference = startInference({ modelDirectory: settings.modelDirectory, log });
  const batcher = createMicroBatcher<string, void>({
    size: BATCH_SIZE,
    work: async (ids) => {
      await scoreItems(store, inference, ids);
      return ids.map(() => undefined);
    },
  });
  const jobQueues = await openQueues({ redisUrl, databaseUrl }, { log });
  const worker = openWorker({
    queue: 'score',
    location: { redisUrl, databaseUrl },
    concurrency: settings.concurrency,
    log,
    handle: ({ itemId }) => batcher.add(itemId),
    onDead: async ({ payload, attempts, error }) => {
      const read = queues.score.safeParse(payload);
      if (!read.success) return;
      await deadLetterScore(store, {
        itemId: read.data.itemId,
        error: `${error.name}: ${describeError(error).message}`,
        attempts,
      });
    },
  });
  const sweeper = startSweeper({ ...database, queues: jobQueues }, log);
  return {
    inferencePid: () => inference.childPid(),
    stop: async () => {
      await worker.close();
      await sweeper.stop();
      await inference.stop();
      await jobQueues.close();
      await database.pool.end();
    },
  };
}
