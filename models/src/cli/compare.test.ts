import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { sampleSet, writeFiles } from '../compare/testing/sample-set.ts';

const script = fileURLToPath(new URL('./compare.ts', import.meta.url));

type Run = { code: number | string; stdout: string; stderr: string };
const run = (args: string[], from: string): Promise<Run> =>
  new Promise((fulfil) => {
    const env = { ...process.env, INIT_CWD: from };
    execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) =>
      fulfil({ code: error?.code ?? 0, stdout, stderr }),
    );
  });

it('measures a set of a descriptor and prints nothing but JSON', async () => {
  const set = sampleSet('multi');
  const lines = (part: 'train' | 'test') =>
    set[part].map(({ text, labels }) =>
      JSON.stringify({ text, kinds: labels.map((label) => set.labels[label]) }),
    );
  const { folder, remove } = await writeFiles({
    'train.jsonl': lines('train').join('\n'),
    'test.jsonl': lines('test').join('\n'),
    'set.json': JSON.stringify({
      name: 'kinds',
      task: 'multi',
      format: 'jsonl',
      text: 'text',
      labels: 'kinds',
      files: { train: 'train.jsonl', validation: 'train.jsonl', test: 'test.jsonl' },
    }),
  });
  const { code, stdout, stderr } = await run(['--descriptor', 'set.json', '--no-peers', '--json'], folder);
  expect(stderr).toContain('kinds, lapwing:');
  expect(code).toBe(0);
  const result: unknown = JSON.parse(stdout);
  const share = expect.any(Number);
  expect(result).toEqual({
    kinds: {
      accuracy: share,
      macroF1: share,
      macroF1Tuned: share,
      microF1: share,
      auprc: share,
      ece: share,
      seconds: share,
      test: 32,
      peers: {},
    },
  });
  await remove();
}, 60_000);

it('says where it looked and ends with 2 when the directory is absent', async () => {
  const { folder, remove } = await writeFiles({});
  const { code, stdout, stderr } = await run(['--data', 'nowhere', '--json'], folder);
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr: `There is no directory ${join(folder, 'nowhere')}.\n`,
  });
  await remove();
});
