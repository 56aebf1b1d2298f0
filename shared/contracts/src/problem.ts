import { z } from 'zod';

/** Every problem type the API answers with; the `type` member is `<public URL>/problems/<slug>`. */
export const problemSlugs = [
  'invalid-request',
  'malformed-json',
  'media-refused',
  'body-too-large',
  'unsupported-media-type',
  'idempotency-key-missing',
  'idempotency-key-reused',
  'unauthenticated',
  'second-factor-required',
  'pairing-expired',
  'forbidden',
  'not-found',
  'method-not-allowed',
  'claim-lost',
  'claim-expired',
  'already-claimed',
  'stale',
  'conflict',
  'two-people',
  'already-decided',
  'transition-refused',
  'law-enforcement-first',
  'nothing-to-batch',
  'too-many-requests',
  'unavailable',
  'internal',
] as const;
export const ProblemSlug = z.enum(problemSlugs);
export type ProblemSlug = z.infer<typeof ProblemSlug>;

/** One thing wrong with one field: an RFC 6901 pointer into the body (or `#query/name`, `#header/name`). */
export const FieldError = z.object({ pointer: z.string(), detail: z.string(), code: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** RFC 9457 problem details. `slug` repeats the last part of `type` for clients that translate it. */
export const Problem = z
  .object({
    type: z.string(),
    slug: ProblemSlug,
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    requestId: z.string(),
    errors: z.array(FieldError).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
