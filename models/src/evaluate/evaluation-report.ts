import type { Evaluation } from './evaluation.ts';
import {
  functionalTable,
  groupsTable,
  leakageTable,
  leakageTitles,
  ordinaryTable,
  setReport,
} from './report.ts';

const leftOut = {
  natural: 'Left out: the model learned none of the languages or categories of the natural set.',
  ordinary: 'Left out: say where the public sets are with --public-sets <directory>.',
  functional: 'Left out: the model learned none of the languages or categories of the suite.',
  leakage: 'Left out: takes as long as training; ask for it with --leakage.',
};

/** Everything that was measured, in Markdown, for the terminal. Figures are in per cent, with 95 % intervals. */
export function evaluationReport(evaluation: Evaluation): string {
  const { test, operating = [], natural, ordinary, functional, leakage, groups = [] } = evaluation;
  const parts: [string, string][] = [
    ['Groups of the training data, all splits', groupsTable(groups)],
    ['Test groups: frames that trained nothing', setReport({ rows: test, operating })],
    [
      'Natural set: whole texts, written apart from the frames',
      natural ? setReport(natural) : leftOut.natural,
    ],
    ['Ordinary posts of public sets', ordinary ? ordinaryTable(ordinary) : leftOut.ordinary],
    ['Functional suite', functional ? functionalTable(functional) : leftOut.functional],
    [
      `Leakage: ${Object.values(leakageTitles).join(' · ')}`,
      leakage ? leakageTable(leakage) : leftOut.leakage,
    ],
  ];
  return parts.map(([title, body]) => `## ${title}\n\n${body}\n`).join('\n');
}
