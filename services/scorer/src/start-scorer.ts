import { deadLetterScore } from '@lapwing/store/dead-letters/dead-letter-score';
import { describeError, type Logger } from '@lapwing/store/logging';
import { createMicroBatcher } from '@lapwing/store/micro-batcher';
import { openQueues } from '@lapwing/store/queues/open-queues';
import { openWorker } from '@lapwing/store/queues/open-worker';
import { queues } from '@lapwing/store/queues/queue-names';
import { createSealer } from '@lapwing/store/sealing';
import { openDatabase } from '@lapwing/store/store';
import { answerSuggestion } from '@lapwing/store/suggestions/answer-suggestion';
import { startSweeper } from '@lapwing/store/sweeper/start-sweeper';
import { InferenceFailed, ModelUnavailable } from './inference.ts';
import { scoreItems } from './score-items.ts';
import { serveModels } from './serve-models.ts';

const BATCH_SIZE = 64;
/** While the model computes for one batch, another is read or recorded. */
const BATCHES_AT_ONCE = 2;
/** People wait for these; each is one short text. */
const SUGGESTIONS_AT_ONCE = 4;

/** What the scorer needs to know. */
export interface ScorerSettings {
  databaseUrl: string;
  redisUrl: string | undefined;
  sealKey: Buffer;
  /** The model that comes with the release. */
  modelDirectory: string;
  /** Its `models/` holds the organisation's own versions. */
  dataDirectory: string;
  /** Share of items that are picked to check the model, 0–1. */
  checkShare: number;
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
  const jobQueues = await openQueues({ redisUrl, databaseUrl }, { log });
  const { modelDirectory, dataDirectory } = settings;
  const folders = { modelDirectory, dataDirectory };
  const models = await serveModels({ store, queues: jobQueues, folders, log });
  const batcher = createMicroBatcher<string, void>({
    size: BATCH_SIZE,
    atOnce: BATCHES_AT_ONCE,
    work: async (ids) => {
      await scoreItems(store, models, ids, { checkShare: settings.checkShare });
      return ids.map(() => undefined);
    },
    isOfOne: (error) => !(error instanceof ModelUnavailable),
  });
  const worker = openWorker({
    queue: 'score',
    location: { redisUrl, databaseUrl },
    concurrency: settings.concurrency,
    log,
    handle: ({ itemId }) => batcher.add(itemId),
    onDead: async ({ payload, attempts, error }) => {
      // The item stays due: the sweeper announces it again until there is a model.
      if (error instanceof ModelUnavailable) return;
      const read = queues.score.safeParse(payload);
      if (!read.success) return;
      await deadLetterScore(store, {
        itemId: read.data.itemId,
        error: `${error.name}: ${describeError(error).message}`,
        attempts,
      });
    },
  });
  const suggesting = openWorker({
    queue: 'suggest',
    location: { redisUrl, databaseUrl },
    concurrency: SUGGESTIONS_AT_ONCE,
    log,
    handle: (job) =>
      answerSuggestion(store.sealer, job, async ({ text, language }) => {
        const lang = language === null ? {} : { lang: language };
        const { modelVersion, scores } = await models.score([{ text, ...lang }]);
        const [said] = scores;
        if (!said) throw new InferenceFailed('the child answered for no post');
        return { modelVersion, ...said };
      }),
    // Whoever asked was told that nobody answered, and may ask again.
    onDead: async () => {},
  });
  const sweeper = startSweeper({ ...database, queues: jobQueues }, log);
  return {
    inferencePid: () => models.childPid(),
    stop: async () => {
      const finished = Promise.all([worker.close(), suggesting.close()]);
      // Without a model, running jobs would wait for one.
      if (!models.usable()) await models.stop();
      await finished;
      await sweeper.stop();
      await models.stop();
      await jobQueues.close();
      await database.pool.end();
    },
  };
}
