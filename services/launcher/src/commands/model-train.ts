import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { loadEnvironment, repositoryRoot } from '@lapwing/store/environment';
import type { Command } from 'commander';
import { say } from './say.ts';

/** `lapwing model train`: the training program of the models package, with the folders of this workspace. */
export const registerTrain = (model: Command): void => {
  model
    .command('train')
    .description('train a version on the starter corpus and on what export-labels wrote; needs no database')
    .option('--data <folder>', 'folder of labelled JSONL, as export-labels writes it')
    .option('--negatives <path>', 'harmless background posts: .jsonl with text, or .txt with one post a line')
    .option('--out <folder>', 'where to write (default: trained/ of the data directory)')
    .action(async (options: { data?: string; negatives?: string; out?: string }) => {
      const out = resolve(options.out ?? join(loadEnvironment().dataDirectory, 'trained'));
      const passed = (['data', 'negatives'] as const).flatMap((name) =>
        options[name] === undefined ? [] : [`--${name}`, resolve(options[name])],
      );
      const training = spawn(
        process.execPath,
        [join(repositoryRoot, 'models/src/cli/train.ts'), ...passed, '--out', out],
        { stdio: 'inherit' },
      );
      const [code] = await once(training, 'exit');
      if (code !== 0) throw new Error('No version was trained; see above.');
      say(`Try it beside the one in use: lapwing model add ${out} --as <your address>`);
    });
};
