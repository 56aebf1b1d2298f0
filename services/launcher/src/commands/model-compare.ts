import {
  type ComparisonRow,
  comparisonVerdict,
  type IntervalView,
  type ModelComparison,
} from '@lapwing/contracts';
import { compareModels } from '@lapwing/store/models/compare-models';
import type { Command } from 'commander';
import { describeThreshold } from './describe-threshold.ts';
import { say } from './say.ts';
import { withStore } from './with-store.ts';

/** `lapwing model compare` */
export const registerCompare = (model: Command): void => {
  model
    .command('compare <version>')
    .description('compare the version in shadow with the one in use, on decisions since the shadow began')
    .option('--json', 'print the figures as JSON')
    .action((version: string, options: { json?: true }) =>
      withStore(async ({ store }) => {
        const comparison = await compareModels(store, version);
        if (options.json) say(JSON.stringify(comparison, null, 2));
        else for (const line of describeComparison(comparison)) say(line);
      }),
    );
};

const percent = (value: number | null): string => (value === null ? '–' : (value * 100).toFixed(1));
const interval = ({ value, low, high }: IntervalView): string =>
  value === null ? '–' : `${percent(value)} (${percent(low)} to ${percent(high)})`;

/** The comparison in words and as a table, for a terminal. Figures are in per cent with their 95 % intervals. */
export const describeComparison = (comparison: ModelComparison): string[] => {
  const { champion, challenger, since, rows, leftOut, unscored, picked, budgetPerDay, riskThresholds } =
    comparison;
  return [
    `Champion ${champion}, challenger ${challenger}, decisions since ${since}.`,
    `Left out: ${leftOut} that were or may have been decided before it was trained, ${unscored} without both scores.`,
    `${picked} of the items were picked to check the model; the others stood where the champion put them.`,
    `Reviewers conclude ${budgetPerDay} a day.`,
    `The champion raises from ${describeThreshold(riskThresholds.champion)}, the challenger from ${describeThreshold(riskThresholds.challenger)}.`,
    '',
    ...rows.flatMap(describeRow),
    verdicts[comparisonVerdict(rows)],
  ];
};

const describeRow = (row: ComparisonRow): string[] => [
  `${row.lang === 'all' ? 'All languages' : row.lang}: ${row.confirmed} confirmed, ${row.dismissed} dismissed${row.enough ? '' : ' (too few)'}`,
  ...(
    [
      ['AUPRC', row.auprc],
      ['recall in a day', row.recallAtBudget],
      ['ECE', row.ece],
      ['confirmed found', row.foundAtThreshold],
      ['dismissed raised', row.raisedAtThreshold],
    ] as const
  ).map(
    ([name, { champion, challenger, difference }]) =>
      `  ${name.padEnd(16)} champion ${interval(champion)}  challenger ${interval(challenger)}  difference ${interval(difference)}`,
  ),
  '',
];

const verdicts = {
  notEnough: 'These are not enough decisions to tell the two apart. Let the challenger go on in shadow.',
  better: 'The challenger puts confirmed items higher than the champion; chance does not explain it.',
  worse: 'The challenger is worse than the champion; chance does not explain it.',
  same: 'No difference that chance would not explain.',
};
