import { fitPlatt, type Platt } from '../calibrate/platt.ts';
import { meanAveragePrecision } from '../evaluate/ranking.ts';
import type { SparseVector } from '../features/vectorise.ts';
import type { LinearLayer } from './linear-layer.ts';
import { naiveBayesFactors } from './naive-bayes-ratio.ts';
import { packVectors, type SparseMatrix, scaleColumns, type View } from './sparse-matrix.ts';
import { type Hyperplane, scorePosts, trainSupportVectors } from './support-vectors.ts';

/** A post, what is true of it (0 or 1 per label), and how much an error on it counts. */
export type LearningPost = { vector: SparseVector; truth: ArrayLike<number>; weight?: number };

/** Prices of an error that are tried; the one with the best validation AUPRC serves all members. */
const COSTS = [0.05, 0.15, 0.4];

/** The three members: what they see, and the share of the log-count ratio in their features. */
const members: readonly { view: View; naiveBayes: number; cost: number }[] = [
  { view: 'tfidf', naiveBayes: 0, cost: 1 },
  { view: 'tfidf', naiveBayes: 0.4, cost: 0.6 },
  { view: 'flat', naiveBayes: 0, cost: 1 },
];

type Trained = { view: View; planes: Hyperplane[]; validation: Float64Array[] };

/**
 * Trains every member, one against the rest, calibrates each on the validation posts and merges them: the mean of
 * their calibrated logits is again linear in the two views.
 */
export function trainLinear(
  posts: readonly LearningPost[],
  validation: readonly LearningPost[],
  shape: { features: number; labels: number },
  seed: number,
  log: (line: string) => void,
): LinearLayer {
  const data = prepare(posts, validation, shape.features);
  const truths = Array.from({ length: shape.labels }, (_, label) => ({
    train: Float32Array.from(posts, ({ truth }) => truth[label] ?? 0),
    validation: validation.map(({ truth }) => (truth[label] ?? 0) > 0),
  }));
  const weights = Float32Array.from(posts, ({ weight = 1 }) => weight);
  const train = (member: (typeof members)[number], cost: number): Trained => {
    const { train: matrix, validation: held } = data[member.view];
    const planes: Hyperplane[] = [];
    const scores: Float64Array[] = [];
    for (const truth of truths) {
      const { plane, score } = trainOne(matrix, held, truth.train, member.naiveBayes, {
        cost: cost * member.cost,
        weights,
        seed,
      });
      planes.push(plane);
      scores.push(score);
    }
    return { view: member.view, planes, validation: scores };
  };
  const precision = ({ validation: scores }: Trained): number =>
    meanAveragePrecision(
      truths.map(({ validation: truth }, label) =>
        truth.map((positive, index) => ({
          score: scores[label]?.[index] ?? 0,
          positive,
          weight: validation[index]?.weight ?? 1,
        })),
      ),
    );
  const [plain, ...others] = members;
  if (!plain) throw new RangeError('There is no member to train.');
  let best: { trained: Trained; cost: number; precision: number } | undefined;
  for (const cost of COSTS) {
    const trained = train(plain, cost);
    const reached = precision(trained);
    log(`linear, cost ${cost}: validation AUPRC ${reached.toFixed(4)}`);
    if (!best || reached > best.precision) best = { trained, cost, precision: reached };
  }
  const chosen = best ?? { trained: train(plain, 0.15), cost: 0.15 };
  const all = [chosen.trained, ...others.map((member) => train(member, chosen.cost))];
  return merge(all, truths, validation, shape);
}

function prepare(posts: readonly LearningPost[], validation: readonly LearningPost[], features: number) {
  const pack = (list: readonly LearningPost[], view: View): SparseMatrix =>
    packVectors(
      list.map(({ vector }) => vector),
      features,
      view,
    );
  const both = (view: View) => ({ train: pack(posts, view), validation: pack(validation, view) });
  return { tfidf: both('tfidf'), flat: both('flat') };
}

/** Trains on scaled features and scales the weights instead, so that the plane is one of the plain features. */
function trainOne(
  matrix: SparseMatrix,
  held: SparseMatrix,
  truth: Float32Array,
  naiveBayes: number,
  settings: { cost: number; weights: Float32Array; seed: number },
): { plane: Hyperplane; score: Float64Array } {
  if (naiveBayes === 0) {
    const plane = trainSupportVectors(matrix, truth, settings);
    return { plane, score: scorePosts(held, plane) };
  }
  const factors = naiveBayesFactors(matrix, truth, naiveBayes);
  const scaled = trainSupportVectors(scaleColumns(matrix, factors), truth, settings);
  const weights = scaled.weights.map((weight, column) => weight * (factors[column] ?? 0));
  const plane = { weights, intercept: scaled.intercept };
  return { plane, score: scorePosts(held, plane) };
}

function merge(
  all: readonly Trained[],
  truths: readonly { validation: boolean[] }[],
  validation: readonly LearningPost[],
  { features, labels }: { features: number; labels: number },
): LinearLayer {
  const layer: LinearLayer = {
    labels,
    tfidf: new Float32Array(features * labels),
    flat: new Float32Array(features * labels),
    intercepts: new Float32Array(labels),
  };
  for (const { view, planes, validation: scores } of all) {
    for (const [label, { weights, intercept }] of planes.entries()) {
      const { slope, offset }: Platt = fitPlatt(
        validation.map(({ weight = 1 }, index) => ({
          logit: scores[label]?.[index] ?? 0,
          positive: truths[label]?.validation[index] === true,
          weight,
        })),
      );
      const table = layer[view];
      const share = slope / all.length;
      for (const [column, weight] of weights.entries()) {
        const at = column * labels + label;
        table[at] = (table[at] ?? 0) + share * weight;
      }
      layer.intercepts[label] = (layer.intercepts[label] ?? 0) + share * intercept + offset / all.length;
    }
  }
  return layer;
}
