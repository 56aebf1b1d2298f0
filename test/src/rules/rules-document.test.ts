import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const named = async (): Promise<string[]> => {
  const text = await readFile(join(root, 'docs/rules.md'), 'utf8');
  return [...text.matchAll(/`((?:shared|services|models|extension|test)\/[^`]+)`/g)].flatMap(
    ([, path]) => path ?? [],
  );
};

describe('docs/rules.md', () => {
  it('names only what is there', async () => {
    const paths = await named();
    expect(paths.length).toBeGreaterThan(30);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names every test of a rule', async () => {
    const tests = (await readdir(import.meta.dirname)).filter((file) => /^rule-\d+-.*\.test\.ts$/.test(file));
    const paths = await named();
    expect(tests.map((file) => `test/src/rules/${file}`).filter((path) => !paths.includes(path))).toEqual([]);
    expect(new Set(tests.map((file) => file.split('-')[1])).size).toBe(10);
  });
});
