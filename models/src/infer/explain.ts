import { emitCharacterNgrams, emitWordNgrams } from '../features/ngrams.ts';
import { tokenise } from '../features/tokens.ts';
import { createTokenVectoriser, flatScales, type SparseVector } from '../features/vectorise.ts';
import { type Network, pooledOf } from '../network/compute-logits.ts';
import { type HeadWeights, headSlopes } from '../network/head.ts';
import { normalise } from '../normalise/normalise.ts';

/**
 * `weight`: what the word adds to the logit of `output`, negative where it speaks against it. Offsets are UTF-16 units
 * of the original text.
 */
export type Contribution = { start: number; end: number; weight: number; output: number };

/** Explains the outputs of one post: the strongest `limit` words of each, strongest first. */
export type Explain = (text: string, outputs: readonly number[], limit?: number) => Contribution[];

/**
 * Takes logits apart into the words they come from, exactly: the linear part is a sum over features, and so is the bag
 * as long as the same units of its ReLU stay on, as they do for the post itself. Each n-gram's share is spread over
 * the letters it covers and summed per word; what lies on spaces and punctuation is left out.
 */
export function createExplainer(network: Network, weights: HeadWeights): Explain {
  const { ofTokens } = createTokenVectoriser(network.table);
  return (text, outputs, limit = 12) => {
    const normal = normalise(text, true);
    const tokens = tokenise(normal);
    if (tokens.length === 0) return [];
    const vector = ofTokens(normal.text, tokens);
    const covered = coverage(network, normal.text, tokens);
    const slopes = headSlopes(weights, pooledOf(network.bag, vector));
    return outputs.flatMap((output) => {
      const perRow = rowContributions(network, vector, slopes[output] ?? new Float32Array(), output);
      const units = new Float64Array(normal.text.length);
      for (let i = 0; i < covered.rows.length; i += 1) {
        const row = covered.rows[i] ?? 0;
        const [start = 0, end = 0] = [covered.starts[i], covered.ends[i]];
        const share = (perRow.get(row) ?? 0) / (covered.times.get(row) ?? 1) / (end - start);
        for (let at = start; at < end; at += 1) units[at] = (units[at] ?? 0) + share;
      }
      return tokens
        .map(({ start, end }): Contribution => {
          let weight = 0;
          for (let at = start; at < end; at += 1) weight += units[at] ?? 0;
          const from = normal.origin?.starts[start] ?? 0;
          return { start: from, end: normal.origin?.ends[end - 1] ?? from, weight, output };
        })
        .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
        .slice(0, limit);
    });
  };
}

/** Every occurrence of a known feature, and how often each occurs. */
function coverage(network: Network, normalText: string, tokens: ReturnType<typeof tokenise>) {
  const rows: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const times = new Map<number, number>();
  const note = (hash: number, start: number, end: number): void => {
    const row = network.table.rowOf(hash);
    if (row === -1) return;
    rows.push(row);
    starts.push(start);
    ends.push(end);
    times.set(row, (times.get(row) ?? 0) + 1);
  };
  emitCharacterNgrams(normalText, note);
  emitWordNgrams(tokens, note);
  return { rows, starts, ends, times };
}

/** What each row of the post adds to the logit of one output. */
function rowContributions(
  { linear, bag, mixture }: Network,
  vector: SparseVector,
  slopes: Float32Array,
  output: number,
): Map<number, number> {
  const [character, word] = flatScales(vector);
  const contributions = new Map<number, number>();
  for (const [i, row] of vector.rows.entries()) {
    const value = vector.values[i] ?? 0;
    const at = row * linear.labels + output;
    const straight =
      value * (linear.tfidf[at] ?? 0) + (i < vector.words ? character : word) * (linear.flat[at] ?? 0);
    let deep = 0;
    for (let d = 0; d < bag.dimensions; d += 1) {
      deep += (bag.table[row * bag.dimensions + d] ?? 0) * (slopes[d] ?? 0);
    }
    contributions.set(
      row,
      (mixture.linear[output] ?? 0) * straight + (mixture.bag[output] ?? 0) * value * deep,
    );
  }
  return contributions;
}
