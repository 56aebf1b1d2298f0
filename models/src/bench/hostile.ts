import type { Model } from '../infer/load-model.ts';
import { type Figure, median, rounded } from './figure.ts';
import { hostileTexts } from './hostile-texts.ts';

const TIMES = 5;

/** Milliseconds for a score with its explanation of each hostile text, alone in its batch: the median of five each. */
export async function measureHostile(model: Pick<Model, 'score'>): Promise<Figure[]> {
  const milliseconds = new Map<string, number[]>();
  for (let round = 0; round < TIMES; round += 1) {
    for (const [name, text] of Object.entries(hostileTexts)) {
      const startedAt = performance.now();
      await model.score([{ text }], { explain: true });
      milliseconds.set(name, [...(milliseconds.get(name) ?? []), performance.now() - startedAt]);
    }
  }
  const slowest = [...milliseconds]
    .map(([name, sample]) => ({ name, value: median(sample) }))
    .sort((a, b) => b.value - a.value);
  return slowest.slice(0, 3).map(({ name, value }, place) => ({
    name: `${place === 0 ? 'slowest' : 'then'} of ${slowest.length} hostile texts: ${name}`,
    value: rounded(value),
    unit: 'ms',
    baseline: null,
    ratio: null,
    wanted: { atMost: 20 },
  }));
}
