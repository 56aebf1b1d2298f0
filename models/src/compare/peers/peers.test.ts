import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measure } from '../measure.ts';
import { sampleSet } from '../testing/sample-set.ts';
import { createFasttext, parseProbabilities } from './fasttext.ts';
import { PeerError } from './peer.ts';
import { askProgram, runProgram } from './run-program.ts';
import { scikitLearn } from './scikit-learn.ts';
import { createWordSegmenter } from './segment-words.ts';

const all = [createFasttext(), scikitLearn];
const found = await Promise.all(all.map(async (peer) => ({ peer, version: await peer.version() })));

for (const { peer, version } of found) {
  const absent = version === null;
  describe.skipIf(absent)(`${peer.name}${absent ? ' (skipped: it is not on this machine)' : ''}`, () => {
    it.each(['single', 'multi'] as const)(
      'answers %s: a probability for each post and label, the same twice',
      async (task) => {
        const set = sampleSet(task);
        const posts = { ...set, test: set.test.map(({ text }) => ({ text })) };
        const run = async () => {
          const folder = await mkdtemp(join(tmpdir(), 'lapwing-peer-'));
          try {
            const predictions = await peer.run(posts, { folder, seed: 7, log: () => {} });
            expect(await readdir(folder)).not.toEqual([]);
            return predictions;
          } finally {
            await rm(folder, { recursive: true });
          }
        };
        const predictions = await run();
        expect(await run()).toEqual(predictions);
        const figures = measure(
          task,
          2,
          { probabilities: predictions.validation, posts: set.validation },
          { probabilities: predictions.test, posts: set.test },
        );
        // fastText's five epochs are few for so few posts; that it ranks better than chance is enough.
        expect(figures.auprc).toBeGreaterThan(0.6);
      },
      60_000,
    );
  });
}

describe('answers of fastText', () => {
  it('are read by label, capped at 1, without the label of posts that have none', () => {
    const printed = '__label__1 1.00001 __label__0 0.2\n__label__none 0.9 __label__0 0.1\n\n';
    expect(parseProbabilities(printed, 3, 2)).toEqual(Float64Array.of(0.2, 1, 0.1, 0, 0, 0));
  });

  it('are refused when posts are missing', () => {
    expect(() => parseProbabilities('__label__0 1\n', 2, 1)).toThrow(PeerError);
  });
});

describe('programs', () => {
  it('are absent rather than an error', async () => {
    expect(await askProgram('lapwing-no-such-program', [])).toBeNull();
  });

  it('fail with what they said last', async () => {
    const script = 'process.stderr.write("first\\nlast words\\n"); process.exit(3)';
    await expect(runProgram(process.execPath, ['-e', script], () => {})).rejects.toThrow(
      'ended with 3: last words',
    );
  });
});

it('sets words apart where the script does not, and never a line end', () => {
  expect(createWordSegmenter('th')('แมวกินปลา')).toBe('แมว กิน ปลา');
  expect(createWordSegmenter(undefined)('one, two\n\nthree')).toBe('one , two three');
});
