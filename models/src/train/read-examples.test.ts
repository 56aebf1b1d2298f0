import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrainingDataError } from './example.ts';
import { readBackground, readExamples } from './read-examples.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lapwing-examples-'));
});
afterAll(() => rm(directory, { recursive: true }));

const line = (more: object = {}): string =>
  JSON.stringify({ text: 'hello', lang: 'en', labels: [], source: 's', group: 'g', ...more });

describe('training files', () => {
  it('reads every line and skips empty ones', async () => {
    const file = join(directory, 'good.jsonl');
    await writeFile(file, `${line()}\n\n${line({ labels: ['GROOMING'], split: 'test' })}\n`);
    expect(await readExamples(file)).toMatchObject([
      { text: 'hello' },
      { labels: ['GROOMING'], split: 'test' },
    ]);
  });

  it.each([
    ['an unknown category', line({ labels: ['SPAM'] })],
    ['an unknown field', line({ image: 'x' })],
    ['a missing group', JSON.stringify({ text: 'a', lang: 'en', labels: [], source: 's' })],
    ['broken JSON', '{'],
  ])('refuses %s with file and line', async (_, bad) => {
    const file = join(directory, 'bad.jsonl');
    await writeFile(file, `${line()}\n${bad}\n`);
    const refusal = readExamples(file);
    await expect(refusal).rejects.toThrow(TrainingDataError);
    await expect(refusal).rejects.toThrow('bad.jsonl:2');
  });

  it('takes background posts line by line', async () => {
    const file = join(directory, 'background.txt');
    await writeFile(file, 'a nice day\n\nanother one\n');
    expect(await readBackground(file)).toEqual([
      { text: 'a nice day', lang: 'und', source: 'background.txt' },
      { text: 'another one', lang: 'und', source: 'background.txt' },
    ]);
  });
});
