import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Path of the first program of these names on PATH, or null. */
export function findProgram(names: readonly string[]): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here; the next folder may have it.
      }
    }
  }
  return null;
}
