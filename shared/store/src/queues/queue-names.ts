import { z } from 'zod';

const payloads = {
  /** Score one item. `dueAt` is the `score_due_at` the job was made for, so that a newer need makes a new job. */
  score: z.strictObject({ itemId: z.uuid(), dueAt: z.iso.datetime({ offset: true }) }),
  /** Write the files of one batch. */
  'build-batch': z.strictObject({ batchId: z.uuid() }),
  /**
   * Say what the classifier thinks of a text. The one job that carries what it is about, sealed, since no row holds it;
   * nobody waits for the answer, which is sealed too, after `expiresAt`.
   */
  suggest: z.strictObject({
    requestId: z.uuid(),
    sealed: z.string().max(65_536),
    expiresAt: z.iso.datetime({ offset: true }),
  }),
  /** Write what a recipient would get with settings that are being edited; sealed, and nobody's row either. */
  preview: z.strictObject({
    requestId: z.uuid(),
    sealed: z.string().max(524_288),
    expiresAt: z.iso.datetime({ offset: true }),
  }),
  /** Write a report of what it carries, sealed: figures without anybody in them, and nobody's row either. */
  report: z.strictObject({
    requestId: z.uuid(),
    sealed: z.string().max(524_288),
    expiresAt: z.iso.datetime({ offset: true }),
  }),
} as const;

type Payloads = { [Name in keyof typeof payloads]: z.output<(typeof payloads)[Name]> };
export type QueueName = keyof Payloads;
export type JobPayload<Name extends QueueName> = Payloads[Name];
/** Queues whose jobs somebody waits for, and is answered. */
export type QuestionName = 'suggest' | 'preview' | 'report';
/** What handling a job gives back to whoever queued it. */
export type JobResult<Name extends QueueName> = Name extends QuestionName ? string : unknown;

/**
 * The queues and the shape of their jobs. They carry work for machines only; a job is a hint that may be lost or
 * come twice: the row it points to is what counts. `suggest`, `preview` and `report` have no row, and whoever asked asks again.
 */
export const queues: { readonly [Name in QueueName]: z.ZodType<Payloads[Name]> } = payloads;

/** Prefix of all keys in Redis; producers and workers must agree on it. */
export const queuePrefix = 'lapwing';

/** Schema of the queues in Postgres, used where there is no Redis. */
export const queueSchema = 'bullmq';

/** Identity of a job while it is waiting or running: the same work is not queued twice. */
export const identityOfJob = {
  score: ({ itemId, dueAt }: JobPayload<'score'>): string => `${itemId}@${Date.parse(dueAt)}`,
  'build-batch': ({ batchId }: JobPayload<'build-batch'>): string => batchId,
} as const;
