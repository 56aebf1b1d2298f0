/** A figure with the middle 95 % of what it is when the sample is drawn again and again. Null: no figure. */
export interface Interval {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** Numbers in [0, 1) from a seed (mulberry32): the same figures for the same data, every time. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/**
 * Percentile bootstrap over groups: posts of one account or campaign are drawn together, since they are no
 * independent evidence. `measure` gets how often each post was drawn (its weight), in the order of `groups`, and
 * answers with as many figures every time.
 *
 * @param groups the group of each post
 * @returns one interval per figure
 */
export function bootstrap(
  groups: readonly string[],
  measure: (weights: readonly number[]) => readonly number[],
  { draws = 200, seed = 1 }: { draws?: number; seed?: number } = {},
): Interval[] {
  const names = [...new Set(groups)];
  const place = new Map(names.map((name, index) => [name, index]));
  const groupOfPost = groups.map((group) => place.get(group) ?? 0);
  const values = measure(groups.map(() => 1));
  const drawn: number[][] = values.map(() => []);
  const random = seededRandom(seed);
  for (let draw = 0; draw < draws; draw += 1) {
    const times = new Array<number>(names.length).fill(0);
    for (let pick = 0; pick < names.length; pick += 1) {
      const chosen = Math.floor(random() * names.length);
      times[chosen] = (times[chosen] ?? 0) + 1;
    }
    const figures = measure(groupOfPost.map((group) => times[group] ?? 0));
    for (const [index, figure] of figures.entries()) if (Number.isFinite(figure)) drawn[index]?.push(figure);
  }
  return values.map((value, index) => {
    const sorted = (drawn[index] ?? []).sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
    return { value: finite(value), low: finite(at(0.025)), high: finite(at(0.975)) };
  });
}
