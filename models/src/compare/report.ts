import type { Measured, SetResult } from './compare-set.ts';
import type { Figures } from './measure.ts';

const columns: readonly { key: keyof Figures; title: string }[] = [
  { key: 'accuracy', title: 'accuracy' },
  { key: 'macroF1', title: 'macro-F1' },
  { key: 'macroF1Tuned', title: 'tuned' },
  { key: 'microF1', title: 'micro-F1' },
  { key: 'auprc', title: 'AUPRC' },
  { key: 'ece', title: 'ECE' },
];

/** A table for the terminal: per cent with one decimal, and the seconds that learning and predicting took. */
export function formatTable({ set, ours, peers }: SetResult): string {
  const shown = columns.filter(({ key }) => ours[key] !== undefined);
  const line = (figures: Measured): string =>
    [
      ...shown.map(({ key, title }) => percent(figures[key]).padStart(Math.max(7, title.length + 2))),
      figures.seconds.toFixed(1).padStart(9),
    ].join('');
  const rows = [
    { name: 'Lapwing', cells: line(ours) },
    ...peers.map((peer) => {
      if (peer.state === 'measured')
        return { name: `${peer.name} ${peer.version}`, cells: line(peer.figures) };
      const why = peer.state === 'absent' ? 'not on this machine' : `failed: ${peer.reason}`;
      return { name: peer.name, cells: `  ${why}` };
    }),
  ];
  const width = Math.max(...rows.map(({ name }) => name.length));
  const titles = shown.map(({ title }) => title.padStart(Math.max(7, title.length + 2))).join('');
  const kind =
    set.task === 'single' ? `one of ${set.labels.length} labels` : `any of ${set.labels.length} labels`;
  const size = (posts: readonly unknown[]): string => posts.length.toLocaleString('en');
  return [
    `${set.name}: ${kind}; ${size(set.train)} training, ${size(set.validation)} validation, ${size(set.test)} test posts; %`,
    `${''.padEnd(width)}${titles}${'seconds'.padStart(9)}`,
    ...rows.map(({ name, cells }) => `${name.padEnd(width)}${cells}`),
  ].join('\n');
}

function percent(share: number | undefined): string {
  return share === undefined || Number.isNaN(share) ? '–' : (share * 100).toFixed(1);
}

type JsonFigures = Partial<Record<keyof Figures, number | null>> & { seconds: number };

/** The same for a program: set → our figures in per cent, with `peers` beside them; null for a peer without figures. */
export function toJson(results: readonly SetResult[]): Record<string, object> {
  return Object.fromEntries(
    results.map(({ set, ours, peers }) => [
      set.name,
      {
        ...jsonFigures(ours),
        test: set.test.length,
        peers: Object.fromEntries(
          peers.map((peer) => [
            peer.name,
            peer.state === 'measured' ? { ...jsonFigures(peer.figures), version: peer.version } : null,
          ]),
        ),
      },
    ]),
  );
}

function jsonFigures(figures: Measured): JsonFigures {
  const shares = columns.flatMap(({ key }) => {
    const share = figures[key];
    return share === undefined
      ? []
      : [[key, Number.isNaN(share) ? null : Math.round(share * 1e4) / 100] as const];
  });
  return { ...Object.fromEntries(shares), seconds: Math.round(figures.seconds * 10) / 10 };
}
