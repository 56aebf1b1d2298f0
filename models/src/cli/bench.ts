import { resolve } from 'node:path';
import { Command } from 'commander';
import { composeCorpus } from '../corpus/corpus.ts';
import { loadModel, shippedModels } from '../infer/load-model.ts';

const command = new Command('bench')
  .description('Measure start-up, throughput and memory of a model in this process.')
  .option('--model <directory>', 'model folder; default: the shipped one')
  .option('--json', 'print a list of {name, value, unit}')
  .parse();
const options = command.opts<{ model?: string; json?: boolean }>();

const [sample] = await composeCorpus(1);
const loadStart = performance.now();
const model = await loadModel(options.model ? resolve(options.model) : shippedModels);
const loaded = performance.now();
await model.score([{ text: sample?.text ?? '' }]);
const firstScore = performance.now();

const corpus = await composeCorpus(4);
const secondsOf = async (lang: string, batch: number): Promise<number> => {
  const posts = corpus.filter((post) => post.lang === lang);
  const started = performance.now();
  for (let from = 0; from < posts.length; from += batch) await model.score(posts.slice(from, from + batch));
  return posts.length / ((performance.now() - started) / 1000);
};
const figures = [
  { name: 'load model', value: loaded - loadStart, unit: 'ms' },
  { name: 'first score', value: firstScore - loaded, unit: 'ms' },
  { name: 'process start to first score', value: firstScore, unit: 'ms' },
];
for (const lang of ['en', 'th']) {
  for (const batch of [1, 64]) {
    await secondsOf(lang, batch);
    figures.push({ name: `${lang}, batch ${batch}`, value: await secondsOf(lang, batch), unit: 'posts/s' });
  }
}
figures.push({ name: 'resident memory', value: process.memoryUsage.rss() / 2 ** 20, unit: 'MiB' });
const rounded = figures.map((figure) => ({ ...figure, value: Math.round(figure.value * 10) / 10 }));
if (options.json) process.stdout.write(`${JSON.stringify(rounded, null, 2)}\n`);
else {
  process.stdout.write(`${model.version} on ${model.backend}\n`);
  for (const { name, value, unit } of rounded) process.stdout.write(`${name.padEnd(30)} ${value} ${unit}\n`);
}
model.dispose();
