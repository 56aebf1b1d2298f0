import { describe, expect, it } from 'vitest';
import { chooseFeatures } from '../features/feature-table.ts';
import { createVectoriser, distinctFeatures } from '../features/vectorise.ts';
import { linearLogits } from '../network/compute-logits.ts';
import { createRandom } from '../random.ts';
import { trainLinear } from './train-linear.ts';

const subjects = ['cat', 'dog', 'bird', 'fish', 'horse', 'sheep', 'mouse', 'goat'];
const said = [
  ['sleeps', 'rests'],
  ['runs', 'jumps'],
];

/** Label 0: it sleeps or rests; label 1: it is a cat or a dog. */
function sample(count: number, seed: number) {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const subject = Math.floor(random() * subjects.length);
    const calm = Number(random() < 0.5);
    const verb = said[1 - calm]?.[Math.floor(random() * 2)] ?? '';
    return { text: `the ${subjects[subject]} ${verb}`, truth: [calm, Number(subject < 2)] };
  });
}

describe('the linear member', () => {
  const train = sample(240, 1);
  const table = chooseFeatures(
    train.map(({ text }, index) => ({ hashes: distinctFeatures(text), group: String(index) })),
    10_000,
  );
  const vectorise = createVectoriser(table);
  const learning = (posts: ReturnType<typeof sample>) =>
    posts.map(({ text, truth }) => ({ vector: vectorise(text), truth }));
  const shape = { features: table.hashes.length, labels: 2 };
  const layer = trainLinear(learning(train), learning(sample(80, 2)), shape, 5, () => {});

  it('tells posts of a label from the others, though its members are merged into one layer', () => {
    const posts = sample(60, 3);
    const logits = linearLogits(
      layer,
      posts.map(({ text }) => vectorise(text)),
    );
    for (const [index, { truth }] of posts.entries()) {
      for (const [label, value] of truth.entries()) {
        expect((logits[index * 2 + label] ?? 0) > 0).toBe(value === 1);
      }
    }
  });

  it('is the same each time', () => {
    expect(trainLinear(learning(train), learning(sample(80, 2)), shape, 5, () => {})).toEqual(layer);
  });
});
