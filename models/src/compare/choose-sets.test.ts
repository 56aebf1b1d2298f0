import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseSets } from './choose-sets.ts';
import { writeFiles } from './testing/sample-set.ts';

const descriptor = JSON.stringify({
  name: 'moods',
  task: 'single',
  format: 'jsonl',
  text: 't',
  labels: 'm',
  files: { train: 'a', test: 'b' },
});
let folder = '';
let remove = async () => {};
beforeAll(async () => {
  ({ folder, remove } = await writeFiles({
    'own/moods.json': descriptor,
    'data/nusax/x': '',
    'empty/x': '',
  }));
});
afterAll(() => remove());

const choose = async (choice: { data?: string; sets?: string[]; descriptors?: string[] }) => {
  const lines: string[] = [];
  const chosen = await chooseSets(
    {
      data: choice.data === undefined ? undefined : join(folder, choice.data),
      sets: choice.sets ?? [],
      descriptors: (choice.descriptors ?? []).map((path) => join(folder, path)),
    },
    (line) => lines.push(line),
  );
  return {
    names: chosen.map((set) => set.descriptor.name),
    folders: chosen.map((set) => set.folders),
    lines,
  };
};

describe('the sets to measure', () => {
  it('are the public ones that are there, and it says which are not', async () => {
    const { names, lines } = await choose({ data: 'data' });
    expect(names).toEqual(['nusax']);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^wisesight is not in .*data and is left out\.$/);
  });

  it('are only those of descriptors where there are some, beside their file and then in --data', async () => {
    const { names, folders } = await choose({ data: 'data', descriptors: ['own/moods.json'] });
    expect(names).toEqual(['moods']);
    expect(folders).toEqual([[join(folder, 'own'), join(folder, 'data')]]);
  });

  it('are both where both are named', async () => {
    const { names } = await choose({ data: 'data', sets: ['nusax'], descriptors: ['own/moods.json'] });
    expect(names).toEqual(['nusax', 'moods']);
  });

  it.each([
    ['no directory is named', {}, 'Say where the sets are'],
    ['the directory is absent', { data: 'nowhere' }, /There is no directory .*nowhere/],
    ['it holds none of them', { data: 'empty' }, 'None of the public sets'],
    ['one that was named is not there', { data: 'data', sets: ['wisesight'] }, 'There is no wisesight in'],
    [
      'one that was named is unknown',
      { data: 'data', sets: ['moods'] },
      'No set is called "moods". Known: wisesight',
    ],
    [
      'one is named twice',
      { descriptors: ['own/moods.json', 'own/moods.json'] },
      'Two sets are called "moods"',
    ],
  ])('are refused when %s', async (_, choice, message) => {
    await expect(choose(choice)).rejects.toThrow(message);
  });
});
