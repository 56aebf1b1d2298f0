import { Command, InvalidArgumentError } from 'commander';
import { chooseSets } from '../compare/choose-sets.ts';
import { compareSet, type SetResult } from '../compare/compare-set.ts';
import { DataSetError } from '../compare/data-set.ts';
import { ourClassifier } from '../compare/ours.ts';
import { createFasttext } from '../compare/peers/fasttext.ts';
import type { Peer } from '../compare/peers/peer.ts';
import { scikitLearn } from '../compare/peers/scikit-learn.ts';
import { readDataSet } from '../compare/read-data-set.ts';
import { formatTable, toJson } from '../compare/report.ts';
import { Hyperparameters } from '../train/hyperparameters.ts';
import { fromHere, integer } from './options.ts';

const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const peerNames = ['fasttext', 'scikit-learn'];
const listOfPeers = (value: string): string[] => {
  const names = value.split(',').map((name) => name.trim());
  if (names.every((name) => peerNames.includes(name))) return names;
  throw new InvalidArgumentError(`Known peers: ${peerNames.join(', ')}.`);
};

const command = new Command('compare')
  .description('Measure our classifier and its peers on the same splits of labelled sets.')
  .option('--data <directory>', 'where the public sets are')
  .option(
    '--set <names...>',
    'only these of wisesight, id-mlhs, goemotions, nusax; default: all that are there',
  )
  .option('--descriptor <files...>', 'other sets, by a small JSON file each')
  .option('--peers <names>', `with commas between; default: ${peerNames.join(',')}`, listOfPeers)
  .option('--no-peers', 'measure our classifier alone')
  .option('--autotune <seconds>', 'let fastText search for its settings on validation for so long', integer)
  .option('--seed <number>', 'seed of everything random', integer)
  .option('--json', 'print one JSON object: set → figures in per cent')
  .parse();

const options = command.opts<{
  data?: string;
  set?: string[];
  descriptor?: string[];
  peers?: string[] | false;
  autotune?: number;
  seed?: number;
  json?: boolean;
}>();

const all: Record<string, Peer> = {
  fasttext: createFasttext({ autotune: options.autotune }),
  'scikit-learn': scikitLearn,
};
// Absent: all of them; false: --no-peers.
const wanted = options.peers === undefined ? peerNames : options.peers || [];
const peers = wanted.flatMap((name) => all[name] ?? []);
const seed = options.seed ?? Hyperparameters.parse({}).seed;

try {
  const chosen = await chooseSets(
    {
      data: options.data === undefined ? undefined : fromHere(options.data),
      sets: options.set ?? [],
      descriptors: (options.descriptor ?? []).map(fromHere),
    },
    log,
  );
  const results: SetResult[] = [];
  for (const { descriptor, folders } of chosen) {
    const result = await compareSet(await readDataSet(descriptor, folders, seed), ourClassifier, peers, {
      seed,
      log,
    });
    results.push(result);
    if (!options.json) process.stdout.write(`${formatTable(result)}\n\n`);
  }
  if (options.json) process.stdout.write(`${JSON.stringify(toJson(results), null, 2)}\n`);
} catch (error) {
  if (!(error instanceof DataSetError)) throw error;
  log(error.message);
  process.exitCode = 2;
}
