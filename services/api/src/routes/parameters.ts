import { Id, ModelVersion } from '@lapwing/contracts';
import { z } from 'zod';

/** Header of requests that must not happen twice. */
export const IdempotencyHeaders = z.object({ 'idempotency-key': z.string().min(8).max(200) });

/** Query of lists without filters. */
export const PageQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** `{id}` in a path. */
export const IdParameter = z.object({ id: Id });

/** `{version}` in a path. */
export const VersionParameter = z.object({ version: ModelVersion });

/** The version that was seen, as an entity tag: `"3"`. */
export const IfMatch = z.object({
  'if-match': z
    .string('Send If-Match with the version that you saw, in quotes')
    .regex(/^"\d{1,9}"$/, 'Send If-Match with the version that you saw, in quotes')
    .transform((tag) => Number(tag.slice(1, -1))),
});
