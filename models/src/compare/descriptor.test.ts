import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInSets } from './built-in-sets.ts';
import { DataSetError } from './data-set.ts';
import { Descriptor, readDescriptor } from './descriptor.ts';
import { writeFiles } from './testing/sample-set.ts';

const good = {
  name: 'moods',
  task: 'single',
  format: 'csv',
  text: 'text',
  labels: 'mood',
  files: { train: 'train.csv', test: 'test.csv' },
};

describe('descriptor of a data set', () => {
  it('needs no more than name, task, format, text, labels and files', () => {
    expect(Descriptor.parse(good)).toMatchObject({ header: true, encoding: 'utf-8' });
  });

  it('has one for each public set', () => {
    expect(builtInSets.map(({ name, task }) => `${name} ${task}`)).toEqual([
      'wisesight single',
      'id-mlhs multi',
      'goemotions multi',
      'nusax single',
    ]);
  });

  it.each([
    ['a field it does not know', { split: 'x' }, 'split'],
    ['a task it does not know', { task: 'three' }, 'task'],
    ['a language that is none', { language: 'not a language' }, 'language'],
    [
      'a column per label where there is one label',
      { labels: { fields: ['a', 'b'] } },
      'One label needs one column',
    ],
    [
      'a separator where there is one label',
      { labels: { field: 'a', separator: ',' } },
      'One label needs one column',
    ],
    ['a name of a column without a header', { header: false }, '"text" is a name'],
    ['a number of a column in JSONL', { format: 'jsonl', text: 0 }, 'names, not numbers'],
    ['files without a test part', { files: { train: 'a' } }, 'files'],
  ])('refuses %s, and names file and field', async (_, change, named) => {
    const { folder, remove } = await writeFiles({ 'd.json': JSON.stringify({ ...good, ...change }) });
    const reading = readDescriptor(join(folder, 'd.json'));
    await expect(reading).rejects.toThrow(DataSetError);
    await expect(reading).rejects.toThrow('d.json');
    await expect(reading).rejects.toThrow(named);
    await remove();
  });

  it('says so when the file is absent or not JSON', async () => {
    const { folder, remove } = await writeFiles({ 'd.json': 'name: moods' });
    await expect(readDescriptor(join(folder, 'd.json'))).rejects.toThrow('d.json: not JSON');
    await expect(readDescriptor(join(folder, 'e.json'))).rejects.toThrow('there is no such descriptor');
    await remove();
  });
});
