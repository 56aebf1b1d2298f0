import type { ReliabilityBin } from './reliability.ts';

/** One half of the picture: a set of posts with its bins and a line on its size and error. */
export type ReliabilityPanel = { title: string; note: string; bins: readonly ReliabilityBin[] };

const SIDE = 280;
const LEFT = [64, 436] as const;
const TOP = 92;
const BARS = 44;
const WIDTH = 744;
const BOTTOM = TOP + SIDE;
const HEIGHT = BOTTOM + BARS + 134;

const caption = [
  'A dot on the dashed line: of the posts with this risk, as many are harmful as the model says; below it, fewer.',
  'Upright lines: 95 % intervals. Bars and numbers: groups in each tenth of the risk (a group is a frame with the',
  'posts made from it, or one natural text).',
];

// Colours stand twice: a picture in a page follows the reader's scheme, where the viewer knows it.
const style = `
  .ground { fill: #ffffff; } .frame { fill: none; stroke: #b6bcc4; } .grid { stroke: #e6e9ed; }
  .ideal { stroke: #6b7480; stroke-dasharray: 5 4; } .interval { stroke: #1f6f8b; stroke-width: 2; }
  .line { fill: none; stroke: #1f6f8b; stroke-width: 1.5; opacity: 0.55; } .dot { fill: #1f6f8b; }
  .bar { fill: #b9cdd6; } text { font-family: system-ui, "Noto Sans", sans-serif; font-size: 12px; fill: #1d242c; }
  .title { font-size: 17px; font-weight: 600; } .panel { font-size: 14px; font-weight: 600; }
  .quiet { fill: #525b66; } .count { font-size: 10px; fill: #525b66; }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #14191f; } .frame { stroke: #4a535e; } .grid { stroke: #262d36; } .ideal { stroke: #8d97a3; }
    .interval, .line { stroke: #6bbad6; } .dot { fill: #6bbad6; } .bar { fill: #35505d; }
    text { fill: #e6eaef; } .quiet, .count { fill: #a9b3be; }
  }`;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
const at = (value: number): string => String(Math.round(value * 10) / 10);

/** A reliability diagram as SVG: per panel, what the model said against what was true, and the groups in each bin. */
export function reliabilityPicture(title: string, panels: readonly ReliabilityPanel[]): string {
  const drawn = panels.slice(0, LEFT.length).map((panel, index) => drawPanel(panel, LEFT[index] ?? LEFT[0]));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title description">
<title id="title">${escaped(title)}</title>
<desc id="description">${escaped(panels.map(describe).join(' '))}</desc>
<style>${style}
</style>
<rect class="ground" width="${WIDTH}" height="${HEIGHT}" rx="6"/>
<text class="title" x="24" y="34">${escaped(title)}</text>
${drawn.join('\n')}
${caption.map((line, index) => `<text class="quiet" x="24" y="${HEIGHT - 52 + 18 * index}">${escaped(line)}</text>`).join('\n')}
</svg>
`;
}

function describe({ title, note, bins }: ReliabilityPanel): string {
  const percent = (share: number | null): string => `${Math.round((share ?? 0) * 100)} %`;
  const points = bins.flatMap(({ said, harmful, weight }) =>
    weight === 0 ? [] : [`said ${percent(said)}, true ${percent(harmful)} (${Math.round(weight)} groups)`],
  );
  return `${title} (${note}): ${points.join('; ')}.`;
}

function drawPanel({ title, note, bins }: ReliabilityPanel, left: number): string {
  const x = (share: number): string => at(left + share * SIDE);
  const y = (share: number): string => at(BOTTOM - share * SIDE);
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const grid = ticks.flatMap((tick) => [
    `<line class="grid" x1="${x(tick)}" y1="${TOP}" x2="${x(tick)}" y2="${BOTTOM}"/>`,
    `<line class="grid" x1="${left}" y1="${y(tick)}" x2="${left + SIDE}" y2="${y(tick)}"/>`,
    `<text class="quiet" x="${left - 8}" y="${at(BOTTOM - tick * SIDE + 4)}" text-anchor="end">${tick * 100}</text>`,
    `<text class="quiet" x="${x(tick)}" y="${BOTTOM + BARS + 34}" text-anchor="middle">${tick * 100}</text>`,
  ]);
  const points = bins.flatMap(({ said, harmful, low, high }) =>
    said === null || harmful === null ? [] : [{ said, harmful, low: low ?? harmful, high: high ?? harmful }],
  );
  const marks = points.flatMap(({ said, harmful, low, high }) => [
    `<line class="interval" x1="${x(said)}" y1="${y(low)}" x2="${x(said)}" y2="${y(high)}"/>`,
    `<circle class="dot" cx="${x(said)}" cy="${y(harmful)}" r="4.5"/>`,
  ]);
  const most = Math.max(1, ...bins.map(({ weight }) => weight));
  const bars = bins.flatMap(({ from, to, weight }) => {
    const height = (weight / most) * (BARS - 4);
    const middle = at(left + ((from + to) / 2) * SIDE);
    return [
      `<rect class="bar" x="${at(left + from * SIDE + 2)}" y="${at(BOTTOM + 6)}" width="${at((to - from) * SIDE - 4)}" height="${at(height)}"/>`,
      `<text class="count" x="${middle}" y="${at(BOTTOM + 6 + height + 11)}" text-anchor="middle">${Math.round(weight)}</text>`,
    ];
  });
  const middle = left + SIDE / 2;
  const upright = `${left - 40} ${TOP + SIDE / 2}`;
  return [
    `<text class="panel" x="${left}" y="${TOP - 30}">${escaped(title)}</text>`,
    `<text class="quiet" x="${left}" y="${TOP - 12}">${escaped(note)}</text>`,
    ...grid,
    `<rect class="frame" x="${left}" y="${TOP}" width="${SIDE}" height="${SIDE}"/>`,
    `<line class="ideal" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>`,
    `<polyline class="line" points="${points.map(({ said, harmful }) => `${x(said)},${y(harmful)}`).join(' ')}"/>`,
    ...marks,
    ...bars,
    `<text x="${middle}" y="${BOTTOM + BARS + 52}" text-anchor="middle">risk that the model says, %</text>`,
    `<text x="${left - 40}" y="${TOP + SIDE / 2}" text-anchor="middle" transform="rotate(-90 ${upright})">share that is harmful, %</text>`,
  ].join('\n');
}
