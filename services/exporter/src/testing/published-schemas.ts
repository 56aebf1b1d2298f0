import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** Where the published schemas are when they are on this machine: in `shared` beside the checkout, never inside. */
const folder = resolve(import.meta.dirname, '../../../../../shared/schemas');

/** Title and condition of a test that needs published schemas: without them it is left out and says so. */
export function withPublishedSchemas(name: string, title: string): { absent: boolean; title: string } {
  const absent = !existsSync(join(folder, name));
  return {
    absent,
    title: absent ? `${title} (left out: ${join(folder, name)} is not on this machine)` : title,
  };
}

/** The path of one published schema, as `xarf/xarf-core.json`. */
export function publishedSchemaPath(name: string): string {
  return join(folder, name);
}

/** One published JSON schema, as `xarf/xarf-core.json`. */
export async function readPublishedSchema(name: string): Promise<Record<string, unknown>> {
  return z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(await readFile(publishedSchemaPath(name), 'utf8')));
}
