import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeCorpus } from '../corpus/corpus.ts';
import { loadModel } from '../infer/load-model.ts';
import { versionOf } from '../infer/manifest.ts';
import { writeModel } from '../infer/write-model.ts';
import { Hyperparameters } from './hyperparameters.ts';
import { trainModel } from './train-model.ts';

const settings = Hyperparameters.parse({
  seed: 3,
  maxEpochs: 2,
  dimensions: 4,
  hidden: 4,
  maxFeatures: 2000,
});
const silent = (): void => undefined;
const fewExamples = async () => (await composeCorpus(1)).filter(({ lang }) => lang === 'fil');

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lapwing-train-'));
});
afterAll(() => rm(directory, { recursive: true }));

describe('training', () => {
  it('gives the same model, byte for byte, from the same seed, and another from another', {
    timeout: 120_000,
  }, async () => {
    const examples = await fewExamples();
    const train = async (name: string, seed: number) => {
      const model = await trainModel({ examples }, { ...settings, seed }, silent);
      return writeModel(model, join(directory, name));
    };
    const first = await train('first', 3);
    expect((await train('second', 3)).manifest).toEqual(first.manifest);
    expect((await train('third', 4)).manifest.files['table.bin']).not.toBe(first.manifest.files['table.bin']);
    const { version, ...content } = first.manifest;
    expect(version).toBe(versionOf(content));

    const loaded = await loadModel(join(directory, 'first'));
    expect(loaded.version).toBe(version);
    expect(loaded.metrics.test.length).toBeGreaterThan(0);
    loaded.dispose();
  });

  it('refuses data that teach no category', async () => {
    const examples = (await fewExamples()).filter(({ labels }) => labels.length === 0);
    await expect(trainModel({ examples }, settings, silent)).rejects.toThrow('No category');
  });
});
