import type { Platt } from '../calibrate/platt.ts';
import { hashString } from '../features/hash.ts';
import type { SparseVector } from '../features/vectorise.ts';
import { evenWeights } from './even-weights.ts';
import type { LinearLayer } from './linear-layer.ts';
import { naiveBayesFactors } from './naive-bayes-ratio.ts';
import { packVectors, type SparseMatrix, scaleColumns, type View } from './sparse-matrix.ts';
import { stackMembers } from './stack-members.ts';
import { type Hyperplane, scorePosts, trainSupportVectors } from './support-vectors.ts';

/**
 * A post, what is true of it (0 or 1 per label), and how much an error on it counts. Posts of one group (an author, a
 * template, a campaign) are never on both sides of a fold; without one, a post is a group of its own.
 */
export type LearningPost = {
  vector: SparseVector;
  truth: ArrayLike<number>;
  weight?: number;
  group?: string;
};

type Member = { view: View; naiveBayes: number; cost: number };

/**
 * What each member sees, the share of the log-count ratio in its features, and the price of an error. Those that differ
 * only in their cost stand together, the cheapest first: each starts where the one before ended.
 */
const members: readonly Member[] = [
  { view: 'tfidf', naiveBayes: 0, cost: 0.15 },
  { view: 'tfidf', naiveBayes: 0.4, cost: 0.03 },
  { view: 'tfidf', naiveBayes: 0.4, cost: 0.09 },
  { view: 'flat', naiveBayes: 0, cost: 0.15 },
];

const FOLDS = 4;

type Views = Record<View, SparseMatrix>;
type Shape = { features: number; labels: number };
type Trained = { view: View; planes: { weights: Float32Array; intercept: number }[] };

/**
 * Trains every member, one label against the rest, and joins them by a stack that is fitted to what they say about
 * training posts they did not see (see `stackMembers`). The joined logits are again linear in the two views, so all
 * members are merged into one layer.
 */
export function trainLinear(
  posts: readonly LearningPost[],
  validation: readonly LearningPost[],
  shape: Shape,
  seed: number,
  log: (line: string) => void,
): LinearLayer {
  const held = packViews(validation, shape.features);
  const all = trainAll(posts, held, validation.length, shape, seed);
  const unseen = scoreOutOfFold(posts, shape, seed);
  const { shares, columns } = stackMembers(
    { posts, scores: unseen },
    { posts: validation, scores: all.scores },
    { labels: shape.labels, members: members.length },
    log,
  );
  return merge(all.trained, columns, shares, shape);
}

function packViews(posts: readonly LearningPost[], features: number): Views {
  const vectors = posts.map(({ vector }) => vector);
  return { tfidf: packVectors(vectors, features, 'tfidf'), flat: packVectors(vectors, features, 'flat') };
}

/** Trains on `posts` and scores the held posts: row-major [held × (members × labels)]. */
function trainAll(
  posts: readonly LearningPost[],
  held: Views,
  heldPosts: number,
  { features, labels }: Shape,
  seed: number,
): { trained: Trained[]; scores: Float32Array } {
  const views = packViews(posts, features);
  const weights = evenWeights(posts);
  const width = members.length * labels;
  const scores = new Float32Array(heldPosts * width);
  const trained = members.map(({ view }): Trained => ({ view, planes: [] }));
  for (let label = 0; label < labels; label += 1) {
    const truth = Float32Array.from(posts, (post) => post.truth[label] ?? 0);
    let before: { member: Member; scaled: Scaled; dual: Float64Array } | undefined;
    for (const [position, member] of members.entries()) {
      const follows =
        before?.member.view === member.view && before.member.naiveBayes === member.naiveBayes
          ? before
          : undefined;
      const scaled = follows?.scaled ?? scale(views[member.view], truth, member.naiveBayes);
      const start = follows?.dual;
      const found = trainSupportVectors(scaled.matrix, truth, { cost: member.cost, weights, seed, start });
      before = { member, scaled, dual: found.dual };
      const plane = unscale(found, scaled.factors);
      for (const [post, score] of scorePosts(held[member.view], plane).entries()) {
        scores[post * width + position * labels + label] = score;
      }
      trained[position]?.planes.push({
        weights: Float32Array.from(plane.weights),
        intercept: plane.intercept,
      });
    }
  }
  return { trained, scores };
}

type Scaled = { matrix: SparseMatrix; factors?: Float32Array };

function scale(matrix: SparseMatrix, truth: Float32Array, naiveBayes: number): Scaled {
  if (naiveBayes === 0) return { matrix };
  const factors = naiveBayesFactors(matrix, truth, naiveBayes);
  return { matrix: scaleColumns(matrix, factors), factors };
}

/** Scales the weights instead of the features, so that the plane is one of the plain features. */
function unscale({ weights, intercept }: Hyperplane, factors: Float32Array | undefined): Hyperplane {
  if (!factors) return { weights, intercept };
  return { weights: weights.map((weight, column) => weight * (factors[column] ?? 0)), intercept };
}

/** What members that were trained on the other folds say about each training post, in the layout of `trainAll`. */
function scoreOutOfFold(posts: readonly LearningPost[], shape: Shape, seed: number): Float32Array {
  const foldOf = posts.map(({ group }, index) => hashString(group ?? String(index)) % FOLDS);
  const width = members.length * shape.labels;
  const scores = new Float32Array(posts.length * width);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const left = [...posts.keys()].filter((index) => foldOf[index] === fold);
    const heldPosts = left.flatMap((index) => posts[index] ?? []);
    const others = posts.filter((_, index) => foldOf[index] !== fold);
    const { scores: found } = trainAll(
      others,
      packViews(heldPosts, shape.features),
      heldPosts.length,
      shape,
      seed,
    );
    for (const [row, index] of left.entries()) {
      scores.set(found.subarray(row * width, (row + 1) * width), index * width);
    }
  }
  return scores;
}

/** Adds up the planes of all members: logits = Σ share · (slope · score + offset) + constant. */
function merge(
  all: readonly Trained[],
  columns: readonly Platt[],
  shares: readonly Float64Array[],
  { features, labels }: Shape,
): LinearLayer {
  const layer: LinearLayer = {
    labels,
    tfidf: new Float32Array(features * labels),
    flat: new Float32Array(features * labels),
    intercepts: new Float32Array(labels),
  };
  for (const [label, share] of shares.entries()) {
    layer.intercepts[label] = share[columns.length] ?? 0;
    for (const [position, { view, planes }] of all.entries()) {
      for (const [other, { weights, intercept }] of planes.entries()) {
        const column = position * labels + other;
        const { slope, offset } = columns[column] ?? { slope: 0, offset: 0 };
        const factor = (share[column] ?? 0) * slope;
        layer.intercepts[label] =
          (layer.intercepts[label] ?? 0) + factor * intercept + (share[column] ?? 0) * offset;
        if (factor === 0) continue;
        const table = layer[view];
        for (let row = 0; row < features; row += 1) {
          const at = row * labels + label;
          table[at] = (table[at] ?? 0) + factor * (weights[row] ?? 0);
        }
      }
    }
  }
  return layer;
}
