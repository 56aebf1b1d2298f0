import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { hostileTexts } from '../bench/hostile-texts.ts';
import { readHeadWeights } from '../network/head.ts';
import { type Backend, switchBackend } from './backend.ts';
import { shippedModels } from './load-model.ts';
import { readModel } from './read-model.ts';
import { createScorer } from './score-posts.ts';

const reasonAgainst = async (name: Backend['name']): Promise<string | null> =>
  switchBackend(name).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message.split('\n')[0] : null) ?? 'it does not load',
  );

const posts = [
  'how old are you, and do not tell your mother that we talk',
  'ถ้าไม่โอนเงินมาจะส่งคลิปให้เพื่อนทั้งห้อง',
  'Huwag mong sabihin sa nanay mo, sikreto natin ito',
  'our family hotel has a pool, kids stay free',
  '',
  ...Object.values(hostileTexts),
].map((text) => ({ text }));

/** Risk, probabilities and weights of all posts, in one list. */
async function numbersOn(name: Backend['name']): Promise<number[]> {
  await switchBackend(name);
  const { manifest, calibration, network } = await readModel(fileURLToPath(shippedModels));
  const score = createScorer(manifest.labels, calibration, network, await readHeadWeights(network.head));
  const numbers = score(posts, { explain: true }).flatMap(({ risk, probabilities, explanations = [] }) => [
    risk,
    ...Object.values(probabilities),
    ...explanations.map(({ weight }) => weight),
  ]);
  network.head.dispose();
  return numbers;
}

for (const name of ['wasm', 'tensorflow'] as const) {
  // Only the native library may be absent: without WASM the scorer would be slow and nobody would know.
  const against = name === 'tensorflow' ? await reasonAgainst(name) : null;
  const title = `${name} gives what plain JavaScript gives, to 1e-5`;
  it.skipIf(against !== null)(against === null ? title : `${title} (left out: ${against})`, async () => {
    const plain = await numbersOn('cpu');
    const other = await numbersOn(name);
    expect(other).toHaveLength(plain.length);
    for (const [index, value] of plain.entries())
      expect(Math.abs((other[index] ?? Number.NaN) - value)).toBeLessThan(1e-5);
  });
}
