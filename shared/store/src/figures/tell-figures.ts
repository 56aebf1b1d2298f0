import {
  type Category,
  FEWEST_SHOWN,
  type FigureAction,
  type Figures,
  type FigureTimes,
} from '@lapwing/contracts';
import { type CountedRow, withholdSmall, withholdSmallCounts, withholdTotal } from './withhold-small.ts';

/** A row as it was counted, with the times of the referrals in it. */
export type TimedRow<Key extends string = string> = CountedRow & { key: Key; times: FigureTimes };

/** One set of referrals, counted in every way. All tables add up to `total`. */
export interface CountedFigures {
  total: TimedRow | null;
  byRecipient: TimedRow[];
  byCategory: TimedRow<Category>[];
  byLanguage: TimedRow[];
  byMonth: TimedRow[];
  byAction: { key: FigureAction; takenDown: boolean; count: number }[];
}

export type ToldFigures = Pick<Figures, keyof CountedFigures>;
type Told = NonNullable<Figures['total']>;

/** What may be said of them; the one place that decides it, for screens and reports alike. */
export function tellFigures(counted: CountedFigures): ToldFigures {
  const total = counted.total && withholdTotal([counted.total]);
  if (counted.total === null || total === null)
    return { total: null, byRecipient: [], byCategory: [], byLanguage: [], byMonth: [], byAction: [] };
  const actions = (takenDown: boolean): Figures['byAction'] =>
    withholdSmallCounts(counted.byAction.filter((action) => action.takenDown === takenDown)).map((row) => ({
      ...row,
      takenDown,
    }));
  return {
    total: told(total, counted.total.times),
    byRecipient: largestFirst(tellTable(counted.byRecipient)),
    byCategory: largestFirst(tellTable(counted.byCategory)),
    byLanguage: largestFirst(tellTable(counted.byLanguage)),
    byMonth: tellTable(counted.byMonth).toSorted(byKey),
    byAction: total.takenDown === null ? [] : [...actions(true), ...actions(false)],
  };
}

function tellTable<Key extends string>(rows: readonly TimedRow<Key>[]): (Told & { key: Key | null })[] {
  const known = new Map<string | null, TimedRow<Key>>(rows.map((row) => [row.key, row]));
  return withholdSmall(rows).map((row) => {
    const own = known.get(row.key);
    return { key: own?.key ?? null, ...told(row, own?.times ?? null) };
  });
}

/** Times say something about how many were taken down, so they go with that. */
function told(row: { sent: number; takenDown: number | null }, times: FigureTimes | null): Told {
  const { sent, takenDown } = row;
  return {
    sent,
    takenDown,
    stillUp: takenDown === null ? null : sent - takenDown,
    times: takenDown !== null && takenDown >= FEWEST_SHOWN ? times : null,
  };
}

type Keyed = { key: string | null; sent: number };
/** What was put together comes last. */
const largestFirst = <Row extends Keyed>(rows: Row[]): Row[] =>
  rows.toSorted((a, b) => Number(a.key === null) - Number(b.key === null) || b.sent - a.sent);
const byKey = (a: Keyed, b: Keyed): number =>
  Number(a.key === null) - Number(b.key === null) || (a.key ?? '').localeCompare(b.key ?? '');
