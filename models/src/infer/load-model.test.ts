import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadModel, type Model, shippedModels } from './load-model.ts';
import { Manifest, type ModelFile, modelFiles, sha256, versionOf } from './manifest.ts';

let directory = '';
let model: Model;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lapwing-model-'));
  model = await loadModel();
});
afterAll(async () => {
  model.dispose();
  await rm(directory, { recursive: true });
});

async function copyOfShipped(): Promise<string> {
  const copy = await mkdtemp(join(directory, 'copy-'));
  await cp(join(fileURLToPath(shippedModels), model.version), copy, { recursive: true });
  return copy;
}

/** Puts another file into a copy, with the hash that it has and a version that fits. */
async function replaceFile(copy: string, name: ModelFile, content: string | Uint8Array): Promise<void> {
  await writeFile(join(copy, name), content);
  const file = join(copy, 'manifest.json');
  const manifest = Manifest.parse(JSON.parse(await readFile(file, 'utf8')));
  const changed = { ...manifest, files: { ...manifest.files, [name]: sha256(content) } };
  await writeFile(file, JSON.stringify({ ...changed, version: versionOf(changed) }));
}

const texts = [
  'how old are you, and do not tell your mother that we talk',
  'ถ้าไม่โอนเงินมาจะส่งคลิปให้เพื่อนทั้งห้อง',
  'our family hotel has a pool, kids stay free',
  '🙂',
  'a'.repeat(5000),
  'lone \uD800 surrogate',
];

describe('the shipped model', () => {
  it('gives probabilities for its labels and for no other', async () => {
    for (const { risk, probabilities } of await model.score(texts.map((text) => ({ text })))) {
      expect(Object.keys(probabilities).sort()).toEqual([...model.labels].sort());
      for (const value of [risk, ...Object.values(probabilities)]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
    }
  });

  it('scores a post alike alone and in a batch', async () => {
    const batch = await model.score(texts.map((text) => ({ text })));
    for (const [index, text] of texts.entries()) {
      const [alone] = await model.score([{ text }]);
      expect(alone?.risk).toBeCloseTo(batch[index]?.risk ?? Number.NaN, 5);
      expect(alone?.abstained).toBe(batch[index]?.abstained);
    }
  });

  it.each(['', '  \u200B ', '...'])(
    'abstains with the prior where there is nothing to read: %j',
    async (text) => {
      const [score] = await model.score([{ text }]);
      expect(score?.abstained).toBe(true);
      expect(score?.probabilities).toEqual({});
      expect(score?.risk).toBeGreaterThan(0);
      expect(score?.risk).toBeLessThan(1);
    },
  );

  it('abstains on a language that it never saw', async () => {
    const [score] = await model.score([{ text: 'habari za asubuhi, marafiki zangu', lang: 'sw' }]);
    expect(score).toMatchObject({ abstained: true, abstention: 'LANGUAGE' });
  });

  it('reads the five languages it was made for', () => {
    expect(model.languages).toEqual(expect.arrayContaining(['en', 'th', 'id', 'vi', 'fil']));
  });

  it('takes an empty list', async () => {
    expect(await model.score([])).toEqual([]);
  });

  // Written by hand, in no frame of the corpus.
  it.each([
    [
      'GROOMING',
      'hey kiddo what grade are you in, dont mention me to your mum ok',
      'our school writes to parents about strangers online',
    ],
    ['GROOMING', 'หนูอายุเท่าไหร่คะ คุยกันลับๆ นะ อย่าให้แม่รู้', 'โรงเรียนเชิญผู้ปกครองอบรมภัยออนไลน์'],
    [
      'SEXUAL_EXTORTION',
      'Give me 200 dollars or I show that video to all your classmates',
      'please give me 20 dollars for the class trip',
    ],
    ['SEXUAL_EXTORTION', 'ถ้าไม่โอนเงินมาจะส่งคลิปให้เพื่อนทั้งห้อง', 'โอนเงินค่าขนมให้เพื่อนในห้องแล้วนะ'],
    [
      'TRAFFICKING_RECRUITMENT',
      'Work in Dubai, girls aged 15 welcome, we hold your passport',
      'Hiring adult waiters with contract',
    ],
    [
      'SEC_TRAVEL_TOURISM',
      'Our hotel never asks about the local child you bring to your room',
      'Book our family hotel in Phuket, kids stay free',
    ],
    [
      'CHILD_MARRIAGE',
      'Her parents promised the 13 year old to a 45 year old man for the dowry',
      'My sister (28) is getting married next month',
    ],
  ] as const)('ranks a new sentence of %s above a harmless one like it', async (label, harmful, harmless) => {
    const [worse, better] = await model.score([{ text: harmful }, { text: harmless }]);
    expect(worse?.risk).toBeGreaterThan(better?.risk ?? 1);
    const strongest = Object.entries(worse?.probabilities ?? {}).sort(([, a], [, b]) => b - a)[0]?.[0];
    expect(strongest).toBe(label);
  });

  it('explains with words of the post, and only when asked', async () => {
    const text = 'Do NOT tell your  mother, it is our s3cret';
    const [plain] = await model.score([{ text }]);
    expect(plain?.explanations).toBeUndefined();
    const [score] = await model.score([{ text }], { explain: true });
    const said = (score?.explanations ?? []).map(({ start, end }) => text.slice(start, end));
    expect(said).toContain('s3cret');
    expect(said.every((word) => /^[\w']+$/.test(word))).toBe(true);
    expect((await model.score([{ text: '' }], { explain: true }))[0]?.explanations).toEqual([]);
  });

  it('weighs less than twelve megabytes', async () => {
    const folder = join(fileURLToPath(shippedModels), model.version);
    const sizes = await Promise.all(
      (await readdir(folder)).map(async (name) => (await readFile(join(folder, name))).length),
    );
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(12 * 2 ** 20);
  });
});

describe('a broken model', () => {
  it.each(modelFiles)('is refused when one byte of %s differs', async (name) => {
    const copy = await copyOfShipped();
    const bytes = await readFile(join(copy, name));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(join(copy, name), bytes);
    await expect(loadModel(copy)).rejects.toMatchObject({ code: 'MODEL_TAMPERED' });
  });

  it.each(modelFiles)('is refused when %s ends early, or is empty', async (name) => {
    const copy = await copyOfShipped();
    const bytes = await readFile(join(copy, name));
    for (const length of [bytes.length - 1, bytes.length >> 1, 0]) {
      await writeFile(join(copy, name), bytes.subarray(0, length));
      await expect(loadModel(copy)).rejects.toMatchObject({ code: 'MODEL_TAMPERED' });
    }
  });

  it('is refused when the manifest ends early', async () => {
    const copy = await copyOfShipped();
    const file = join(copy, 'manifest.json');
    const bytes = await readFile(file);
    for (const length of [bytes.length - 3, bytes.length >> 1, 0]) {
      await writeFile(file, bytes.subarray(0, length));
      await expect(loadModel(copy)).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    }
  });

  it('loads again when the whole file is back', async () => {
    const copy = await copyOfShipped();
    const bytes = await readFile(join(copy, 'table.bin'));
    await replaceFile(copy, 'table.bin', bytes);
    (await loadModel(copy)).dispose();
  });

  it('is refused when its parts do not fit together, though every hash is right', async () => {
    const change = async (name: ModelFile, edit: (content: string) => string | Uint8Array): Promise<void> => {
      const copy = await copyOfShipped();
      await replaceFile(copy, name, edit(await readFile(join(copy, name), 'utf8')));
      await expect(loadModel(copy), name).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    };
    const shorter = (list: unknown): unknown => (Array.isArray(list) ? list.slice(1) : list);
    for (const field of ['linear', 'bag', 'offsets', 'intercepts']) {
      await change('mixture.json', (content) => {
        const mixture = JSON.parse(content);
        return JSON.stringify({ ...mixture, [field]: shorter(mixture[field]) });
      });
    }
    await change('mixture.json', (content) => content.replace('"bag"', '"bags"'));
    await change('mixture.json', (content) => content.replace(/\d\.\d+/, 'null'));
    await change('calibration.json', (content) => {
      const calibration = JSON.parse(content);
      return JSON.stringify({ ...calibration, thresholds: shorter(calibration.thresholds) });
    });
    await change('table.bin', () => new Uint8Array(40));
    await change('head.bin', () => new Uint8Array(40));
    await change('head.json', (content) =>
      content.replaceAll('"class_name":"Dense"', '"class_name":"Other"'),
    );
    await change('metrics.json', () => '{}');
  });

  it('is refused when its numbers cannot be computed with, though every hash is right', {
    timeout: 30_000,
  }, async () => {
    const features = Number(model.metrics.counts.features);
    const refused = async (
      name: ModelFile,
      edit: (numbers: { floats: Float32Array; words: Uint32Array }) => void,
      said: RegExp,
    ): Promise<void> => {
      const copy = await copyOfShipped();
      // Only whole words: the codes at the end of the table are smaller.
      const bytes = new Uint8Array(await readFile(join(copy, name)));
      const length = bytes.length >> 2;
      edit({
        floats: new Float32Array(bytes.buffer, 0, length),
        words: new Uint32Array(bytes.buffer, 0, length),
      });
      await replaceFile(copy, name, bytes);
      const refusal = expect.objectContaining({
        code: 'MODEL_INVALID',
        message: expect.stringMatching(said),
      });
      await expect(loadModel(copy), String(said)).rejects.toEqual(refusal);
    };
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      // The first idf, the last, and the first scale of the bag.
      for (const at of [features, 2 * features - 1, 2 * features])
        await refused('table.bin', ({ floats }) => floats.fill(wrong, at, at + 1), /not finite/);
      await refused('head.bin', ({ floats }) => floats.fill(wrong, 7, 8), /not finite/);
    }
    await refused('table.bin', ({ words }) => words.subarray(0, 2).reverse(), /do not ascend/);
    await refused('table.bin', ({ words }) => words.copyWithin(4, 5, 6), /do not ascend/);
    // Each is finite, and their sums are not.
    await refused('table.bin', ({ floats }) => floats.fill(3e38, features, 2 * features), /no numbers/);
  });

  it('is refused when its head is of another kind than the one that explanations take apart', async () => {
    const change = async (edit: (content: string) => string): Promise<void> => {
      const copy = await copyOfShipped();
      const content = await readFile(join(copy, 'head.json'), 'utf8');
      const edited = edit(content);
      expect(edited).not.toBe(content);
      await replaceFile(copy, 'head.json', edited);
      const refusal = expect.objectContaining({
        code: 'MODEL_INVALID',
        message: expect.stringMatching(/^head\.json: /),
      });
      await expect(loadModel(copy)).rejects.toEqual(refusal);
    };
    await change((content) => content.replace('"relu"', '"sigmoid"'));
    await change((content) => content.replace('"linear"', '"relu"'));
    await change((content) => content.replace(/"units":\d+/, '"units":3000000'));
    await change((content) => content.replace('"use_bias":true', '"use_bias":false'));
  });

  it.each([...modelFiles, 'manifest.json'])('is refused unread when %s is of absurd size', async (name) => {
    const copy = await copyOfShipped();
    await truncate(join(copy, name), 300 * 2 ** 20);
    await expect(loadModel(copy)).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  });

  it('is refused when the manifest is edited', async () => {
    const copy = await copyOfShipped();
    const file = join(copy, 'manifest.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"seed": ', '"seed": 1'));
    await expect(loadModel(copy)).rejects.toMatchObject({ code: 'MODEL_TAMPERED' });
  });

  it('is refused when a file is missing, or all', async () => {
    const copy = await copyOfShipped();
    await rm(join(copy, 'head.bin'));
    await expect(loadModel(copy)).rejects.toMatchObject({ code: 'MODEL_MISSING' });
    await expect(loadModel(join(directory, 'nowhere'))).rejects.toMatchObject({ code: 'MODEL_MISSING' });
  });

  it('is refused when it is no model', async () => {
    const copy = await copyOfShipped();
    await writeFile(join(copy, 'manifest.json'), '{"format":"other"}');
    await expect(loadModel(copy)).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    await writeFile(join(directory, 'current'), '../elsewhere');
    await expect(loadModel(directory)).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  });
});
