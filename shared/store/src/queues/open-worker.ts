import { type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Logger } from '../logging.ts';
import { connectRedis } from '../redis/connect-redis.ts';
import { onPostgres, postgresConnection, type QueueLocation } from './queue-connection.ts';
import { type JobPayload, type JobResult, type QueueName, queuePrefix, queues } from './queue-names.ts';

/** A job that failed for good: its attempts are used up, or its payload cannot be read. */
export type DeadJob = { queue: QueueName; jobId: string; payload: unknown; attempts: number; error: Error };

type Options<Name extends QueueName> = {
  queue: Name;
  location: QueueLocation;
  /** Jobs handled at the same time. */
  concurrency: number;
  log: Logger;
  /** Handles one job; a rejection means another attempt, up to five with growing pauses. */
  handle: (payload: JobPayload<Name>) => Promise<JobResult<Name>>;
  /** Keeps a job that failed for good where an admin sees it. */
  onDead: (job: DeadJob) => Promise<void>;
};

export type JobWorker = {
  /** Resolves when the worker takes jobs for the first time. */
  ready: Promise<void>;
  /** Finishes the running jobs, takes no more. */
  close: () => Promise<void>;
};

/** Takes jobs of one queue, from Redis or from Postgres. The payload is parsed before `handle` sees it. */
export const openWorker = <Name extends QueueName>(options: Options<Name>): JobWorker => {
  const { queue, location, log } = options;
  const schema = queues[queue];
  const process = async (job: Job): Promise<JobResult<Name>> => {
    const payload = schema.safeParse(job.data);
    if (!payload.success) throw new UnrecoverableError('the payload of the job cannot be read');
    return options.handle(payload.data);
  };
  // A killed worker's jobs are free again within 15 seconds; BullMQ's own default is up to a minute.
  const shared = {
    concurrency: options.concurrency,
    maxStalledCount: 3,
    lockDuration: 10_000,
    stalledInterval: 5_000,
  };
  const redis = location.redisUrl === undefined ? undefined : connectRedis(location.redisUrl, 'worker');
  const worker =
    redis === undefined
      ? new onPostgres.Worker(queue, process, {
          ...shared,
          connection: postgresConnection(location.databaseUrl, 4),
        })
      : new Worker(queue, process, { ...shared, connection: redis, prefix: queuePrefix });

  let away = false;
  const noteTrouble = (error: Error): void => {
    if (!away) log.warn({ err: error, queue }, 'the worker lost its queue and waits for it');
    away = true;
  };
  redis?.on('error', noteTrouble);
  worker.on('error', noteTrouble);
  worker.on('active', () => {
    away = false;
  });
  worker.on('failed', (job, error) => {
    if (job === undefined) return;
    const final = error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1);
    log[final ? 'error' : 'warn'](
      { err: error, queue, jobId: job.id, attempt: job.attemptsMade },
      'a job failed',
    );
    if (!final) return;
    const dead = { queue, jobId: job.id ?? '', payload: job.data, attempts: job.attemptsMade, error };
    options.onDead(dead).catch((reason: unknown) => {
      log.error({ err: reason, queue, jobId: job.id }, 'a dead job could not be kept');
    });
  });
  return {
    ready: worker.waitUntilReady().then(() => {}),
    close: async () => {
      await worker.close();
      redis?.disconnect();
    },
  };
};
