import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DataSetError } from '../compare/data-set.ts';

const Percent = z.number().nullable().optional();

const figures = {
  accuracy: Percent,
  macroF1: Percent,
  macroF1Tuned: Percent,
  microF1: Percent,
  auprc: Percent,
  ece: Percent,
  seconds: z.number(),
};

/** What `compare --json` prints: set → our figures in per cent, with those of each peer, or null, beside them. */
export const CompareFigures = z.record(
  z.string(),
  z.object({
    ...figures,
    test: z.int(),
    peers: z.record(z.string(), z.object({ ...figures, version: z.string() }).nullable()),
  }),
);
export type CompareFigures = z.infer<typeof CompareFigures>;

/** Reads a file that `compare --json` wrote. Throws DataSetError where it is something else. */
export async function readCompareFigures(path: string): Promise<CompareFigures> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new DataSetError(`${path} cannot be read as JSON.`, { cause });
  }
  const parsed = CompareFigures.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new DataSetError(`${path} is not what compare --json prints: ${z.prettifyError(parsed.error)}`);
}
