import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Compressed size of a built script with everything that it imports at once, in bytes. */
export function compressedSize(script: string): number {
  let total = 0;
  for (const file of withImports(script)) total += gzipSync(readFileSync(file)).length;
  return total;
}

/** The script and, transitively, what it imports statically. */
function withImports(script: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(script)) return seen;
  seen.add(script);
  const source = readFileSync(script, 'utf8');
  for (const [, from = ''] of source.matchAll(/(?:import|export)[^;()"']*?["'](\.{1,2}\/[^"']+\.js)["']/g))
    withImports(join(dirname(script), from), seen);
  return seen;
}
