import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { averagePrecision } from '../evaluate/ranking.ts';
import { chooseFeatures } from '../features/feature-table.ts';
import { countTerms, vectorise } from '../features/vectorise.ts';
import { Hyperparameters } from '../train/hyperparameters.ts';
import { logitsOf, trainNetwork } from '../train/train-network.ts';
import type { LearningSet, Predictions, Task } from './data-set.ts';

export type ClassifierContext = { seed: number; log: (line: string) => void };

/** Learns from the training posts of any labelled set, chooses on its validation posts, and predicts both others. */
export type Classifier = (set: LearningSet, context: ClassifierContext) => Promise<Predictions>;

/** The network of `train`, over the labels of the set; each post is a group of its own. */
export const ourClassifier: Classifier = async (set, { seed, log }) => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const labels = set.labels.length;
  const counted = set.train.map((post) => ({ counts: countTerms(post.text), labels: post.labels }));
  const settings = Hyperparameters.parse({ seed });
  const table = chooseFeatures(
    counted.map(({ counts }, index) => ({
      hashes: [...counts.char.keys(), ...counts.word.keys()],
      group: String(index),
    })),
    settings.maxFeatures,
  );
  const vectorOf = ({ text }: { text: string }) => vectorise(countTerms(text), table);
  const validation = set.validation.map(vectorOf);
  const network = trainNetwork(
    counted.map((post) => ({
      vector: vectorise(post.counts, table),
      truth: Float32Array.from({ length: labels }, (_, label) => Number(post.labels.includes(label))),
    })),
    { features: table.hashes.length, labels },
    settings,
    (snapshot) => meanAveragePrecision(set, logitsOf(snapshot, validation)),
    (epoch, loss, score) =>
      log(`epoch ${epoch}: loss ${loss.toFixed(4)}, validation AUPRC ${score.toFixed(4)}`),
  );
  const predict = (vectors: typeof validation): Float64Array =>
    toProbabilities(logitsOf(network, vectors), set.task, labels);
  const predictions = { validation: predict(validation), test: predict(set.test.map(vectorOf)) };
  network.head.dispose();
  return predictions;
};

/** σ of each logit; where a post has exactly one label, scaled to sum to 1. */
function toProbabilities(logits: readonly Float32Array[], task: Task, labels: number): Float64Array {
  const rows = new Float64Array(logits.length * labels);
  for (const [index, row] of logits.entries()) {
    const each = Array.from(row, (logit) => 1 / (1 + Math.exp(-logit)));
    const sum = task === 'single' ? each.reduce((total, value) => total + value, 0) : 1;
    rows.set(
      each.map((value) => value / sum),
      index * labels,
    );
  }
  return rows;
}

function meanAveragePrecision({ validation, labels }: LearningSet, logits: readonly Float32Array[]): number {
  const each = labels
    .map((_, label) =>
      averagePrecision(
        validation.map((post, index) => ({
          score: logits[index]?.[label] ?? 0,
          positive: post.labels.includes(label),
          weight: 1,
        })),
      ),
    )
    .filter((value) => Number.isFinite(value));
  return each.length === 0 ? 0 : each.reduce((sum, value) => sum + value, 0) / each.length;
}
