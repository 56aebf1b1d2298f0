import { access } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { compareSet } from './compare-set.ts';
import type { LearningSet, Predictions } from './data-set.ts';
import { type Peer, PeerError } from './peers/peer.ts';
import { formatTable, toJson } from './report.ts';
import { sampleSet } from './testing/sample-set.ts';

const evenly = async (set: LearningSet): Promise<Predictions> => ({
  validation: new Float64Array(set.validation.length * set.labels.length).fill(0.5),
  test: new Float64Array(set.test.length * set.labels.length).fill(0.5),
});
const peer = (name: string, more: Partial<Peer> = {}): Peer => ({
  name,
  version: async () => '1.0',
  run: evenly,
  ...more,
});
const quiet = { seed: 1, log: () => {} };

describe('a comparison', () => {
  it('shows nobody the labels of the test posts', async () => {
    const seen: object[] = [];
    const look = async (set: LearningSet) => {
      seen.push(...set.test);
      return evenly(set);
    };
    await compareSet(sampleSet('multi'), look, [peer('other', { run: look })], quiet);
    expect(seen).toHaveLength(64);
    expect(seen.every((post) => Object.keys(post).join() === 'text')).toBe(true);
  });

  it('takes the folder of a peer away, also when the peer fails', async () => {
    const folders: string[] = [];
    const lines: string[] = [];
    const remembering = peer('good', {
      run: async (set, { folder }) => {
        folders.push(folder);
        await access(folder);
        return evenly(set);
      },
    });
    const failing = peer('bad', {
      run: async (_, { folder }) => {
        folders.push(folder);
        throw new PeerError('It gave up.');
      },
    });
    const context = { seed: 1, log: (line: string) => lines.push(line) };
    const result = await compareSet(sampleSet('single'), evenly, [failing, remembering], context);
    expect(result.peers.map(({ state }) => state)).toEqual(['failed', 'measured']);
    expect(lines).toContain('sample, bad: It gave up.');
    for (const folder of folders) await expect(access(folder)).rejects.toThrow();
  });
});

describe('a report', () => {
  const absent = peer('absent', { version: async () => null });

  it('is a table that says who is not on this machine', async () => {
    const table = formatTable(await compareSet(sampleSet('multi'), evenly, [absent, peer('other')], quiet));
    expect(table).toContain('sample: any of 2 labels; 800 training, 32 validation, 32 test posts');
    expect(table).toMatch(/^Lapwing +25\.0 +66\.7 +66\.7 +66\.7 +50\.0 +0\.0 +0\.0$/m);
    expect(table).toMatch(/^absent +not on this machine$/m);
    expect(table).toMatch(/^other 1\.0 +25\.0/m);
  });

  it('is an object by set, in per cent, with our figures first', async () => {
    const json = toJson([await compareSet(sampleSet('single'), evenly, [absent, peer('other')], quiet)]);
    const figures = {
      accuracy: 50,
      macroF1: 33.33,
      macroF1Tuned: 33.33,
      auprc: 50,
      ece: 0,
      seconds: expect.any(Number),
    };
    expect(json).toEqual({
      sample: { ...figures, test: 32, peers: { absent: null, other: { ...figures, version: '1.0' } } },
    });
  });
});
