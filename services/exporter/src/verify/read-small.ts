import type { BatchSource } from './batch-source.ts';

/** Far above any manifest (a thousand referrals take 40 kB). */
const LONGEST = 4 * 1024 * 1024;

/** A whole small file, or a sentence that says why not. */
export async function readSmall(
  source: BatchSource,
  name: string,
  longest = LONGEST,
): Promise<Buffer | string> {
  const size = source.files.get(name);
  if (size === undefined) return `${name} is missing.`;
  if (size > longest) return `${name} is far too long.`;
  try {
    const parts: Uint8Array[] = [];
    for await (const bytes of await source.open(name)) parts.push(bytes);
    return Buffer.concat(parts);
  } catch (error) {
    return `${name} cannot be read: ${error instanceof Error ? error.message : 'unknown error'}.`;
  }
}
