import { fitMemberPlatt, type Platt } from '../calibrate/platt.ts';
import { meanAveragePrecision } from '../evaluate/ranking.ts';
import { fitStack, type StackInput } from './fit-stack.ts';

type Post = { truth: ArrayLike<number>; weight?: number };

/** Posts with what each member says about each label: row-major [posts × (members × labels)]. */
type Scored = { posts: readonly Post[]; scores: Float32Array };

/** How strongly shares are pulled towards the plain mean, descending; the best by validation AUPRC is used. */
const RIDGES = [1000, 100, 10];

/** Shares of each label: one per column (member × label), then a constant. `columns` calibrates what is shared. */
export type Stack = { shares: Float64Array[]; columns: Platt[] };

/**
 * Learns how the members are joined (Wolpert, "Stacked generalization", 1992). Each member's score of each label is
 * calibrated; a label's logit is a weighted sum of all of them, so that a member counts where it is good, and labels
 * speak for and against one another. The weights are fitted to `unseen`: training posts scored by members that were
 * trained without them. Members that saw all training posts are more sure, so theirs are calibrated on validation.
 */
export function stackMembers(
  unseen: Scored,
  validation: Scored,
  shape: { labels: number; members: number },
  log: (line: string) => void,
): Stack {
  const columns = calibrateColumns(validation, shape);
  const input = toInput(unseen, calibrateColumns(unseen, shape));
  const held = toInput(validation, columns);
  const plain = Array.from({ length: shape.labels }, (_, label) => plainMean(label, shape));
  const fitted = plain.map((start, label) => fitStack(input, truthOf(unseen.posts, label), start, RIDGES));
  const candidates = [
    { name: 'the plain mean', shares: plain },
    ...RIDGES.map((ridge, index) => ({
      name: `ridge ${ridge}`,
      shares: fitted.map((each, label) => each[index] ?? plain[label] ?? new Float64Array(input.columns)),
    })),
  ];
  let best = { precision: Number.NEGATIVE_INFINITY, shares: plain };
  for (const { name, shares } of candidates) {
    const precision = precisionOf(held, validation.posts, shares);
    log(`members joined by ${name}: validation AUPRC ${precision.toFixed(4)}`);
    if (precision > best.precision) best = { precision, shares };
  }
  return { shares: best.shares, columns };
}

function plainMean(label: number, { labels, members }: { labels: number; members: number }): Float64Array {
  const shares = new Float64Array(members * labels + 1);
  for (let member = 0; member < members; member += 1) shares[member * labels + label] = 1 / members;
  return shares;
}

function truthOf(posts: readonly Post[], label: number): Float32Array {
  return Float32Array.from(posts, ({ truth }) => truth[label] ?? 0);
}

function calibrateColumns(
  { posts, scores }: Scored,
  { labels, members }: { labels: number; members: number },
): Platt[] {
  const width = members * labels;
  return Array.from({ length: width }, (_, column) =>
    fitMemberPlatt(
      posts.map(({ truth, weight = 1 }, post) => ({
        logit: scores[post * width + column] ?? 0,
        positive: (truth[column % labels] ?? 0) > 0,
        weight,
      })),
    ),
  );
}

function toInput({ posts, scores }: Scored, calibrations: readonly Platt[]): StackInput {
  const width = calibrations.length;
  const columns = width + 1;
  const rows = new Float32Array(posts.length * columns);
  for (const post of posts.keys()) {
    for (const [column, { slope, offset }] of calibrations.entries()) {
      rows[post * columns + column] = slope * (scores[post * width + column] ?? 0) + offset;
    }
    rows[post * columns + width] = 1;
  }
  return { rows, columns, weights: Float32Array.from(posts, ({ weight = 1 }) => weight) };
}

function precisionOf(
  { rows, columns }: StackInput,
  posts: readonly Post[],
  shares: readonly Float64Array[],
): number {
  return meanAveragePrecision(
    shares.map((share, label) =>
      posts.map(({ truth, weight = 1 }, post) => {
        let score = 0;
        for (let column = 0; column < columns; column += 1) {
          score += (share[column] ?? 0) * (rows[post * columns + column] ?? 0);
        }
        return { score, positive: (truth[label] ?? 0) > 0, weight };
      }),
    ),
  );
}
