/** What a test that also runs inside of a page says instead of `expect`. */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

export function mustEqual(found: unknown, expected: unknown): void {
  must(isSame(found, expected), `found ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
}
