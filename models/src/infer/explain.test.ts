import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createReader } from '../features/vectorise.ts';
import { computeLogits, poolPosts, type ServingNetwork } from '../network/compute-logits.ts';
import { type HeadWeights, readHeadWeights } from '../network/head.ts';
import { chooseBackend } from './backend.ts';
import { createAttributor, createExplainer } from './explain.ts';
import { shippedModels } from './load-model.ts';
import { readModel } from './read-model.ts';

let network: ServingNetwork;
let weights: HeadWeights;
beforeAll(async () => {
  await chooseBackend();
  ({ network } = await readModel(fileURLToPath(shippedModels)));
  weights = await readHeadWeights(network.head);
});
afterAll(() => network.head.dispose());

const texts = [
  'how old are you? do not tell your mother that we talk, it is our s3cret!!',
  'ถ้าไม่โอนเงินมาจะส่งคลิปให้เพื่อนทั้งห้อง',
  'หนูอายุเท่าไหร่คะ คุยกันลับๆ นะ อย่าให้แม่รู้ 😊 นํ้า',
  'Jangan bilang ke orang tua ya, ini rahasia kita. Kamu umur berapa?',
  'Đừng nói với mẹ nhé, đây là bí mật của chúng ta',
  'Huwag mong sabihin sa nanay mo, sikreto natin ito',
  'our family hotel has a pool, kids stay free: www.example.org, call 081-234-5678',
  'the the the the secret secret secret',
  'sooooo ＳＥＣＲＥＴ   \u200B\n sесrеt',
];

it.each(texts)('takes a score apart into its words, and nothing is left: %s', (text) => {
  const post = createReader(network.table).read(text);
  const pooled = poolPosts(network.bag, [post.vector]);
  const logits = computeLogits(network, [post.vector]);
  const outputs = [...logits.keys()];
  const parts = createAttributor(network, weights)(post, pooled, outputs);
  for (const [output, { base, units }] of parts.entries()) {
    const inWords = new Set(post.tokens.flatMap(({ start, end }) => range(start, end)));
    const sum = (isInWord: boolean): number =>
      units.reduce((total, unit, at) => (inWords.has(at) === isInWord ? total + unit : total), 0);
    expect(Math.abs(base + sum(true) + sum(false) - (logits[output] ?? Number.NaN))).toBeLessThan(1e-3);
  }
  const [output = 0] = outputs;
  const words = createExplainer(network, weights)(post, pooled, [output]);
  const strongest = post.tokens
    .map(({ start, end }) => range(start, end).reduce((sum, at) => sum + (parts[output]?.units[at] ?? 0), 0))
    .sort((a, b) => Math.abs(b) - Math.abs(a));
  expect(words.map(({ weight }) => weight)).toEqual(strongest.slice(0, words.length));
  expect(words).toHaveLength(Math.min(12, post.tokens.length));
});

const range = (start: number, end: number): number[] =>
  Array.from({ length: end - start }, (_, index) => start + index);
