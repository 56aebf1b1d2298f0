import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFiles } from '../compare/testing/sample-set.ts';
import { Metrics } from '../evaluate/metrics.ts';

type Run = { code: number | string; stdout: string; stderr: string };
const run = (command: string, args: string[]): Promise<Run> =>
  new Promise((fulfil) => {
    const script = fileURLToPath(new URL(command, import.meta.url));
    const env = { ...process.env, INIT_CWD: folder };
    execFile(process.execPath, [script, ...args], { env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      fulfil({ code: error?.code ?? 0, stdout, stderr }),
    );
  });

const sentences = (thing: string, labels: string[], groups: number): string[] =>
  Array.from({ length: groups }, (_, index) =>
    JSON.stringify({
      text: `the ${thing} number ${index} goes to ${['town', 'school', 'market'][index % 3]} ${thing}`,
      lang: 'en',
      labels,
      source: 'decisions',
      group: `${thing} ${index}`,
    }),
  );

let folder = '';
let remove = async (): Promise<void> => undefined;
let training: Run;
beforeAll(async () => {
  const lines = [...sentences('kite', ['GROOMING'], 40), ...sentences('lamp', [], 60)];
  ({ folder, remove } = await writeFiles({
    'decisions.jsonl': lines.join('\n'),
    'compare.json': JSON.stringify({ moods: { accuracy: 71.5, auprc: 60, seconds: 1, test: 12, peers: {} } }),
  }));
  training = await run('./train.ts', [
    '--no-starter',
    ...['--data', 'decisions.jsonl', '--compare', 'compare.json', '--out', 'out'],
  ]);
}, 120_000);
afterAll(() => remove());

describe('train and evaluate on the command line', { timeout: 60_000 }, () => {
  it('trains on decisions alone, measures, and writes the figures and the card', async () => {
    expect(training).toMatchObject({ code: 0, stderr: '' });
    const version = (await readFile(join(folder, 'out/current'), 'utf8')).trim();
    const read = (name: string) => readFile(join(folder, 'out', version, name), 'utf8');
    const metrics = Metrics.parse(JSON.parse(await read('metrics.json')));
    expect(metrics.test.find(({ label, lang }) => label === 'RISK' && lang === 'all')).toMatchObject({
      auprc: expect.any(Number),
      intervals: { auprc: [expect.any(Number), expect.any(Number)] },
    });
    expect(metrics.natural?.rows.length).toBeGreaterThan(0);
    expect(new Set(metrics.functional?.map(({ lang }) => lang))).toEqual(new Set(['en']));
    expect(metrics.ordinary).toBeUndefined();
    const card = await read('MODEL_CARD.md');
    expect(card).toContain('Learned: GROOMING.');
    expect(card).toContain('| moods (12) | **Lapwing** | 71.5 |');
  });

  it('measures the folder again with the same figures, and draws the pictures', async () => {
    const args = ['--model', 'out', '--no-starter', '--data', 'decisions.jsonl', '--draws', '50'];
    const { code, stdout, stderr } = await run('./evaluate.ts', [
      ...args,
      '--json',
      '--pictures',
      'pictures',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ sameTestGroups: true, test: expect.any(Array) });
    expect(await readdir(join(folder, 'pictures'))).toEqual(['reliability-en.svg']);
  });

  it('says what was left out, and when the groups are not those of the training', async () => {
    const { code, stdout, stderr } = await run('./evaluate.ts', ['--model', 'out', '--draws', '10']);
    expect(code).toBe(0);
    expect(stdout).toContain('Left out: say where the public sets are with --public-sets <directory>.');
    expect(stdout).toContain('ask for it with --leakage');
    expect(stderr).toContain('these are not the test groups of the training');
  });

  it('ends with 2 and one sentence where there is no model', async () => {
    const { code, stderr } = await run('./evaluate.ts', ['--model', 'nowhere']);
    expect(code).toBe(2);
    expect(stderr).toContain('There is no readable manifest.json');
  });
});
