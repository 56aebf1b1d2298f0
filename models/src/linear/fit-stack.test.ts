import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { fitStack } from './fit-stack.ts';

/** Posts whose log-odds are 2·a − 1·b, with a third column that says nothing and a constant. */
function sample(posts: number) {
  const random = createRandom(3);
  const columns = 4;
  const rows = Float32Array.from({ length: posts * columns }, (_, at) =>
    at % columns === columns - 1 ? 1 : 4 * random() - 2,
  );
  const truth = Float32Array.from({ length: posts }, (_, post) => {
    const score = 2 * (rows[post * columns] ?? 0) - (rows[post * columns + 1] ?? 0);
    return Number(random() < 1 / (1 + Math.exp(-score)));
  });
  return { input: { rows, columns, weights: new Float32Array(posts).fill(1) }, truth };
}

describe('a stack', () => {
  it('finds what the columns are worth', () => {
    const { input, truth } = sample(20_000);
    const [fit] = fitStack(input, truth, Float64Array.of(1, 1, 1, 0), [0.1]);
    expect(fit?.[0]).toBeCloseTo(2, 0);
    expect(fit?.[1]).toBeCloseTo(-1, 0);
    expect(fit?.[2]).toBeCloseTo(0, 0);
    expect(fit?.[3]).toBeCloseTo(0, 0);
  });

  it('stays nearer to where it starts, the stronger it is pulled there', () => {
    const { input, truth } = sample(500);
    const start = Float64Array.of(0.5, 0.5, 0.5, 0);
    const away = fitStack(input, truth, start, [1e6, 100, 1]).map((fit) =>
      Math.hypot(...fit.map((value, column) => value - (start[column] ?? 0))),
    );
    expect(away[0]).toBeLessThan(0.01);
    expect(away[1]).toBeGreaterThan(away[0] ?? 0);
    expect(away[2]).toBeGreaterThan(away[1] ?? 0);
  });

  it('gives no weight to posts that weigh nothing', () => {
    const { input, truth } = sample(400);
    const weights = input.weights.map((_, post) => (post < 200 ? 1 : 0));
    const half = {
      rows: input.rows.slice(0, 200 * 4),
      columns: 4,
      weights: new Float32Array(200).fill(1),
    };
    const start = Float64Array.of(1, 0, 0, 0);
    const [all] = fitStack({ ...input, weights }, truth, start, [10]);
    const [first] = fitStack(half, truth, start, [10]);
    for (let column = 0; column < 4; column += 1) {
      expect(all?.[column]).toBeCloseTo(first?.[column] ?? Number.NaN, 6);
    }
  });
});
