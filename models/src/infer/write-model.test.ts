import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeCorpus } from '../corpus/corpus.ts';
import { Hyperparameters } from '../train/hyperparameters.ts';
import { type TrainedModel, trainModel } from '../train/train-model.ts';
import { loadModel } from './load-model.ts';
import { writeModel } from './write-model.ts';

let model: TrainedModel;
let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lapwing-write-'));
  const examples = (await composeCorpus(1)).filter(({ lang }) => lang === 'fil');
  const small = { maxEpochs: 1, dimensions: 4, hidden: 4, maxFeatures: 500 };
  model = await trainModel({ examples }, Hyperparameters.parse(small), () => undefined);
}, 60_000);
afterAll(async () => {
  model.head.dispose();
  await rm(directory, { recursive: true });
});

it('leaves an intact folder of the same model alone, and replaces a broken one', async () => {
  const out = join(directory, 'twice');
  const { path, manifest } = await writeModel(model, out);
  const { ino } = await stat(path);
  expect(await writeModel(model, out)).toEqual({ path, manifest });
  expect((await stat(path)).ino).toBe(ino);

  await writeFile(join(path, 'table.bin'), 'half of i');
  await writeModel(model, out);
  (await loadModel(out)).dispose();
  expect((await readdir(out)).sort()).toEqual(['current', manifest.version]);
});

it('never writes what cannot be loaded, and what is in use stays in use', async () => {
  const out = join(directory, 'unusable');
  const { manifest } = await writeModel(model, out);
  const { bag, calibration, metrics } = model;
  const unusable: Partial<TrainedModel>[] = [
    { bag: { ...bag, scales: bag.scales.map(() => Number.NaN) } },
    { calibration: { ...calibration, prior: Number.NaN } },
    { metrics: { ...metrics, abstained: Number.NaN } },
    { labels: model.labels.slice(1) },
  ];
  for (const part of unusable) {
    await expect(writeModel({ ...model, ...part }, out)).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    expect((await readdir(out)).sort()).toEqual(['current', manifest.version]);
    expect(await readFile(join(out, 'current'), 'utf8')).toBe(`${manifest.version}\n`);
  }
});
