import '@tensorflow/tfjs-backend-cpu';
import type { Category } from '@lapwing/contracts/taxonomy';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { abstains, type Calibration, calibrateLabels, calibrateRisk } from '../calibrate/calibration.ts';
import { fitCalibration } from '../calibrate/fit-calibration.ts';
import { type JudgedPost, type Metrics, measure, shareAbove } from '../evaluate/metrics.ts';
import { averagePrecision } from '../evaluate/ranking.ts';
import { chooseFeatures, type FeatureTable } from '../features/feature-table.ts';
import { type SparseVector, vectorise } from '../features/vectorise.ts';
import { dequantise, type Quantised, quantise } from '../network/quantise.ts';
import { type Example, splits, TrainingDataError } from './example.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { learnableLabels, type PreparedPost, preparePosts } from './prepare-posts.ts';
import { logitsOf, trainNetwork } from './train-network.ts';

/** A trained model before it is written: exactly the (quantised) numbers that were calibrated and measured. */
export type TrainedModel = {
  labels: Category[];
  languages: string[];
  table: FeatureTable;
  bag: Quantised;
  wide: Quantised;
  head: LayersModel;
  calibration: Calibration;
  metrics: Metrics;
  settings: Hyperparameters;
  sources: string[];
};

type VectorPost = PreparedPost & { vector: SparseVector; truth: boolean[] };

/**
 * Trains, quantises, calibrates and measures. Same examples, settings and Node version: same model.
 * Throws TrainingDataError where the data teach nothing.
 */
export async function trainModel(
  examples: readonly Example[],
  settings: Hyperparameters,
  log: (line: string) => void,
): Promise<TrainedModel> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const prepared = preparePosts(examples, settings.seed);
  const labels = learnableLabels(prepared, settings.minGroups);
  if (labels.length === 0) {
    throw new TrainingDataError(`No category has ${settings.minGroups} groups of training examples.`);
  }
  const train = prepared.filter(({ split }) => split === 'train');
  const table = chooseFeatures(
    train.map(({ counts, group }) => ({ hashes: [...counts.char.keys(), ...counts.word.keys()], group })),
    settings.maxFeatures,
  );
  const fold = (split: (typeof splits)[number]): VectorPost[] =>
    prepared
      .filter((post) => post.split === split)
      .map((post) => ({
        ...post,
        vector: vectorise(post.counts, table),
        truth: labels.map((label) => post.labels.includes(label)),
      }));
  log(`${prepared.length} posts, ${table.hashes.length} features, labels ${labels.join(', ')}`);

  const validation = fold('validation');
  const network = trainNetwork(
    fold('train').map(({ vector, truth }) => ({ vector, truth: Float32Array.from(truth, Number) })),
    { features: table.hashes.length, labels: labels.length },
    settings,
    (snapshot) => meanAveragePrecision(validation, logitsOf(snapshot, vectorsOf(validation)), labels.length),
    (epoch, loss, score) =>
      log(`epoch ${epoch}: loss ${loss.toFixed(4)}, validation AUPRC ${score.toFixed(4)}`),
  );
  const bag = quantise(network.layers.bag, settings.dimensions);
  const wide = quantise(network.layers.wide, labels.length);
  const quantised = {
    layers: { ...network.layers, bag: dequantise(bag), wide: dequantise(wide) },
    head: network.head,
  };

  const languages = [
    ...new Set(train.filter((post) => post.lang !== 'und').map(({ lang }) => languageOf(lang))),
  ].sort();
  const held = fold('calibration');
  const heldLogits = logitsOf(quantised, vectorsOf(held));
  const calibration = fitCalibration(
    held.map((post, index) => ({
      ...post,
      logits: heldLogits[index] ?? new Float32Array(),
      knownWords: post.vector.knownWords,
    })),
    labels.length,
    languages,
  );
  const test = fold('test');
  const testLogits = logitsOf(quantised, vectorsOf(test));
  const judged = test.map((post, index) => judge(post, testLogits[index] ?? new Float32Array(), calibration));
  const metrics: Metrics = {
    test: measure(judged, labels),
    abstained: judged.filter(({ abstained }) => abstained).length / Math.max(1, judged.length),
    falsePositiveRate: shareAbove(judged, calibration.riskThreshold, false),
    recall: shareAbove(judged, calibration.riskThreshold, true),
    counts: {
      ...Object.fromEntries(
        splits.map((split) => [split, prepared.filter((post) => post.split === split).length]),
      ),
      groups: new Set(prepared.map(({ group }) => group)).size,
      features: table.hashes.length,
      epochs: network.epochs,
    },
  };
  const sources = [...new Set(examples.map(({ source }) => source))].sort();
  return { labels, languages, table, bag, wide, head: network.head, calibration, metrics, settings, sources };
}

function vectorsOf(posts: readonly VectorPost[]): SparseVector[] {
  return posts.map(({ vector }) => vector);
}

function languageOf(lang: string): string {
  return lang.toLowerCase().split('-')[0] ?? lang;
}

function meanAveragePrecision(
  posts: readonly VectorPost[],
  logits: readonly Float32Array[],
  labels: number,
): number {
  const each = Array.from({ length: labels }, (_, label) =>
    averagePrecision(
      posts.map(({ truth, weight }, index) => ({
        score: logits[index]?.[label] ?? 0,
        positive: truth[label] === true,
        weight,
      })),
    ),
  ).filter((value) => Number.isFinite(value));
  return each.length === 0 ? 0 : each.reduce((sum, value) => sum + value, 0) / each.length;
}

function judge(post: VectorPost, logits: Float32Array, calibration: Calibration): JudgedPost {
  const { lang, group, weight, truth } = post;
  const probabilities = calibrateLabels(calibration, logits);
  const risk = calibrateRisk(calibration, probabilities);
  const { knownWords, tokens } = post.vector;
  return {
    lang,
    group,
    weight,
    truth,
    probabilities,
    risk,
    abstained: abstains(calibration, { risk, knownWords, tokens, lang }),
  };
}
