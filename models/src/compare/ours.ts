import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { chooseFeatures } from '../features/feature-table.ts';
import { createVectoriser, distinctFeatures } from '../features/vectorise.ts';
import { computeLogits } from '../network/compute-logits.ts';
import { Hyperparameters } from '../train/hyperparameters.ts';
import { trainMembers } from '../train/train-members.ts';
import type { LabelledPost, LearningSet, Predictions, Task } from './data-set.ts';

export type ClassifierContext = { seed: number; log: (line: string) => void };

/** Learns from the training posts of any labelled set, chooses on its validation posts, and predicts both others. */
export type Classifier = (set: LearningSet, context: ClassifierContext) => Promise<Predictions>;

/** The members of `train`, over the labels of the set; each post is a group of its own. */
export const ourClassifier: Classifier = async (set, { seed, log }) => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const labels = set.labels.length;
  const settings = Hyperparameters.parse({ seed, maxFeatures: 400_000 });
  const table = chooseFeatures(
    set.train.map(({ text }, index) => ({ hashes: distinctFeatures(text), group: String(index) })),
    settings.maxFeatures,
  );
  const vectorise = createVectoriser(table);
  const learning = ({ text, labels: named }: LabelledPost) => ({
    vector: vectorise(text),
    truth: Float32Array.from({ length: labels }, (_, label) => Number(named.includes(label))),
  });
  const validation = set.validation.map(learning);
  const members = trainMembers(set.train.map(learning), validation, { table, labels }, settings, log);
  const predict = (vectors: Parameters<typeof computeLogits>[1]): Float64Array =>
    toProbabilities(computeLogits(members, vectors), set.task, labels);
  const predictions = {
    validation: predict(validation.map(({ vector }) => vector)),
    test: predict(set.test.map(({ text }) => vectorise(text))),
  };
  members.head.dispose();
  return predictions;
};

/** σ of each logit; where a post has exactly one label, scaled to sum to 1. */
function toProbabilities(logits: Float32Array, task: Task, labels: number): Float64Array {
  const probabilities = Float64Array.from(logits, (logit) => 1 / (1 + Math.exp(-logit)));
  if (task === 'multi') return probabilities;
  for (let from = 0; from < probabilities.length; from += labels) {
    const row = probabilities.subarray(from, from + labels);
    const sum = row.reduce((total, value) => total + value, 0);
    for (let label = 0; label < labels; label += 1) row[label] = (row[label] ?? 0) / sum;
  }
  return probabilities;
}
