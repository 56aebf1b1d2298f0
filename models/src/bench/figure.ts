/** One figure of the bench. `ratio`: value / that of the bare sparse dot product, measured in the same rounds. */
export type Figure = {
  name: string;
  value: number;
  unit: string;
  baseline: number | null;
  ratio: number | null;
  wanted?: { atLeast: number } | { atMost: number };
};

/** Whether a figure is what was wanted; undefined where nothing was. */
export function isMet({ value, wanted }: Figure): boolean | undefined {
  if (wanted === undefined) return undefined;
  return 'atLeast' in wanted ? value >= wanted.atLeast : value <= wanted.atMost;
}

/** The median; of an even number of values the lower of the two in the middle. */
export function median(sample: readonly number[]): number {
  const middle = sample.toSorted((a, b) => a - b)[(sample.length - 1) >> 1];
  if (middle === undefined) throw new Error('The median of nothing');
  return middle;
}

/** Rounded to what can be told apart. */
export const rounded = (value: number): number => {
  if (Math.abs(value) >= 100) return Math.round(value);
  return Number(value.toPrecision(3));
};

/** A table in Markdown, as docs/benchmarks.md keeps it. */
export function asTable(figures: readonly Figure[]): string {
  const number = (value: number | null): string => (value === null ? '' : value.toLocaleString('en'));
  const rows = figures.map((figure) => [
    figure.name,
    number(figure.value),
    figure.unit,
    figure.ratio === null ? '' : String(figure.ratio),
    wish(figure),
  ]);
  const lines = [['name', 'value', 'unit', 'ratio', 'wanted'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const [heading = '', ...body] = lines.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  return [heading, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body].join('\n');
}

function wish(figure: Figure): string {
  const { wanted } = figure;
  if (wanted === undefined) return '';
  const text = 'atLeast' in wanted ? `≥ ${wanted.atLeast}` : `≤ ${wanted.atMost}`;
  return isMet(figure) ? text : `${text}: missed`;
}
