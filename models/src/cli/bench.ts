import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { asTable } from '../bench/figure.ts';
import { measureHostile } from '../bench/hostile.ts';
import { measureServing } from '../bench/serving.ts';
import { measureThroughput } from '../bench/throughput.ts';
import { builtInSets } from '../compare/built-in-sets.ts';
import { DataSetError } from '../compare/data-set.ts';
import { readDataSet } from '../compare/read-data-set.ts';
import { composeCorpus } from '../corpus/corpus.ts';
import { loadModel, shippedModels } from '../infer/load-model.ts';
import { readModel } from '../infer/read-model.ts';
import { readHeadWeights } from '../network/head.ts';
import { fromHere, wholeNumber } from './options.ts';

const command = new Command('bench')
  .description('Measure throughput, start, memory, size and hostile texts of a model, on one core.')
  .option('--model <directory>', 'model folder, or folder of versions; default: the shipped one')
  .option('--public-sets <directory>', 'where the public sets are: measure on the test posts of Wisesight')
  .option('--rounds <number>', 'how often each stage is measured', wholeNumber(1), 7)
  .option('--json', 'print {texts, version, backend, figures: [{name, value, unit, baseline, ratio}]}')
  .parse();
const options = command.opts<{ model?: string; publicSets?: string; rounds: number; json?: boolean }>();

const directory = options.model === undefined ? fileURLToPath(shippedModels) : fromHere(options.model);

async function readTexts(): Promise<{ name: string; texts: string[] }> {
  const wisesight = builtInSets.find(({ name }) => name === 'wisesight');
  if (options.publicSets === undefined || wisesight === undefined) {
    const texts = (await composeCorpus(1)).map(({ text }) => text);
    // Neighbours in the corpus are of one frame.
    const spread = texts.filter((_, at) => at % Math.ceil(texts.length / 3_000) === 0);
    return { name: 'the starter corpus: shorter, and known to the model; see --public-sets', texts: spread };
  }
  const { test } = await readDataSet(wisesight, [fromHere(options.publicSets)], 1);
  return { name: 'the test posts of Wisesight', texts: test.map(({ text }) => text) };
}

try {
  const { name, texts } = await readTexts();
  const model = await loadModel(directory);
  const { network } = await readModel(directory);
  const weights = await readHeadWeights(network.head);
  const figures = [
    ...(await measureThroughput(texts, model, { network, weights }, options.rounds)),
    ...(await measureServing(texts, directory, model.version)),
    ...(await measureHostile(model)),
  ];
  if (options.json) {
    const list = figures.map(({ wanted: _wish, ...figure }) => figure);
    const { version, backend } = model;
    process.stdout.write(`${JSON.stringify({ texts: name, version, backend, figures: list }, null, 2)}\n`);
  } else {
    process.stdout.write(`${model.version} on ${model.backend}, ${texts.length} posts: ${name}\n\n`);
    process.stdout.write(`${asTable(figures)}\n`);
  }
  network.head.dispose();
  model.dispose();
} catch (error) {
  if (!(error instanceof DataSetError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
