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

  it('refuses data with nothing harmless to calibrate by', async () => {
    const examples = (await fewExamples()).map((example) => ({
      ...example,
      split: example.labels.length > 0 ? undefined : ('train' as const),
    }));
    await expect(trainModel({ examples }, settings, silent)).rejects.toThrow('no harmless example');
  });

  it('counts harm of a category that is too rare to be learned as harm, and says nothing of the category', {
    timeout: 60_000,
  }, async () => {
    const examples = (await fewExamples()).map((example, index) =>
      example.labels.includes('GROOMING')
        ? { ...example, labels: index % 9 === 0 ? (['OTHER_SEC_RISK'] as const).slice() : [], lang: 'und' }
        : { ...example, lang: 'und' },
    );
    const model = await trainModel({ examples }, { ...settings, minGroups: 40 }, silent);
    expect(model.labels).not.toContain('OTHER_SEC_RISK');
    const written = await writeModel(model, join(directory, 'rare'));
    const loaded = await loadModel(written.path);
    const [score] = await loaded.score([{ text: examples[0]?.text ?? '', lang: 'de' }]);
    expect(score?.probabilities).not.toHaveProperty('OTHER_SEC_RISK');
    expect(score?.abstention).not.toBe('LANGUAGE');
    loaded.dispose();
  });
});
