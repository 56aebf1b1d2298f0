import type { Metrics } from './metrics.ts';

const percent = (value: number | null): string => (value === null ? '–' : (value * 100).toFixed(1));

/** The test figures as a Markdown table, for the terminal and the model card. Figures are in per cent. */
export function metricsTable({ test }: Pick<Metrics, 'test'>): string {
  const lines = [
    '| label | language | harmful / other groups | AUPRC | recall at 5 % FPR | ECE |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  for (const row of test) {
    const groups = `${row.positiveGroups} / ${row.negativeGroups}`;
    const figures = [row.auprc, row.recallAt5Fpr, row.ece].map(percent).join(' | ');
    lines.push(`| ${row.label} | ${row.lang} | ${groups} | ${figures} |`);
  }
  return lines.join('\n');
}
