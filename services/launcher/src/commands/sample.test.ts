import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { registerSample } from './sample.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lapwing-sample-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const run = async (...options: string[]): Promise<void> => {
  const program = new Command('lapwing').exitOverride().configureOutput({ writeErr: () => undefined });
  registerSample(program);
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  await program.parseAsync(['sample', ...options], { from: 'user' });
};

describe('lapwing sample', () => {
  it('writes a sample to a file, as a batch would hold it', async () => {
    const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const out = join(folder, 'sample.jsonl');
    await run('--format', 'jsonl', '--category', 'GROOMING', '--urgent', '--lang', 'th', '--out', out);
    expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({
      category_code: 'GROOMING',
      urgency: 'IMMINENT',
      explanation: expect.stringContaining('ตัวอย่าง'),
    });
    expect(said.mock.calls.flat().join('')).toContain(out);
  });

  it('leaves a file alone that is there already', async () => {
    const out = join(folder, 'mine.csv');
    await writeFile(out, 'mine');
    await expect(run('--format', 'csv', '--category', 'GROOMING', '--out', out)).rejects.toThrow(/EEXIST/);
    expect(await readFile(out, 'utf8')).toBe('mine');
  });

  it.for([
    [['--format', 'docx', '--category', 'GROOMING'], /Allowed choices are csv/],
    [['--format', 'csv', '--category', 'SPAM'], /Allowed choices are CSAM_SUSPECTED/],
    [['--format', 'csv', '--category', 'GROOMING', '--lang', 'no language'], /language tag/],
    [['--category', 'GROOMING'], /--format/],
    [['--format', 'xarf', '--category', 'CHILD_MARRIAGE'], /no word for CHILD_MARRIAGE/],
  ] as const)('refuses %j and says what it takes', async ([options, message]) => {
    await expect(run(...options)).rejects.toThrow(message);
  });
});
