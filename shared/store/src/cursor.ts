import type { z } from 'zod';
import { fieldRefusal } from './refusal.ts';

/** An opaque page cursor of the sort keys of the last row seen. */
export function encodeCursor(keys: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** The sort keys in a cursor; refuses one that this API did not give out. */
export function decodeCursor<Schema extends z.ZodType>(cursor: string, keys: Schema): z.output<Schema> {
  try {
    return keys.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw fieldRefusal('#query/cursor', 'invalid_cursor', 'The cursor is not one that this API gave out');
  }
}
