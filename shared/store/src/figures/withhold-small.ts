import { FEWEST_SHOWN } from '@lapwing/contracts';

/** A row of a table before anything is withheld: of `sent`, so many were taken down. */
export interface CountedRow {
  key: string;
  sent: number;
  takenDown: number;
}

/** A row that may be shown. `key` null: several rows together. `takenDown` null: how many of them is withheld. */
export interface ShownRow {
  key: string | null;
  sent: number;
  takenDown: number | null;
}

const isSmall = (count: number): boolean => count > 0 && count < FEWEST_SHOWN;
const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
const add = (key: string, rows: readonly CountedRow[]): CountedRow => ({
  key,
  sent: sumOf(rows.map(({ sent }) => sent)),
  takenDown: sumOf(rows.map(({ takenDown }) => takenDown)),
});
const largestFirst = (rows: readonly CountedRow[]): CountedRow[] =>
  rows
    .filter(({ sent }) => sent > 0)
    .toSorted((a, b) => b.sent - a.sent || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));

/** What can be said of the whole: null when it is too little; `takenDown` null when taken down, or the rest, is. */
export function withholdTotal(rows: readonly CountedRow[]): Omit<ShownRow, 'key'> | null {
  const { sent, takenDown } = add('', rows);
  if (sent < FEWEST_SHOWN) return null;
  return { sent, takenDown: isSmall(takenDown) || isSmall(sent - takenDown) ? null : takenDown };
}

/**
 * A table by which no count of 1 to 4 is told, be it of what was sent, taken down or still up, and from which, together
 * with the total and any other table of the same referrals, none can be worked out: each of 1 to 4 stays possible
 * for every count that is withheld.
 *
 * Small rows are put together, with as many of the next larger ones as it takes; what of a row was taken down is withheld
 * where that or the rest is small, and of as many other rows as it takes. docs/reports.md has the reasons.
 */
export function withholdSmall(rows: readonly CountedRow[]): ShownRow[] {
  const total = withholdTotal(rows);
  if (total === null) return [];
  const ordered = largestFirst(rows);
  for (let alone = ordered.filter(({ sent }) => sent >= FEWEST_SHOWN).length; alone >= 0; alone -= 1) {
    const together = ordered.slice(alone);
    const rest = add('', together);
    if (isSmall(rest.sent)) continue;
    const shown = [...ordered.slice(0, alone), ...(together.length > 0 ? [rest] : [])];
    const hidden = total.takenDown === null ? new Set(shown) : hideSplits(shown);
    if (hidden === null) continue;
    return shown.map((row) => ({
      key: row === rest ? null : row.key,
      sent: row.sent,
      takenDown: hidden.has(row) ? null : row.takenDown,
    }));
  }
  throw new Error('A table of one row is the total, and that can be shown');
}

/** Counts of one kind; those of which there are too few are put together under `null`. Their sum is known already. */
export function withholdSmallCounts<Key extends string>(
  counts: readonly { key: Key; count: number }[],
): { key: Key | null; count: number }[] {
  const byKey = new Map<string | null, Key>(counts.map(({ key }) => [key, key]));
  return withholdSmall(counts.map(({ key, count }) => ({ key, sent: count, takenDown: 0 }))).map(
    ({ key, sent }) => ({ key: byKey.get(key) ?? null, count: sent }),
  );
}

/** The rows whose split is withheld, the smallest that will do first; null when withholding all is not enough. */
function hideSplits(rows: readonly CountedRow[]): Set<CountedRow> | null {
  const hasSmall = ({ sent, takenDown }: CountedRow): boolean =>
    isSmall(takenDown) || isSmall(sent - takenDown);
  const hidden = new Set(rows.filter(hasSmall));
  const others = rows.filter((row) => !hasSmall(row));
  while (!leavesOpen([...hidden])) {
    const next = others.pop();
    if (next === undefined) return null;
    hidden.add(next);
  }
  return hidden;
}

/**
 * Whether each of 1 to 4 stays possible for each small part of rows of which only `sent`, and the sums of the parts, are
 * known. The part of a row is at least what the other rows cannot hold of the sum; at most, all of the row or of the
 * sum, and neither is below five. The sum of several rows is a count as well.
 */
function leavesOpen(rows: readonly CountedRow[]): boolean {
  const sent = sumOf(rows.map((row) => row.sent));
  const parts = [(row: CountedRow) => row.takenDown, (row: CountedRow) => row.sent - row.takenDown];
  return parts.every((partOf) => {
    const sum = sumOf(rows.map(partOf));
    if (isSmall(sum)) return false;
    return rows.filter((row) => isSmall(partOf(row))).every((row) => sum - (sent - row.sent) <= 1);
  });
}
