import { afterEach, describe, expect, it } from 'vitest';
import { type DataSet, DataSetError } from './data-set.ts';
import { Descriptor } from './descriptor.ts';
import { readDataSet } from './read-data-set.ts';
import { writeFiles } from './testing/sample-set.ts';

let clean: () => Promise<void> = async () => {};
afterEach(() => clean());

async function read(
  files: Record<string, string | Uint8Array>,
  descriptor: object,
  seed = 1,
): Promise<DataSet> {
  const { folder, remove } = await writeFiles(files);
  clean = remove;
  return readDataSet(Descriptor.parse({ name: 'set', ...descriptor }), [folder], seed);
}

const three = (ending: string) => ({
  train: `train.${ending}`,
  validation: `dev.${ending}`,
  test: `test.${ending}`,
});
const inThree = (ending: string, head: string, [train = '', dev = '', test = '']: string[]) => ({
  [`train.${ending}`]: `${head}${train}`,
  [`dev.${ending}`]: `${head}${dev}`,
  [`test.${ending}`]: `${head}${test}`,
});

const oneLabel = {
  labels: ['glad', 'sad'],
  train: [
    { text: 'sun, again', labels: [0] },
    { text: 'rain', labels: [1] },
  ],
  validation: [{ text: 'a "fine" day', labels: [0] }],
  test: [{ text: 'fog', labels: [1] }],
};
const severalLabels = {
  labels: ['glad', 'loud', 'sad'],
  train: [
    { text: 'sun, again', labels: [0, 1] },
    { text: 'rain', labels: [2] },
  ],
  validation: [{ text: 'a "fine" day', labels: [] }],
  test: [{ text: 'fog', labels: [1, 2] }],
};

describe('one label for each post', () => {
  it('comes from CSV with quotes and a header, also with a byte order mark', async () => {
    const rows = ['"sun, again",glad\r\nrain,sad\r\n', '"a ""fine"" day",glad\n', 'fog,sad'];
    const set = await read(inThree('csv', '\uFEFFtext,mood\n', rows), {
      task: 'single',
      format: 'csv',
      text: 'text',
      labels: 'mood',
      files: three('csv'),
    });
    expect(set).toMatchObject(oneLabel);
  });

  it('comes from TSV by column number, where quotes are only quotes', async () => {
    const rows = ['glad\tsun, again\nsad\train\n', 'glad\ta "fine" day\n', 'sad\tfog\n'];
    const set = await read(inThree('tsv', '', rows), {
      task: 'single',
      format: 'tsv',
      header: false,
      text: 1,
      labels: 0,
      files: three('tsv'),
    });
    expect(set).toMatchObject(oneLabel);
  });

  it('comes from JSONL', async () => {
    const line = (t: string, m: string) => `${JSON.stringify({ t, m })}\n`;
    const rows = [
      line('sun, again', 'glad') + line('rain', 'sad'),
      line('a "fine" day', 'glad'),
      line('fog', 'sad'),
    ];
    const set = await read(inThree('jsonl', '', rows), {
      task: 'single',
      format: 'jsonl',
      text: 't',
      labels: 'm',
      files: three('jsonl'),
    });
    expect(set).toMatchObject(oneLabel);
  });
});

describe('several labels for each post', () => {
  it('come from CSV with a column of 0 and 1 for each label', async () => {
    const rows = ['"sun, again",1,True,0.0\nrain,0,0,1\n', '"a ""fine"" day",0,0,0\n', 'fog,0,1,1\n'];
    const set = await read(inThree('csv', 'text,glad,loud,sad\n', rows), {
      task: 'multi',
      format: 'csv',
      text: 'text',
      labels: { fields: ['glad', 'loud', 'sad'] },
      files: three('csv'),
    });
    expect(set).toMatchObject(severalLabels);
  });

  it('come from TSV with numbers into a file of names', async () => {
    const rows = ['sun, again\t0,1\nrain\t2\n', 'a "fine" day\t\n', 'fog\t1,2\n'];
    const files = { ...inThree('tsv', '', rows), 'names.txt': 'glad\nloud\nsad\n' };
    const set = await read(files, {
      task: 'multi',
      format: 'tsv',
      header: false,
      text: 0,
      labels: { field: 1, separator: ',', names: 'names.txt' },
      files: three('tsv'),
    });
    expect(set).toMatchObject(severalLabels);
  });

  it('come from JSONL with a list', async () => {
    const line = (t: string, m: string[]) => `${JSON.stringify({ t, m })}\n`;
    const rows = [
      line('sun, again', ['loud', 'glad']) + line('rain', ['sad']),
      line('a "fine" day', []),
      line('fog', ['sad', 'loud']),
    ];
    const set = await read(inThree('jsonl', '', rows), {
      task: 'multi',
      format: 'jsonl',
      text: 't',
      labels: 'm',
      files: three('jsonl'),
    });
    expect(set).toMatchObject(severalLabels);
  });
});

const csv = { task: 'single', format: 'csv', text: 'text', labels: 'mood' };

describe('parts', () => {
  it('are picked by row number, the header not counted', async () => {
    const files = {
      'a.csv': 'text,mood\nzero,sad\none,glad\n"two\nlines",sad\nthree,glad\n',
      'split.json': '{"train": [3, 0], "valid": [1], "test": [2]}',
    };
    const set = await read(files, { ...csv, files: { all: 'a.csv', splits: 'split.json' } });
    expect(set.train.map(({ text }) => text)).toEqual(['three', 'zero']);
    expect(set.validation.map(({ text }) => text)).toEqual(['one']);
    expect(set.test).toEqual([{ text: 'two\nlines', labels: [1] }]);
  });

  it.each([
    [
      'a row that is not there',
      '{"train": [0], "valid": [1], "test": [7]}',
      '"test" names row 7; there are 2 rows',
    ],
    [
      'a row in two parts',
      '{"train": [0], "valid": [1], "test": [0]}',
      'row 0 is in "train" and again in "test"',
    ],
    ['a file of another shape', '{"train": [0]}', 'test'],
  ])('are refused by %s', async (_, split, message) => {
    const files = { 'a.csv': 'text,mood\nzero,sad\none,glad\n', 'split.json': split };
    const reading = read(files, { ...csv, files: { all: 'a.csv', splits: 'split.json' } });
    await expect(reading).rejects.toThrow(DataSetError);
    await expect(reading).rejects.toThrow('split.json');
    await expect(reading).rejects.toThrow(message);
  });

  it('may be several files each', async () => {
    const files = {
      'a.csv': 'text,mood\na,sad\n',
      'b.csv': 'mood,text\nglad,b\n',
      'c.csv': 'text,mood\nc,sad\n',
    };
    const set = await read(files, {
      ...csv,
      files: { train: ['a.csv', 'b.csv'], validation: 'c.csv', test: 'c.csv' },
    });
    expect(set.train).toEqual([
      { text: 'a', labels: [1] },
      { text: 'b', labels: [0] },
    ]);
  });

  it('without validation, hold a tenth of training back by the seed, equal texts together', async () => {
    const rows = Array.from(
      { length: 1000 },
      (_, index) => `post ${index >> 1},${index % 3 ? 'glad' : 'sad'}`,
    );
    const files = { 'a.csv': `text,mood\n${rows.join('\n')}\n`, 'b.csv': 'text,mood\nx,sad\n' };
    const described = { ...csv, files: { train: 'a.csv', test: 'b.csv' } };
    const held = async (seed: number) => {
      const set = await read(files, described, seed);
      await clean();
      clean = async () => {};
      return set;
    };
    const first = await held(1);
    expect(first.validation.length).toBeGreaterThan(60);
    expect(first.validation.length).toBeLessThan(140);
    expect(first.train.length + first.validation.length).toBe(1000);
    const kept = new Set(first.train.map(({ text }) => text));
    expect(first.validation.some(({ text }) => kept.has(text))).toBe(false);
    expect(await held(1)).toEqual(first);
    expect((await held(2)).validation).not.toEqual(first.validation);
  });
});

describe('what cannot be read', () => {
  const parts = { train: 'a', validation: 'a', test: 'a' };
  const multi = { task: 'multi', format: 'csv', text: 'text', files: parts };
  it.each([
    ['a file that is not there', 'text,mood\n', { ...csv, files: { ...parts, train: 'z' } }, 'There is no z'],
    [
      'a column that is not there',
      'text,tone\nrain,sad\n',
      { ...csv, files: parts },
      'a:1: no column "mood"',
    ],
    [
      'a row that is too short',
      'text,mood\nrain,sad\nsun\n',
      { ...csv, files: parts },
      /a: not CSV: .*line 3/,
    ],
    [
      'a field that is not there',
      '{"text":"rain","mood":"sad"}\n\n{"text":"sun"}\n',
      { ...csv, format: 'jsonl', files: parts },
      'a:3: no field "mood"',
    ],
    [
      'a line that is not JSON',
      '{"text":"rain","mood":"sad"}\n{\n',
      { ...csv, format: 'jsonl', files: parts },
      'a:2: not JSON',
    ],
    [
      'a text that is none',
      '{"text":5,"mood":"sad"}\n',
      { ...csv, format: 'jsonl', files: parts },
      'a:1: field "text" is not a text',
    ],
    [
      'a label that is none',
      '{"text":"rain","mood":null}\n',
      { ...csv, format: 'jsonl', files: parts },
      'a:1: field "mood" holds no label',
    ],
    [
      'an empty label',
      'text,mood\nrain,sad\nsun,\n',
      { ...csv, files: parts },
      'a:3: field "mood" holds no label',
    ],
    [
      'a list where there is one label',
      '{"text":"rain","mood":["sad","loud"]}\n',
      { ...csv, format: 'jsonl', files: parts },
      'a:1: field "mood" holds 2 labels, not one',
    ],
    [
      'a flag that is neither 0 nor 1',
      'text,x,y\nrain,0,1\nsun,maybe,0\n',
      { ...multi, labels: { fields: ['x', 'y'] } },
      'a:3: field "x" is neither 0 nor 1',
    ],
    [
      'bytes of another encoding',
      Uint8Array.from([0x74, 0xf0, 0x0a]),
      { ...csv, files: parts },
      'a: not utf-8',
    ],
    ['a part without rows', 'text,mood\n', { ...csv, files: parts }, 'no rows'],
    ['one label only', 'text,mood\nrain,sad\n', { ...csv, files: parts }, 'fewer than two labels'],
  ])('is refused with its place: %s', async (_, content, descriptor, message) => {
    const reading = read({ a: content }, descriptor);
    await expect(reading).rejects.toThrow(DataSetError);
    await expect(reading).rejects.toThrow(message);
  });

  it('is refused with its place: a label that the file of names does not have', async () => {
    const reading = read(
      { a: 'rain\t0\nsun\t9\n', names: 'sad\nglad\n' },
      {
        task: 'multi',
        format: 'tsv',
        header: false,
        text: 0,
        labels: { field: 1, separator: ',', names: 'names' },
        files: parts,
      },
    );
    await expect(reading).rejects.toThrow('a:2: field "1" holds "9", which is no label of the file of names');
  });

  it('names another encoding and reads it', async () => {
    const latin = Uint8Array.from([
      ...Buffer.from('text,mood\ncaf'),
      0xe9,
      ...Buffer.from(',sad\nsun,glad\n'),
    ]);
    const set = await read({ a: latin }, { ...csv, encoding: 'windows-1252', files: parts });
    expect(set.train[0]?.text).toBe('café');
  });
});
