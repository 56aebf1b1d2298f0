import { ReadableStream } from 'node:stream/web';
import type { Context } from 'hono';

/** A file to be kept by the browser, never shown in a page of ours: it streams, and no cache keeps it. */
export function attachment(
  c: Context,
  file: { name: string; mediaType: string; size?: number; bytes: AsyncIterable<Uint8Array> },
): Response {
  const plain = file.name.replaceAll(/[^A-Za-z0-9._-]/g, '_');
  c.header('content-type', file.mediaType);
  c.header(
    'content-disposition',
    `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  );
  c.header('cache-control', 'no-store');
  if (file.size !== undefined) c.header('content-length', String(file.size));
  return c.body(ReadableStream.from(file.bytes));
}
