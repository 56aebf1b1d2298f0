import { flatScales, type ReadPost } from '../features/vectorise.ts';
import type { ServingNetwork } from '../network/compute-logits.ts';
import { createLocaliser, type HeadWeights, type LocalHead } from '../network/head.ts';
import { originOf } from '../normalise/traced-text.ts';

/**
 * `weight`: what the word adds to the logit of `output`, negative where it speaks against it. Offsets are UTF-16 units
 * of the original text.
 */
export type Contribution = { start: number; end: number; weight: number; output: number };

/** Explains outputs of a post, of which `pooled` are the summed embeddings: the strongest words of each, strongest first. */
export type Explain = (post: ReadPost, pooled: Float32Array, outputs: readonly number[]) => Contribution[];

/** One logit taken apart: `base` + the sum over `units`, which are those of the normalised text. */
export type Attribution = { base: number; units: Float64Array };

const STRONGEST = 12;

/** Prepares explanations with one network. */
export function createExplainer(network: ServingNetwork, weights: HeadWeights): Explain {
  const attribute = createAttributor(network, weights);
  return (post, pooled, outputs) => {
    const { normal, tokens } = post;
    if (tokens.length === 0) return [];
    return attribute(post, pooled, outputs).flatMap(({ units }, index) => {
      const output = outputs[index] ?? 0;
      const weighed = tokens.map(({ start, end }) => {
        let weight = 0;
        for (let at = start; at < end; at += 1) weight += units[at] ?? 0;
        return { start, end, weight };
      });
      if (weighed.length > 1) weighed.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
      return weighed
        .slice(0, STRONGEST)
        .map(({ start, end, weight }): Contribution => ({ ...originOf(normal, start, end), weight, output }));
    });
  };
}

/**
 * Takes logits apart, exactly: the linear part is a sum over features, and so is the bag as long as the same units of
 * its ReLU stay on, as they do for the post itself. Each feature's share is divided among the places where it stands,
 * and there among the letters.
 */
export function createAttributor(
  network: ServingNetwork,
  weights: HeadWeights,
): (post: ReadPost, pooled: Float32Array, outputs: readonly number[]) => Attribution[] {
  const localise = createLocaliser(weights);
  const { linear, mixture } = network;
  const withoutBag: LocalHead = { slopes: new Float64Array(), base: 0 };
  return (post, pooled, outputs) => {
    const hasBag = outputs.some((output) => mixture.bag[output] !== 0);
    const heads = hasBag ? localise(pooled, outputs) : outputs.map(() => withoutBag);
    return heads.map((local, index): Attribution => {
      const output = outputs[index] ?? 0;
      return {
        base:
          (mixture.linear[output] ?? 0) * (linear.intercepts[output] ?? 0) +
          (mixture.bag[output] ?? 0) * local.base +
          (mixture.offsets[output] ?? 0),
        units: spread(post, featureWeights(network, post, local, output)),
      };
    });
  };
}

/** What each entry of the vector adds to the logit of one output. */
function featureWeights(
  { linear, bag, mixture }: ServingNetwork,
  { vector }: Pick<ReadPost, 'vector'>,
  { slopes }: LocalHead,
  output: number,
): Float64Array {
  const { rows, values, words } = vector;
  const { dimensions, table, scales } = bag;
  const { labels, tfidf, flat } = linear;
  const straight = (mixture.linear[output] ?? 0) * (linear.scales?.tfidf[output] ?? 1);
  const present = (mixture.linear[output] ?? 0) * (linear.scales?.flat[output] ?? 1);
  const [character, word] = flatScales(vector);
  const share = mixture.bag[output] ?? 0;
  const deepSlopes = slopes.map((slope, d) => share * slope * (scales ? (scales[d] ?? 0) : 1));
  const weights = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] ?? 0;
    const deep = dot(table, row * dimensions, deepSlopes);
    const at = row * labels + output;
    weights[i] =
      (values[i] ?? 0) * (straight * (tfidf[at] ?? 0) + deep) +
      (i < words ? character : word) * present * (flat[at] ?? 0);
  }
  return weights;
}

/** Four sums at a time, so that no addition waits for the one before. */
function dot(table: Float32Array | Int8Array, from: number, factors: Float64Array): number {
  const { length } = factors;
  const whole = length & ~3;
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  for (let d = 0; d < whole; d += 4) {
    const at = from + d;
    sum0 += (table[at] ?? 0) * (factors[d] ?? 0);
    sum1 += (table[at + 1] ?? 0) * (factors[d + 1] ?? 0);
    sum2 += (table[at + 2] ?? 0) * (factors[d + 2] ?? 0);
    sum3 += (table[at + 3] ?? 0) * (factors[d + 3] ?? 0);
  }
  for (let d = whole; d < length; d += 1) sum0 += (table[from + d] ?? 0) * (factors[d] ?? 0);
  return sum0 + sum1 + sum2 + sum3;
}

/** Divides each feature's weight among the letters it covers, wherever it stands. */
function spread({ normal, places }: ReadPost, weights: Float64Array): Float64Array {
  const { entries, starts, ends } = places;
  const times = new Int32Array(weights.length);
  for (let i = 0; i < entries.length; i += 1) {
    const entry = entries[i] ?? 0;
    times[entry] = (times[entry] ?? 0) + 1;
  }
  // By how much each unit has more than the one before; summed up at the end.
  const steps = new Float64Array(normal.text.length + 1);
  for (let i = 0; i < entries.length; i += 1) {
    const entry = entries[i] ?? 0;
    const start = starts[i] ?? 0;
    const end = ends[i] ?? 0;
    const share = (weights[entry] ?? 0) / ((times[entry] ?? 1) * (end - start));
    steps[start] = (steps[start] ?? 0) + share;
    steps[end] = (steps[end] ?? 0) - share;
  }
  for (let at = 1; at < steps.length; at += 1) steps[at] = (steps[at] ?? 0) + (steps[at - 1] ?? 0);
  return steps.subarray(0, normal.text.length);
}
