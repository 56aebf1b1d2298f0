import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { DataSetError } from '../compare/data-set.ts';
import { composeCorpus } from '../corpus/corpus.ts';
import { drawReliability } from '../evaluate/draw-reliability.ts';
import { evaluateModel } from '../evaluate/evaluate-model.ts';
import { evaluationReport } from '../evaluate/evaluation-report.ts';
import { sameTestGroups } from '../evaluate/same-test-groups.ts';
import { chooseBackend } from '../infer/backend.ts';
import { shippedModels } from '../infer/load-model.ts';
import { ModelError } from '../infer/model-error.ts';
import { readModel } from '../infer/read-model.ts';
import { createScorer } from '../infer/score-posts.ts';
import { readHeadWeights } from '../network/head.ts';
import { type Example, TrainingDataError } from '../train/example.ts';
import { preparePosts } from '../train/prepare-posts.ts';
import { readBackground, readExamples } from '../train/read-examples.ts';
import { readOrdinaryPosts } from '../train/read-public-sets.ts';
import { fromHere, integer } from './options.ts';

const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const command = new Command('evaluate')
  .description(
    'Measure a model folder on what trained nothing. Data options must be those it was trained with.',
  )
  .option('--model <directory>', 'a model folder or a folder of versions; default: the shipped one')
  .option('--public-sets <directory>', 'public sets, for false alarms on ordinary posts')
  .option('--pictures <directory>', 'write a reliability diagram (SVG) per language')
  .option('--leakage', 'measure the leakage columns too; trains a second model')
  .option('--data <path>', 'labelled JSONL that it was trained on besides the starter corpus')
  .option('--negatives <path>', 'background posts that it was trained on; for --leakage')
  .option('--no-starter', 'it was trained without the starter corpus')
  .option('--draws <number>', 'draws of the bootstrap', integer, 1000)
  .option('--json', 'print one JSON object')
  .parse();

const options = command.opts<{
  model?: string;
  publicSets?: string;
  pictures?: string;
  leakage?: boolean;
  data?: string;
  negatives?: string;
  starter: boolean;
  draws: number;
  json?: boolean;
}>();

try {
  await chooseBackend();
  const folder = options.model === undefined ? fileURLToPath(shippedModels) : fromHere(options.model);
  const { manifest, calibration, metrics, network } = await readModel(folder);
  const { labels, languages, settings, version } = manifest;
  const model = {
    labels,
    languages,
    riskThreshold: calibration.riskThreshold,
    score: createScorer(labels, calibration, network, await readHeadWeights(network.head)),
  };
  const examples: Example[] = options.starter ? await composeCorpus() : [];
  if (options.data) examples.push(...(await readExamples(fromHere(options.data))));
  const ordinary = options.publicSets
    ? await readOrdinaryPosts(fromHere(options.publicSets), settings.seed)
    : undefined;
  const background = options.negatives ? await readBackground(fromHere(options.negatives)) : [];
  background.push(...(ordinary?.train ?? []));
  const { evaluation, judged } = await evaluateModel(
    model,
    {
      prepared: preparePosts(examples, settings.seed),
      ordinary,
      leakage: options.leakage ? { settings, background } : undefined,
    },
    { draws: options.draws, seed: settings.seed },
    log,
  );
  const same = sameTestGroups(metrics.test, evaluation.test);
  if (!same) {
    log(
      'Careful: these are not the test groups of the training (the corpus or the data differ); some may have taught it.',
    );
  }
  if (options.pictures) {
    const pictures = fromHere(options.pictures);
    await mkdir(pictures, { recursive: true });
    for (const { name, svg } of drawReliability(judged, languages, evaluation)) {
      await writeFile(join(pictures, name), svg);
    }
  }
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ version, sameTestGroups: same, ...evaluation }, null, 2)}\n`);
  } else process.stdout.write(`# ${version}\n\n${evaluationReport(evaluation)}`);
} catch (error) {
  const expected = [TrainingDataError, DataSetError, ModelError];
  if (!(error instanceof Error && expected.some((type) => error instanceof type))) throw error;
  log(error.message);
  process.exitCode = 2;
}
