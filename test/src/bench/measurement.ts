/** One figure of a bench, as `--json` prints it. */
interface Measurement {
  name: string;
  value: number;
  unit: string;
  /** What the value is held against, in the same unit, measured in the same run; null where there is none. */
  baseline: number | null;
  /** value / baseline, or null. */
  ratio: number | null;
}

/** A measurement with what it should be, which only the table shows. */
export interface Reported extends Measurement {
  /** Wanted of the ratio or, where there is none, of the value. */
  wanted?: { atLeast: number } | { atMost: number };
}

/** One bench: runs alone by its name. */
export interface Bench {
  name: string;
  /** What is measured and how, in a sentence or two. */
  what: string;
  run(): Promise<Reported[]>;
}

/** A measurement, rounded to what can be told apart. */
export function measurement(
  name: string,
  value: number,
  unit: string,
  options: { baseline?: number; wanted?: { atLeast: number } | { atMost: number } } = {},
): Reported {
  const { baseline, wanted } = options;
  return {
    name,
    value: round(value),
    unit,
    baseline: baseline === undefined ? null : round(baseline),
    ratio: baseline === undefined ? null : Math.round((value / baseline) * 1_000) / 1_000,
    ...(wanted === undefined ? {} : { wanted }),
  };
}

/** Whether what was wanted was met; undefined where nothing was wanted. */
export function isMet({ wanted, ratio, value }: Reported): boolean | undefined {
  if (wanted === undefined) return undefined;
  const figure = ratio ?? value;
  return 'atLeast' in wanted ? figure >= wanted.atLeast : figure <= wanted.atMost;
}

/** The value below which `share` (0–1) of the sample lies (nearest rank). */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('A quantile of nothing');
  return value;
}

export const median = (sample: readonly number[]): number => quantile(sample, 0.5);

function round(value: number): number {
  if (Math.abs(value) >= 100) return Math.round(value);
  return Math.round(value * 100) / 100;
}
