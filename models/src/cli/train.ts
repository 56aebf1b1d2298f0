import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { composeCorpus } from '../corpus/corpus.ts';
import { metricsTable } from '../evaluate/report.ts';
import { writeModel } from '../infer/write-model.ts';
import { type Example, TrainingDataError } from '../train/example.ts';
import { Hyperparameters } from '../train/hyperparameters.ts';
import { readBackground, readExamples } from '../train/read-examples.ts';
import { readOrdinaryPosts } from '../train/read-public-sets.ts';
import { trainModel } from '../train/train-model.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

// pnpm runs scripts in the package's folder, and says in INIT_CWD where the person stands.
const fromHere = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path);

const integer = (value: string): number => {
  const parsed = Number(value);
  if (Number.isSafeInteger(parsed) && parsed >= 0) return parsed;
  throw new InvalidArgumentError('A whole number, 0 or more.');
};

const command = new Command('train')
  .description('Train the text classifier and write a content-addressed model folder.')
  .option('--data <path>', 'directory of labelled JSONL (text, lang, labels, source, group, split?) to add')
  .option('--negatives <path>', 'harmless background posts: .jsonl with text, or .txt with one post a line')
  .option('--public-sets <directory>', 'harmless background posts: the training parts of public sets')
  .option('--no-starter', 'leave the starter corpus out')
  .option('--out <directory>', 'where to write', fileURLToPath(new URL('../../trained/', import.meta.url)))
  .option('--seed <number>', 'seed of everything random', integer)
  .parse();

const options = command.opts<{
  data?: string;
  negatives?: string;
  publicSets?: string;
  starter: boolean;
  out: string;
  seed?: number;
}>();
try {
  const settings = Hyperparameters.parse(options.seed === undefined ? {} : { seed: options.seed });
  const examples: Example[] = options.starter ? await composeCorpus() : [];
  if (options.data) examples.push(...(await readExamples(fromHere(options.data))));
  const background = options.negatives ? await readBackground(fromHere(options.negatives)) : [];
  if (options.publicSets) {
    background.push(...(await readOrdinaryPosts(fromHere(options.publicSets), settings.seed)).train);
  }
  const model = await trainModel({ examples, background }, settings, say);
  const { manifest, path } = await writeModel(model, fromHere(options.out));
  say(`\n${metricsTable(model.metrics)}\n`);
  say(
    `At the risk threshold: recall ${model.metrics.recall}, false positives ${model.metrics.falsePositiveRate}.`,
  );
  say(`${manifest.version} written to ${path} in ${Math.round(performance.now() / 1000)} s.`);
} catch (error) {
  if (!(error instanceof TrainingDataError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
