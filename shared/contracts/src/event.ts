import { z } from 'zod';
import { Id } from './text.ts';

/**
 * Server-sent events of `GET /v1/events`. They say that something changed, never what: the client asks again with
 * its own permissions.
 */
export const LiveEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ITEM_CHANGED'), itemId: Id, version: z.number().int() }),
  z.object({ kind: z.literal('BATCH_CHANGED'), batchId: Id }),
  z.object({ kind: z.literal('RESYNC') }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
