import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { mixMembers } from './mix-members.ts';

const random = createRandom(3);
const truth = Array.from({ length: 400 }, () => Number(random() < 0.3));
const posts = truth.map((is) => ({
  vector: { rows: new Int32Array(), values: new Float32Array(), words: 0, tokens: 0, knownWords: 0 },
  truth: [is],
}));
const useful = Float32Array.from(truth, (is) => 2 * is + random());
const noise = Float32Array.from(truth, () => random());

describe('joining the members', () => {
  it('leaves out a member that knows nothing, and hears one that knows', () => {
    expect(mixMembers(posts, useful, noise, 1).share).toBe(0);
    expect(mixMembers(posts, noise, useful, 1).share).toBeGreaterThan(0);
  });

  it('gives logits whose mean probability is the frequency', () => {
    const { mixture } = mixMembers(posts, useful, noise, 1);
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    const probabilities = posts.map((_, index) => {
      const logit =
        (mixture.linear[0] ?? 0) * (useful[index] ?? 0) +
        (mixture.bag[0] ?? 0) * (noise[index] ?? 0) +
        (mixture.offsets[0] ?? 0);
      return 1 / (1 + Math.exp(-logit));
    });
    expect(mean(probabilities)).toBeCloseTo(mean(truth), 2);
  });

  it('leaves a label alone that never occurs in validation', () => {
    const never = posts.map((post) => ({ ...post, truth: [0] }));
    const { mixture } = mixMembers(never, useful, noise, 1);
    expect((mixture.linear[0] ?? 0) + (mixture.bag[0] ?? 0)).toBeGreaterThan(0);
  });
});
