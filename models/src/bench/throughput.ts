import { tokenise } from '../features/tokens.ts';
import { createReader, createVectoriser } from '../features/vectorise.ts';
import { createExplainer } from '../infer/explain.ts';
import type { Model } from '../infer/load-model.ts';
import { addLinear } from '../linear/linear-layer.ts';
import type { ServingNetwork } from '../network/compute-logits.ts';
import type { HeadWeights } from '../network/head.ts';
import { normalise } from '../normalise/normalise.ts';
import { type Figure, median, rounded } from './figure.ts';

const BATCH = 64;

type Stage = { name: string; wanted?: Figure['wanted']; run: () => void | Promise<void> };

/**
 * Posts per second of each stage, all from raw text but the first: the bare sparse dot product of the same features
 * with one row of floats per output, which is what no classifier over them can beat. Rounds are interleaved, so that
 * whatever else the machine does meets every stage alike; each figure is the median of its rounds.
 */
export async function measureThroughput(
  texts: readonly string[],
  model: Pick<Model, 'score'>,
  { network, weights }: { network: ServingNetwork; weights: HeadWeights },
  rounds: number,
): Promise<Figure[]> {
  const stages = stagesOf(texts, model, network, weights);
  const seconds = new Map<string, number[]>(stages.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, run } of stages) {
      const startedAt = performance.now();
      await run();
      // The first round is for the compiler.
      if (round > 0) seconds.get(name)?.push((performance.now() - startedAt) / 1_000);
    }
  }
  const perSecond = (name: string): number => texts.length / median(seconds.get(name) ?? []);
  const baseline = perSecond(stages[0]?.name ?? '');
  return stages.map(({ name, wanted }) => ({
    name,
    value: rounded(perSecond(name)),
    unit: 'posts/s',
    baseline: rounded(baseline),
    ratio: rounded(perSecond(name) / baseline),
    ...(wanted ? { wanted } : {}),
  }));
}

function stagesOf(
  texts: readonly string[],
  model: Pick<Model, 'score'>,
  network: ServingNetwork,
  weights: HeadWeights,
): Stage[] {
  const vectorise = createVectoriser(network.table);
  const { read } = createReader(network.table);
  const { labels } = network.linear;
  const explainLinear = createExplainer(linearAlone(network), weights);
  const vectors = texts.map(vectorise);
  const dense = Float32Array.from(network.linear.tfidf);
  const logits = new Float32Array(labels);
  const nothing = new Float32Array();
  const eachBatch = async (explain: boolean): Promise<void> => {
    for (let from = 0; from < texts.length; from += BATCH) {
      const posts = texts.slice(from, from + BATCH).map((text) => ({ text }));
      await model.score(posts, { explain });
    }
  };
  return [
    {
      name: 'bare sparse dot product',
      run: () => {
        for (const { rows, values } of vectors) {
          logits.fill(0);
          for (let i = 0; i < rows.length; i += 1) {
            const from = (rows[i] ?? 0) * labels;
            const value = values[i] ?? 0;
            for (let label = 0; label < labels; label += 1) {
              logits[label] = (logits[label] ?? 0) + value * (dense[from + label] ?? 0);
            }
          }
        }
      },
    },
    {
      name: 'normalise',
      run: () => {
        for (const text of texts) normalise(text);
      },
    },
    {
      name: 'normalise, words',
      run: () => {
        for (const text of texts) tokenise(normalise(text));
      },
    },
    {
      name: 'normalise, words, features',
      run: () => {
        for (const text of texts) vectorise(text);
      },
    },
    {
      name: 'linear member',
      wanted: { atLeast: 10_000 },
      run: () => {
        for (const text of texts) {
          logits.fill(0);
          addLinear(network.linear, vectorise(text), logits, 0);
        }
      },
    },
    { name: `combination, ${BATCH} at once`, wanted: { atLeast: 5_000 }, run: () => eachBatch(false) },
    {
      name: 'linear member, explained',
      wanted: { atLeast: 1_000 },
      run: () => {
        for (const text of texts) {
          const post = read(text);
          logits.fill(0);
          addLinear(network.linear, post.vector, logits, 0);
          explainLinear(post, nothing, [labels - 1]);
        }
      },
    },
    {
      name: `combination, ${BATCH} at once, explained`,
      wanted: { atLeast: 1_000 },
      run: () => eachBatch(true),
    },
  ];
}

/** The same network, of which only the linear part is heard. */
const linearAlone = (network: ServingNetwork): ServingNetwork => ({
  ...network,
  mixture: {
    linear: network.mixture.linear.map(() => 1),
    bag: network.mixture.bag.map(() => 0),
    offsets: network.mixture.offsets.map(() => 0),
  },
});
