import '@tensorflow/tfjs-backend-cpu';
import type { Category } from '@lapwing/contracts/taxonomy';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type Calibration, languageOf } from '../calibrate/calibration.ts';
import { fitCalibration } from '../calibrate/fit-calibration.ts';
import { judge } from '../evaluate/judge.ts';
import { type Metrics, measure, shareAbove } from '../evaluate/metrics.ts';
import { chooseFeatures, type FeatureTable, selectFeatures } from '../features/feature-table.ts';
import { createVectoriser, distinctFeatures } from '../features/vectorise.ts';
import { createScorer, type ScorePosts } from '../infer/score-posts.ts';
import { evenWeights } from '../linear/even-weights.ts';
import { packVectors } from '../linear/sparse-matrix.ts';
import { trainSupportVectors } from '../linear/support-vectors.ts';
import { computeLogits, type Mixture, type Network } from '../network/compute-logits.ts';
import { readHeadWeights } from '../network/head.ts';
import { dequantise, type Quantised, quantise, quantiseFinely } from '../network/quantise.ts';
import { createRandom } from '../random.ts';
import { disguise } from './disguise.ts';
import { type Example, splits, TrainingDataError } from './example.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import {
  type BackgroundPost,
  learnableLabels,
  type PreparedPost,
  prepareBackground,
  preparePosts,
} from './prepare-posts.ts';
import { trainMembers } from './train-members.ts';

/** A trained model before it is written: exactly the (quantised) numbers that were calibrated and measured. */
export type TrainedModel = {
  labels: Category[];
  languages: string[];
  table: FeatureTable;
  linear: { tfidf: Quantised<Int16Array>; flat: Quantised<Int16Array>; intercepts: Float32Array };
  bag: Quantised;
  mixture: Mixture;
  head: LayersModel;
  calibration: Calibration;
  metrics: Metrics;
  settings: Hyperparameters;
  sources: string[];
  /** Scores as the written model will. */
  score: ScorePosts;
};

export type TrainingData = { examples: readonly Example[]; background?: readonly BackgroundPost[] };

/** The price of an error for the model that only says which features carry weight. */
const CHOOSING_COST = 0.15;
/** How much an error on a harmless post of the open web counts beside one on an example. */
const BACKGROUND_WEIGHT = 0.2;

/**
 * Trains, quantises, calibrates and measures. Same data, settings and Node version: same model. Besides the labels
 * there is one more output, last: harmful in any category, also one that has too few examples to be a label. Throws TrainingDataError where the data teach nothing.
 */
export async function trainModel(
  { examples, background = [] }: TrainingData,
  settings: Hyperparameters,
  log: (line: string) => void,
): Promise<TrainedModel> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const prepared = preparePosts(examples, settings.seed);
  const ordinary = prepareBackground(background, examples, settings.seed);
  const labels = learnableLabels(prepared, settings.minGroups);
  if (labels.length === 0) {
    throw new TrainingDataError(
      `No category has ${settings.minGroups} groups of training examples, and some to choose and calibrate by.`,
    );
  }
  for (const split of ['validation', 'calibration'] as const) {
    if (!prepared.some((post) => post.split === split && post.labels.length === 0)) {
      throw new TrainingDataError(`There is no harmless example in the ${split} split.`);
    }
  }
  const fold = (split: (typeof splits)[number]): PreparedPost[] =>
    prepared.filter((post) => post.split === split);
  const ordinaryFold = (split: (typeof splits)[number]): PreparedPost[] =>
    ordinary.filter((post) => post.split === split).map((post) => ({ ...post, weight: BACKGROUND_WEIGHT }));
  const train = [...withDisguises(fold('train'), settings.seed), ...ordinaryFold('train')];
  const validation = [...fold('validation'), ...ordinaryFold('validation')];
  const truthOf = (post: PreparedPost): boolean[] => labels.map((label) => post.labels.includes(label));
  const outputs = labels.length + 1;

  const table = chooseTable(train, labels, settings, log);
  log(`${train.length} training posts, ${table.hashes.length} features, labels ${labels.join(', ')}`);
  const vectorise = createVectoriser(table);
  const learning = (post: PreparedPost) => {
    const truth = truthOf(post);
    return {
      vector: vectorise(post.text),
      truth: Float32Array.from([...truth, post.labels.length > 0], Number),
      weight: post.weight,
      group: post.group,
    };
  };
  const members = trainMembers(
    train.map(learning),
    validation.map(learning),
    { table, labels: outputs },
    settings,
    log,
  );
  const { head, mixture } = members;
  const linear = {
    tfidf: quantiseFinely(members.linear.tfidf, outputs),
    flat: quantiseFinely(members.linear.flat, outputs),
    intercepts: members.linear.intercepts,
  };
  const bag = quantise(members.bag.table, settings.dimensions);
  const network: Network = {
    table,
    linear: { ...members.linear, tfidf: dequantise(linear.tfidf), flat: dequantise(linear.flat) },
    bag: { ...members.bag, table: dequantise(bag) },
    head,
    mixture,
  };
  const languages = [
    ...new Set(fold('train').flatMap(({ lang }) => (lang === 'und' ? [] : [languageOf(lang)]))),
  ].sort();
  const logitsOf = (posts: readonly PreparedPost[]): { logits: Float32Array; knownWords: number }[] =>
    posts.map(({ text }) => {
      const vector = vectorise(text);
      return { logits: computeLogits(network, [vector]), knownWords: vector.knownWords };
    });
  const held = fold('calibration');
  const heldOrdinary = ordinaryFold('calibration');
  const calibration = fitCalibration(
    logitsOf(held).map((output, index) => ({
      ...output,
      truth: held[index] ? truthOf(held[index]) : [],
      harmful: (held[index]?.labels.length ?? 0) > 0,
      weight: held[index]?.weight ?? 1,
      lang: held[index]?.lang ?? 'und',
    })),
    logitsOf(heldOrdinary).map(({ logits }, index) => ({ logits, lang: heldOrdinary[index]?.lang ?? 'und' })),
    labels.length,
    languages,
  );
  const score = createScorer(labels, calibration, network, await readHeadWeights(head));
  const test = fold('test');
  const riskThreshold = calibration.riskThreshold;
  const judged = judge({ labels, languages, riskThreshold, score }, test);
  const metrics: Metrics = {
    test: measure(judged, labels),
    abstained: judged.filter(({ abstained }) => abstained).length / Math.max(1, judged.length),
    falsePositiveRate: shareAbove(judged, calibration.riskThreshold, false),
    recall: shareAbove(judged, calibration.riskThreshold, true),
    counts: {
      ...Object.fromEntries(splits.map((split) => [split, fold(split).length])),
      background: ordinary.length,
      groups: new Set(prepared.map(({ group }) => group)).size,
      features: table.hashes.length,
    },
    chosen: members.chosen,
  };
  const sources = [
    ...new Set([...examples.map(({ source }) => source), ...background.map(({ source }) => source)]),
  ].sort();
  return {
    labels,
    languages,
    table,
    linear,
    bag,
    mixture,
    head,
    calibration,
    metrics,
    settings,
    sources,
    score,
  };
}

/** Every second training post once more, disguised, in the same group; both weigh what the one did. */
function withDisguises(posts: readonly PreparedPost[], seed: number): PreparedPost[] {
  const random = createRandom(seed);
  return posts.flatMap((post): PreparedPost[] => {
    if (random() < 0.5) return [post];
    const weight = post.weight / 2;
    return [
      { ...post, weight },
      { ...post, weight, text: disguise(post.text, post.lang, random) },
    ];
  });
}

const isLabelled =
  (label: Category) =>
  (post: PreparedPost): boolean =>
    post.labels.includes(label);

/**
 * Chooses the features. Where there are more than `maxFeatures`, a linear model of all of them says which ones carry
 * weight: the most widespread would be those of the background, which is the larger part.
 */
function chooseTable(
  train: readonly PreparedPost[],
  labels: readonly Category[],
  { maxFeatures, seed }: Hyperparameters,
  log: (line: string) => void,
): FeatureTable {
  const all = chooseFeatures(
    train.map(({ text, group }) => ({ hashes: distinctFeatures(text), group })),
    8 * maxFeatures,
  );
  if (all.hashes.length <= maxFeatures) return all;
  log(`choosing ${maxFeatures} of ${all.hashes.length} features`);
  const vectorise = createVectoriser(all);
  const matrix = packVectors(
    train.map(({ text }) => vectorise(text)),
    all.hashes.length,
    'tfidf',
  );
  const weights = evenWeights(train);
  const truths = [
    ...labels.map((label) => isLabelled(label)),
    (post: PreparedPost) => post.labels.length > 0,
  ];
  const planes = truths.map((isTrue) =>
    trainSupportVectors(matrix, train.map(isTrue).map(Number), { cost: CHOOSING_COST, weights, seed }),
  );
  const importance = Float32Array.from(
    all.idf,
    (idf, row) => idf * Math.max(...planes.map(({ weights }) => Math.abs(weights[row] ?? 0))),
  );
  const bar = importance.toSorted()[importance.length - maxFeatures] ?? 0;
  return selectFeatures(all, (row) => (importance[row] ?? 0) >= bar).table;
}
