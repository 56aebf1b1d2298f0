import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../logging.ts';
import { connectProducer, type ProducerQueue, type QueueLocation } from './queue-connection.ts';
import { identityOfJob, type JobPayload, type QuestionName, type QueueName, queues } from './queue-names.ts';

/** Longest that adding a job may hold up its caller. */
const patienceMilliseconds = 1_500;

/** `queued: false` is no error: the sweeper finds the row and adds the job later. */
export type Queued = { queued: boolean };

/** Asks a sealed question and waits for the sealed answer. */
type AskSealed = (
  question: Pick<JobPayload<QuestionName>, 'requestId' | 'sealed'>,
  patienceMs: number,
) => Promise<string | null>;

/** Producers of all queues. None of its promises is rejected because Redis is away. */
export type JobQueues = {
  enqueueScore: (job: JobPayload<'score'>) => Promise<Queued>;
  /** Many at once, for the sweeper; all or none are queued. */
  enqueueScores: (jobs: readonly JobPayload<'score'>[]) => Promise<Queued>;
  enqueueBatchBuild: (job: JobPayload<'build-batch'>) => Promise<Queued>;
  enqueueBatchBuilds: (jobs: readonly JobPayload<'build-batch'>[]) => Promise<Queued>;
  /**
   * Asks what the classifier thinks of a sealed text and waits for the sealed answer, at most so many milliseconds. Null:
   * nobody answered, or the queues are away.
   */
  askSuggestion: AskSealed;
  /** Asks the exporter, in the same way, what a recipient would get. */
  askPreview: AskSealed;
  /** Asks the exporter for a report as a file. */
  askReport: AskSealed;
  /** Jobs by state (`waiting`, `active`, `delayed`, `failed`, …), or undefined while the queues are away. */
  counts: (queue: QueueName) => Promise<Record<string, number> | undefined>;
  close: () => Promise<void>;
};

const retention = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: { count: 1_000 },
  removeOnFail: { count: 5_000 },
};

/** A question of the moment: tried once, and gone soon, however it ended. */
const momentary = { attempts: 1, removeOnComplete: { age: 10 }, removeOnFail: { age: 10 } };

/** Clocks of two machines may differ by this much without a question seeming to be of the past. */
const CLOCKS_APART_MS = 30_000;

/** Removes a job. The worker may hold it for a moment longer: then it is tried again, for some seconds. */
const forget = async (job: { remove(): Promise<unknown> }): Promise<void> => {
  for (const wait of [0, 50, 250, 1_000, 3_000]) {
    await delay(wait, undefined, { ref: false });
    const isGone = await job.remove().then(
      () => true,
      () => false,
    );
    if (isGone) return;
  }
};

/** Pauses between two looks for an answer, in milliseconds: most answers are there at the first looks. */
function* pauses(): Generator<number> {
  for (const pause of [10, 20, 30]) yield pause;
  for (;;) yield 50;
}

/** A plain timer: this runs with every flag, where making and aborting a signal took 3 % of the API's time. */
const withPatience = async <Result>(work: Promise<Result>): Promise<Result> => {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => timeout.reject(new Error(`the queue did not answer within ${patienceMilliseconds} ms`)),
    patienceMilliseconds,
  );
  try {
    return await Promise.race([work, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Opens the producers. Waits at most 1.5 seconds for Redis and starts without it if need be; one warning is
 * logged per outage and one line when it is over.
 */
export const openQueues = async (location: QueueLocation, { log }: { log: Logger }): Promise<JobQueues> => {
  let away = false;
  const noteTrouble = (error: unknown): void => {
    if (!away) log.warn({ err: error }, 'the job queues are away; work is kept in Postgres and queued later');
    away = true;
  };
  const noteSuccess = (): void => {
    if (away) log.info('the job queues are back');
    away = false;
  };
  const connection = connectProducer(location, noteTrouble);
  const opened = new Map<QueueName, ProducerQueue>();

  const queueOf = (name: QueueName): ProducerQueue => {
    const existing = opened.get(name);
    if (existing !== undefined) return existing;
    const queue = connection.open(name);
    queue.on('error', noteTrouble);
    // BullMQ never retries a failed first contact, so such a queue is thrown away and made anew.
    queue.waitUntilReady().catch(() => {
      if (opened.get(name) === queue) opened.delete(name);
      queue.close().catch(() => {});
    });
    opened.set(name, queue);
    return queue;
  };

  const use = async <Result>(
    name: QueueName,
    work: (queue: ProducerQueue) => Promise<Result>,
  ): Promise<Result | undefined> => {
    if (!connection.isReady()) {
      noteTrouble(new Error('not connected'));
      return undefined;
    }
    try {
      const result = await withPatience(work(queueOf(name)));
      noteSuccess();
      return result;
    } catch (error) {
      noteTrouble(error);
      return undefined;
    }
  };

  const add = async (name: QueueName, payloads: readonly { data: object; id: string }[]): Promise<Queued> => {
    const jobs = payloads.map(({ data, id }) => ({
      name,
      data,
      opts: { ...retention, deduplication: { id } },
    }));
    const [first] = jobs;
    if (first === undefined) return { queued: true };
    const done = await use(name, async (queue) => {
      await (jobs.length === 1 ? queue.add(name, first.data, first.opts) : queue.addBulk(jobs));
      return true;
    });
    return { queued: done === true };
  };

  const addScores = async (jobs: readonly JobPayload<'score'>[]): Promise<Queued> =>
    add(
      'score',
      jobs.map((job) => ({ data: queues.score.parse(job), id: identityOfJob.score(job) })),
    );
  const addBatchBuilds = async (jobs: readonly JobPayload<'build-batch'>[]): Promise<Queued> =>
    add(
      'build-batch',
      jobs.map((job) => ({ data: queues['build-batch'].parse(job), id: identityOfJob['build-batch'](job) })),
    );

  /** Questions that are being removed: who closes the queues waits for them. */
  const forgetting = new Set<Promise<unknown>>();
  const ask = async (
    name: QuestionName,
    { requestId, sealed }: Parameters<AskSealed>[0],
    patienceMs: number,
  ): Promise<string | null> => {
    const until = performance.now() + patienceMs;
    const expiresAt = new Date(Date.now() + patienceMs + CLOCKS_APART_MS).toISOString();
    const data = queues[name].parse({ requestId, sealed, expiresAt });
    const options = { ...momentary, jobId: requestId };
    if ((await use(name, (queue) => queue.add(name, data, options))) === undefined) return null;
    for (const wait of pauses()) {
      const job = await use(name, (queue) => queue.getJob(requestId));
      const answered = job?.finishedOn !== undefined;
      if (answered || performance.now() + wait > until) {
        // Neither question nor answer stays; one that is worked on just now goes with the next that is done.
        if (job) {
          const gone: Promise<unknown> = forget(job).finally(() => forgetting.delete(gone));
          forgetting.add(gone);
        }
        return answered && typeof job.returnvalue === 'string' && job.returnvalue !== ''
          ? job.returnvalue
          : null;
      }
      await delay(wait);
    }
    return null;
  };

  await withPatience(connection.firstReady).catch(noteTrouble);
  return {
    enqueueScore: (job) => addScores([job]),
    enqueueScores: addScores,
    enqueueBatchBuild: (job) => addBatchBuilds([job]),
    enqueueBatchBuilds: addBatchBuilds,
    askSuggestion: (question, patienceMs) => ask('suggest', question, patienceMs),
    askPreview: (question, patienceMs) => ask('preview', question, patienceMs),
    askReport: (question, patienceMs) => ask('report', question, patienceMs),
    counts: (name) => use(name, (queue) => queue.getJobCounts()),
    close: async () => {
      await withPatience(Promise.allSettled(forgetting)).catch(() => {});
      await Promise.allSettled([...opened.values()].map((queue) => withPatience(queue.close())));
      await connection.close();
    },
  };
};
