import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';

/** A path as the person typed it: pnpm runs scripts in the package's folder, and says in INIT_CWD where she stands. */
export const fromHere = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path);

/** Makes the parser of an option that is a whole number of at least `from` and, where it is said, at most `to`. */
export function wholeNumber(from: number, to?: number): (value: string) => number {
  const range = to === undefined ? `, ${from} or more` : ` from ${from} to ${to.toLocaleString('en')}`;
  return (value) => {
    const parsed = Number(value);
    const fits = Number.isSafeInteger(parsed) && parsed >= from && parsed <= (to ?? parsed);
    if (fits && value.trim() !== '') return parsed;
    throw new InvalidArgumentError(`A whole number${range}.`);
  };
}

/** Parses an option that is a whole number, 0 or more. */
export const integer = wholeNumber(0);
