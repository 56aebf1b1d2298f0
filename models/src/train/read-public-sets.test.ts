import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DataSetError } from '../compare/data-set.ts';
import { writeFiles } from '../compare/testing/sample-set.ts';
import { readOrdinaryPosts } from './read-public-sets.ts';

it('says so where there is no directory of public sets, and where none of them is in it', async () => {
  const { folder, remove } = await writeFiles({ 'goemotion/train.tsv': 'misspelt', file: 'no directory' });
  try {
    for (const [path, said] of [
      [join(folder, 'nowhere'), 'There is no readable directory'],
      [join(folder, 'file'), 'There is no readable directory'],
      [folder, 'None of wisesight, goemotions, nusax is in'],
    ] as const) {
      const reading = readOrdinaryPosts(path, 1);
      await expect(reading).rejects.toBeInstanceOf(DataSetError);
      await expect(reading).rejects.toThrow(`${said} ${path}.`);
    }
  } finally {
    await remove();
  }
});
