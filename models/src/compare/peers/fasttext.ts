import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LearningSet } from '../data-set.ts';
import { type Peer, PeerError } from './peer.ts';
import { askProgram, runProgram } from './run-program.ts';
import { createWordSegmenter } from './segment-words.ts';

const PREFIX = '__label__';
/** fastText skips a post without a label, and would never see a harmless one; they share a label of their own. */
const NONE = 'none';

/**
 * The `fasttext` command with its default settings (`-loss one-vs-all` for several labels), in one thread, so that
 * the seed decides; or with its own search for settings on the validation posts, for so many seconds.
 */
export function createFasttext({ autotune }: { autotune?: number | undefined } = {}): Peer {
  return {
    name: 'fasttext',
    version: async () => {
      // It has no option that prints its version; Debian knows.
      if ((await askProgram('sh', ['-c', 'command -v fasttext'])) === null) return null;
      const debian = await askProgram('dpkg-query', ['--show', 'fasttext']);
      return debian?.trim().split('\t')[1] ?? 'version unknown';
    },
    run: async (set, { folder, seed, log }) => {
      const segment = createWordSegmenter(set.language);
      const lineOf = ({ text }: { text: string }): string =>
        segment(text.toLowerCase()).replaceAll(PREFIX, 'label');
      const labelled = (posts: LearningSet['train']): string =>
        posts
          .map((post) => {
            const names = post.labels.length === 0 ? [NONE] : post.labels;
            return `${names.map((name) => `${PREFIX}${name}`).join(' ')} ${lineOf(post)}\n`;
          })
          .join('');
      const train = join(folder, 'train.txt');
      const choose = join(folder, 'choose.txt');
      const model = join(folder, 'model');
      await writeFile(train, labelled(set.train));
      await writeFile(choose, labelled(set.validation));
      await runProgram(
        'fasttext',
        [
          'supervised',
          ...['-input', train, '-output', model, '-thread', '1', '-seed', String(seed), '-verbose', '0'],
          ...(set.task === 'multi' ? ['-loss', 'one-vs-all'] : []),
          ...(autotune === undefined
            ? []
            : ['-autotune-validation', choose, '-autotune-duration', String(autotune)]),
        ],
        log,
      );
      const predict = async (name: string, posts: readonly { text: string }[]): Promise<Float64Array> => {
        const path = join(folder, name);
        await writeFile(path, posts.map((post) => `${lineOf(post)}\n`).join(''));
        const printed = await runProgram('fasttext', ['predict-prob', `${model}.bin`, path, '-1', '0'], log);
        return parseProbabilities(printed, posts.length, set.labels.length);
      };
      return {
        validation: await predict('validation.txt', set.validation),
        test: await predict('test.txt', set.test),
      };
    },
  };
}

/** Reads lines of `__label__3 0.97 __label__0 0.03`; a label that is not named has probability 0. */
export function parseProbabilities(printed: string, posts: number, labels: number): Float64Array {
  const lines = printed.replace(/\n$/, '').split('\n');
  if (lines.length !== posts)
    throw new PeerError(`fasttext answered ${lines.length} lines for ${posts} posts.`);
  const rows = new Float64Array(posts * labels);
  for (const [index, line] of lines.entries()) {
    const words = line.split(' ');
    for (let at = 0; at + 1 < words.length; at += 2) {
      const name = words[at]?.slice(PREFIX.length);
      if (name === NONE) continue;
      const label = Number(name);
      // It prints up to 1.00001.
      rows[index * labels + label] = Math.min(1, Number(words[at + 1]));
    }
  }
  return rows;
}
