import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { DataSetError } from '../compare/data-set.ts';
import { composeCorpus } from '../corpus/corpus.ts';
import { readCompareFigures } from '../evaluate/compare-figures.ts';
import { evaluateModel } from '../evaluate/evaluate-model.ts';
import { evaluationReport } from '../evaluate/evaluation-report.ts';
import { writeModel } from '../infer/write-model.ts';
import { type Example, TrainingDataError } from '../train/example.ts';
import { Hyperparameters } from '../train/hyperparameters.ts';
import { preparePosts } from '../train/prepare-posts.ts';
import { readBackground, readExamples } from '../train/read-examples.ts';
import { readOrdinaryPosts } from '../train/read-public-sets.ts';
import { trainModel } from '../train/train-model.ts';
import { fromHere, integer } from './options.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Draws of the bootstrap behind every interval. */
const DRAWS = 1000;

const command = new Command('train')
  .description('Train the text classifier, measure it and write a content-addressed model folder.')
  .option('--data <path>', 'directory of labelled JSONL (text, lang, labels, source, group, split?) to add')
  .option('--negatives <path>', 'harmless background posts: .jsonl with text, or .txt with one post a line')
  .option(
    '--public-sets <directory>',
    'public sets: their training parts are harmless background posts, the rest measures false alarms',
  )
  .option('--no-starter', 'leave the starter corpus out')
  .option('--compare <file>', 'what compare --json printed, for the model card')
  .option('--leakage', 'measure the leakage columns too; trains a second model')
  .option('--out <directory>', 'where to write', fileURLToPath(new URL('../../trained/', import.meta.url)))
  .option('--seed <number>', 'seed of everything random', integer)
  .parse();

const options = command.opts<{
  data?: string;
  negatives?: string;
  publicSets?: string;
  starter: boolean;
  compare?: string;
  leakage?: boolean;
  out: string;
  seed?: number;
}>();
try {
  const settings = Hyperparameters.parse(options.seed === undefined ? {} : { seed: options.seed });
  const compare = options.compare ? await readCompareFigures(fromHere(options.compare)) : undefined;
  const examples: Example[] = options.starter ? await composeCorpus() : [];
  if (options.data) examples.push(...(await readExamples(fromHere(options.data))));
  const background = options.negatives ? await readBackground(fromHere(options.negatives)) : [];
  const ordinary = options.publicSets
    ? await readOrdinaryPosts(fromHere(options.publicSets), settings.seed)
    : undefined;
  background.push(...(ordinary?.train ?? []));
  const model = await trainModel({ examples, background }, settings, say);
  say('measuring');
  const { evaluation } = await evaluateModel(
    { ...model, riskThreshold: model.calibration.riskThreshold },
    {
      prepared: preparePosts(examples, settings.seed),
      ordinary,
      leakage: options.leakage ? { settings, background } : undefined,
    },
    { draws: DRAWS, seed: settings.seed },
    say,
  );
  const metrics = { ...model.metrics, ...evaluation, ...(compare && { compare }) };
  const { manifest, path } = await writeModel({ ...model, metrics }, fromHere(options.out));
  say(`\n${evaluationReport(evaluation)}`);
  say(`${manifest.version} written to ${path} in ${Math.round(performance.now() / 1000)} s.`);
} catch (error) {
  if (!(error instanceof TrainingDataError || error instanceof DataSetError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
