import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeLabelFile } from './write-label-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lapwing-labels-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const exported = {
  count: 1,
  confirmed: 1,
  groups: 1,
  sha256: 'hash',
  leftOut: { retention: 0, hold: 0, noText: 0 },
};
const writing = (line: string) => async (write: (line: string) => Promise<void>) => {
  await write(line);
  return exported;
};

it('writes a file that only its owner can read, in place of an older one', async () => {
  const out = join(folder, 'labels');
  await writeLabelFile(out, '/nowhere', writing('old\n'));
  const { path } = await writeLabelFile(out, '/nowhere', writing('new\n'));
  expect(await readFile(path, 'utf8')).toBe('new\n');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(out)).mode & 0o777).toBe(0o700);
});

it('leaves nothing of an export that could not be put on record, and keeps the older one', async () => {
  const { path } = await writeLabelFile(folder, '/nowhere', writing('old\n'));
  const failing = async (write: (line: string) => Promise<void>) => {
    await write('new\n');
    throw new Error('The audit log is full');
  };
  await expect(writeLabelFile(folder, '/nowhere', failing)).rejects.toThrow('full');
  expect(await readFile(path, 'utf8')).toBe('old\n');
  expect(await readdir(folder)).toEqual(['decisions.jsonl']);
});

it('refuses a Git work tree, but for the data directory in it', async () => {
  await writeFile(join(folder, '.git'), 'gitdir: elsewhere');
  const data = join(folder, '.data');
  await mkdir(data);
  await expect(writeLabelFile(join(folder, 'labels'), data, writing('x\n'))).rejects.toThrow('work tree');
  await writeLabelFile(join(data, 'labels'), data, writing('x\n'));
});
