import { findMedia } from '@lapwing/contracts';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ApiEnv } from '../api-env.ts';
import { ApiProblem } from './api-problem.ts';

/** Largest body of a request, in bytes, where its route says nothing else. */
export const MAX_BODY_BYTES = 64 * 1024;

const jsonType = /^application\/json\s*(?:;|$)/i;
const mediaType = /^(?:image|video|audio|font|model|multipart)\/|^application\/(?:octet-stream|pdf|zip)/i;

/**
 * Refuses a body that is longer than it may be, by its announced length, or by counting where none is announced.
 *
 * @param larger paths that take more, and how many bytes
 */
export function limitBody(larger: ReadonlyMap<string, number>): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (c.req.method === 'GET') return next();
    const most = larger.get(c.req.path) ?? MAX_BODY_BYTES;
    const tooLarge = () => new ApiProblem('body-too-large', `A body has at most ${most} bytes`);
    const length = c.req.header('content-length');
    if (length !== undefined) {
      if (Number(length) > most) throw tooLarge();
      return next();
    }
    const count = bodyLimit({
      maxSize: most,
      onError: () => {
        throw tooLarge();
      },
    });
    return count(c, next);
  };
}

/** Media has no way in: not as a part, not as a data URL, not as a blob in any field (rule 1). */
export function refuseMedia(body: unknown): void {
  const finding = findMedia(body);
  if (finding === null) return;
  throw new ApiProblem('media-refused', 'Lapwing takes text, addresses and hashes, never media', {
    errors: [
      { pointer: finding.pointer, code: finding.reason.toLowerCase(), detail: 'This looks like media' },
    ],
  });
}

/** Reads the JSON of a request before any schema sees it: what is not JSON, or carries media, is refused here. */
export async function parseJsonBody(contentType: string | undefined, read: () => Promise<string>) {
  if (contentType !== undefined && mediaType.test(contentType))
    throw new ApiProblem('media-refused', 'Lapwing takes text, addresses and hashes, never media', {
      errors: [{ pointer: '#header/content-type', code: 'media_type', detail: 'This is a media type' }],
    });
  if (contentType === undefined || !jsonType.test(contentType))
    throw new ApiProblem('unsupported-media-type', 'Send application/json', {
      headers: { accept: 'application/json' },
    });
  let body: unknown;
  try {
    body = JSON.parse(await read());
  } catch {
    throw new ApiProblem('malformed-json', 'The body cannot be parsed as JSON');
  }
  refuseMedia(body);
  return body;
}

/** For routes with a body. The text is cached by Hono, so that the schema's validator reads it again for nothing. */
export const readJsonBody: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await parseJsonBody(c.req.header('content-type'), () => c.req.text());
  return next();
};
