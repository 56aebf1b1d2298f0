import { parseArgs } from 'node:util';
import { clickToQueue } from './click-to-queue.ts';
import { exporting } from './export.ts';
import { flags } from './flags.ts';
import { letters } from './letters.ts';
import { mails } from './mails.ts';
import { isMet, type Reported } from './measurement.ts';
import { memory } from './memory.ts';
import { panel } from './panel.ts';
import { queue } from './queue.ts';
import { schools } from './schools.ts';
import { scorer } from './scorer.ts';
import { start } from './start.ts';

// `node test/src/bench/main.ts [--json] [names]`: measures, and prints a table or a list.

const benches = [
  flags,
  clickToQueue,
  queue,
  scorer,
  memory,
  start,
  panel,
  exporting,
  letters,
  mails,
  schools,
];

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => benches.every((bench) => bench.name !== name));
if (unknown.length > 0 || values.list) {
  for (const name of unknown) console.error(`There is no bench ${name}.`);
  for (const { name, what } of benches) process.stdout.write(`${name.padEnd(16)}${what}\n`);
  process.exit(unknown.length > 0 ? 2 : 0);
}

const wanted = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const figures: Reported[] = [];
for (const bench of wanted) {
  if (!values.json) console.error(`${bench.name}: ${bench.what}`);
  figures.push(...(await bench.run()));
}
process.stdout.write(values.json ? `${asJson(figures)}\n` : `\n${asTable(figures)}\n`);
process.exit(0);

function asJson(reported: readonly Reported[]): string {
  const list = reported.map(({ name, value, unit, baseline, ratio }) => ({
    name,
    value,
    unit,
    baseline,
    ratio,
  }));
  return JSON.stringify(list, null, 2);
}

/** A table in Markdown, as docs/benchmarks.md keeps it. */
function asTable(reported: readonly Reported[]): string {
  const number = (figure: number | null): string => (figure === null ? '' : figure.toLocaleString('en'));
  const rows = reported.map((figure) => [
    figure.name,
    number(figure.value),
    figure.unit,
    number(figure.baseline),
    number(figure.ratio),
    wish(figure),
  ]);
  const heading = ['name', 'value', 'unit', 'baseline', 'ratio', 'wanted'];
  const widths = heading.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(heading), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function wish(figure: Reported): string {
  const { wanted: limit } = figure;
  if (limit === undefined) return '';
  const text = 'atLeast' in limit ? `≥ ${limit.atLeast}` : `≤ ${limit.atMost}`;
  return isMet(figure) ? text : `${text}: missed`;
}
