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
