import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';

/** A path as the person typed it: pnpm runs scripts in the package's folder, and says in INIT_CWD where she stands. */
export const fromHere = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path);

/** Parses an option that is a whole number, 0 or more. */
export function integer(value: string): number {
  const parsed = Number(value);
  if (Number.isSafeInteger(parsed) && parsed >= 0) return parsed;
  throw new InvalidArgumentError('A whole number, 0 or more.');
}
