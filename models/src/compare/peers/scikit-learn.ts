import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Peer, PeerError } from './peer.ts';
import { askProgram, runProgram } from './run-program.ts';
import { createWordSegmenter } from './segment-words.ts';

const script = fileURLToPath(new URL('./scikit_learn.py', import.meta.url));
/** A Python of a version manager may stand before the system's, whose packages it does not see. */
const pythons = ['python3', '/usr/bin/python3'];

let finding: Promise<{ python: string; version: string } | null> | undefined;

/** Asked once: it takes a second or two. */
function findPython(): Promise<{ python: string; version: string } | null> {
  finding ??= askPythons();
  return finding;
}

async function askPythons(): Promise<{ python: string; version: string } | null> {
  for (const python of pythons) {
    const version = await askProgram(python, ['-c', 'import sklearn; print(sklearn.__version__)']);
    if (version !== null) return { python, version: version.trim() };
  }
  return null;
}

const Rows = z.array(z.array(z.number().min(0).max(1)));
const Answer = z.object({ validation: Rows, test: Rows });

/** TF-IDF of words and characters with logistic regression in scikit-learn; scikit_learn.py says how. */
export const scikitLearn: Peer = {
  name: 'scikit-learn',
  version: async () => (await findPython())?.version ?? null,
  run: async (set, { folder, seed, log }) => {
    const found = await findPython();
    if (!found) throw new PeerError('No Python with scikit-learn is on this machine.');
    const segment = createWordSegmenter(set.language);
    const lines = [JSON.stringify({ task: set.task, labels: set.labels, seed })];
    for (const split of ['train', 'validation', 'test'] as const) {
      for (const post of set[split])
        lines.push(JSON.stringify({ split, ...post, words: segment(post.text) }));
    }
    const posts = join(folder, 'posts.jsonl');
    const answer = join(folder, 'probabilities.json');
    await writeFile(posts, `${lines.join('\n')}\n`);
    await runProgram(found.python, [script, posts, answer], log);
    const parsed = Answer.parse(JSON.parse(await readFile(answer, 'utf8')));
    const flatten = (rows: number[][], expected: number): Float64Array => {
      if (rows.length !== expected || rows.some((row) => row.length !== set.labels.length)) {
        throw new PeerError(`scikit-learn answered ${rows.length} rows for ${expected} posts.`);
      }
      return Float64Array.from(rows.flat());
    };
    return {
      validation: flatten(parsed.validation, set.validation.length),
      test: flatten(parsed.test, set.test.length),
    };
  },
};
