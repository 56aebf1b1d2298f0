import { createHash } from 'node:crypto';
import type { Context } from 'hono';

/** A short digest of a value as JSON. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
}

/**
 * Sets the ETag of an answer. True when the request has the same one in If-None-Match (RFC 9110, section 13.1.2):
 * answer 304 then. Answers are for one person, so caches in between keep nothing.
 */
export function answerWithEtag(c: Context, tag: string): boolean {
  const etag = `"${tag}"`;
  c.header('etag', etag);
  c.header('cache-control', 'private, no-cache');
  c.header('vary', 'cookie, authorization', { append: true });
  const given = c.req.header('if-none-match') ?? '';
  return given.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag);
}
