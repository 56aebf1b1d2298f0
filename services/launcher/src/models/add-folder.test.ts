import { cp, mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@lapwing/store/environment';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addFolder } from './add-folder.ts';

const shipped = join(repositoryRoot, 'models/shipped');
let folder: string;
let version: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lapwing-add-'));
  version = (await readFile(join(shipped, 'current'), 'utf8')).trim();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const own = () => readdir(join(folder, 'data/models'));

describe('adding a model folder', { timeout: 60_000 }, () => {
  it('copies it under its version and says what it holds; again mends a copy that was broken', async () => {
    const facts = await addFolder(shipped, join(folder, 'data'));
    expect(facts).toMatchObject({ version, languages: expect.arrayContaining(['en', 'th']) });
    expect(facts.figures.test.length).toBeGreaterThan(0);
    expect(await own()).toEqual([version]);
    const table = join(folder, 'data/models', version, 'table.bin');
    await truncate(table, 10);
    await addFolder(join(shipped, version), join(folder, 'data'));
    expect(await readFile(table)).toEqual(await readFile(join(shipped, version, 'table.bin')));
  });

  it('takes one that lies in its place already', async () => {
    await addFolder(shipped, join(folder, 'data'));
    await addFolder(join(folder, 'data/models', version), join(folder, 'data'));
    expect(await own()).toEqual([version]);
  });

  it('refuses one that was tampered with, names the file, and leaves nothing behind', async () => {
    await cp(join(shipped, version), join(folder, 'broken'), { recursive: true });
    await truncate(join(folder, 'broken/table.bin'), 10);
    await expect(addFolder(join(folder, 'broken'), join(folder, 'data'))).rejects.toThrow(/table\.bin/);
    expect(await own()).toEqual([]);
    await expect(addFolder(join(folder, 'nowhere'), join(folder, 'data'))).rejects.toThrow(/refused/);
  });
});
