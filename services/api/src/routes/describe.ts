import type { z } from 'zod';

/** A JSON answer. */
export function json<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } };
}

/** A required JSON body. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true as const, content: { 'application/json': { schema } } };
}

/** An answer without a body. */
export const done = { description: 'Done' };

/** The answer to If-None-Match when nothing changed. */
export const notModified = { description: 'Nothing changed since the answer with this ETag' };

/** Largest body that carries the cells of a file, in bytes: a thousand lines of usual length, several times over. */
export const OUTCOME_FILE_BYTES = 2 * 1024 * 1024;

/** Largest body that carries a list of schools, in bytes: 50,000 Thai names of usual length, twice over. */
export const SCHOOL_LIST_BYTES = 12 * 1024 * 1024;
