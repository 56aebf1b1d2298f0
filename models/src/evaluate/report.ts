import { disguiseSummary, suiteReport } from '../functional/suite.ts';
import type { CompareFigures } from './compare-figures.ts';
import type {
  Estimate,
  GroupCount,
  Leakage,
  MetricRow,
  OperatingRow,
  OrdinaryRow,
  SetFigures,
} from './evaluation.ts';
import type { Metrics } from './metrics.ts';

/** The columns of the leakage table, in words. */
export const leakageTitles = {
  full: 'full model',
  lexicon: 'lexicon only',
  without: 'full model, posts without any lexicon word',
  retrained: 'retrained and asked without the lexicon words',
} as const;

const NONE = '–';
const percent = (value: number | null, digits = 1): string =>
  value === null ? NONE : (value * 100).toFixed(digits);
const range = (low: number | null, high: number | null, digits = 1): string =>
  low === null || high === null ? '' : ` (${percent(low, digits)}–${percent(high, digits)})`;

/** `82.1 (79.0–84.9)`, in per cent: the figure and its 95 % interval. */
export const estimate = ({ value, low, high }: Estimate, digits = 1): string =>
  value === null ? NONE : `${percent(value, digits)}${range(low, high, digits)}`;

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join(
    '\n',
  );
}

/** The figures of each label and language. */
export function metricsTable({ test }: Pick<Metrics, 'test'>): string {
  const figure = (row: MetricRow, name: 'auprc' | 'recallAt5Fpr' | 'ece'): string => {
    const [low, high] = row.intervals?.[name] ?? [null, null];
    return estimate({ value: row[name], low, high });
  };
  return table(
    ['label', 'language', 'harmful / other groups', 'AUPRC', 'recall at 5 % FPR', 'ECE'],
    test.map((row) => [
      row.label,
      row.lang,
      `${row.positiveGroups} / ${row.negativeGroups}`,
      figure(row, 'auprc'),
      figure(row, 'recallAt5Fpr'),
      figure(row, 'ece'),
    ]),
  );
}

export function operatingTable(rows: readonly OperatingRow[]): string {
  return table(
    ['language', 'posts', 'harmful: found', 'harmless: raised', 'unsure'],
    rows.map(({ lang, posts, recall, falseAlarms, abstained }) => [
      lang,
      String(posts),
      estimate(recall),
      estimate(falseAlarms),
      estimate(abstained),
    ]),
  );
}

/** Both tables of a set: how it ranks, and what the threshold does. */
export const setReport = ({ rows, operating }: SetFigures): string =>
  `${metricsTable({ test: rows })}\n\nAt the model's own risk threshold:\n\n${operatingTable(operating)}`;

export function ordinaryTable(rows: readonly OrdinaryRow[]): string {
  return table(
    ['set', 'posts', 'raised', 'raised and not unsure', 'unsure'],
    rows.map(({ source, posts, raised, raisedForSure, abstained }) => [
      source,
      posts.toLocaleString('en'),
      estimate(raised, 2),
      estimate(raisedForSure, 2),
      estimate(abstained),
    ]),
  );
}

export function leakageTable({ rows }: Leakage): string {
  return table(
    ['measured on', 'what', 'harmful / harmless groups', 'AUPRC', 'chance'],
    rows.map(({ set, column, harmful, harmless, auprc, chance }) => [
      set === 'test' ? 'unseen frames' : 'natural set',
      leakageTitles[column],
      `${harmful} / ${harmless}`,
      estimate(auprc),
      percent(chance),
    ]),
  );
}

/** The functional suite: what is found in disguise, in a sentence, and the table. */
export const functionalTable = (rows: NonNullable<Metrics['functional']>): string =>
  `${disguiseSummary(rows)}\n\n${suiteReport(rows).trim()}`;

/** Groups per label, one column for each language. */
export function groupsTable(counts: readonly GroupCount[]): string {
  const languages = [...new Set(counts.map(({ lang }) => lang))].sort();
  const labels = [...new Set(counts.map(({ label }) => label))].sort((a, b) =>
    a === 'NONE' ? 1 : b === 'NONE' ? -1 : a < b ? -1 : 1,
  );
  const find = (lang: string, label: string): number =>
    counts.find((count) => count.lang === lang && count.label === label)?.groups ?? 0;
  return table(
    ['', ...languages, 'all'],
    labels.map((label) => {
      const each = languages.map((lang) => find(lang, label));
      const name = label === 'NONE' ? 'harmless' : label;
      return [name, ...each, each.reduce((sum, count) => sum + count, 0)].map(String);
    }),
  );
}

const compareColumns = [
  ['accuracy', 'accuracy'],
  ['macroF1', 'macro-F1'],
  ['macroF1Tuned', 'macro-F1, tuned'],
  ['microF1', 'micro-F1'],
  ['auprc', 'AUPRC'],
  ['ece', 'ECE'],
] as const;

/** The figures of `compare --json`, ours and each peer's, in per cent. */
export function compareTable(sets: CompareFigures): string {
  const cells = (figures: Partial<Record<(typeof compareColumns)[number][0], number | null | undefined>>) =>
    compareColumns.map(([key]) => figures[key]?.toFixed(1) ?? NONE);
  return table(
    ['set (test posts)', 'classifier', ...compareColumns.map(([, title]) => title)],
    Object.entries(sets).flatMap(([name, { peers, test, ...ours }]) => [
      [`${name} (${test.toLocaleString('en')})`, '**Lapwing**', ...cells(ours)],
      ...Object.entries(peers).map(([peer, figures]) =>
        figures === null
          ? ['', `${peer}: no figures`, ...cells({})]
          : ['', `${peer} ${figures.version}`, ...cells(figures)],
      ),
    ]),
  );
}
