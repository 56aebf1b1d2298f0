import { hashString } from '../features/hash.ts';
import { type Example, type Split, TrainingDataError } from './example.ts';

/** Upper ends of the splits on [0, 1): 74 % train, 7 % validation, 11 % calibration, 8 % test. */
const shares: [Split, number][] = [
  ['train', 0.74],
  ['validation', 0.81],
  ['calibration', 0.92],
  ['test', 1],
];

/** Multiples of it lie evenly on [0, 1) from any one on: also many small strata together get all splits. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

type Group = { id: string; stratum: string; split?: Split };

/**
 * Gives every group one split: the one its examples name, else by seeded order within its language and labels,
 * so that each stratum has its share of every split. Throws TrainingDataError where examples of a group disagree.
 */
export function splitGroups(examples: readonly Example[], seed: number): Map<string, Split> {
  const groups = new Map<string, Group>();
  for (const { group: id, lang, labels, split } of examples) {
    const group = groups.get(id) ?? { id, stratum: [lang, ...[...labels].sort()].join(' ') };
    groups.set(id, group);
    if (!split) continue;
    if (group.split && group.split !== split) {
      throw new TrainingDataError(`Group "${id}" is in two splits: ${group.split} and ${split}.`);
    }
    group.split = split;
  }
  const strata = new Map<string, Group[]>();
  for (const group of groups.values()) {
    if (!group.split) strata.set(group.stratum, [...(strata.get(group.stratum) ?? []), group]);
  }
  let placed = 0;
  for (const [, members] of [...strata].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const order = members
      .map((group) => ({ group, key: hashString(`${seed} ${group.id}`) }))
      .sort((a, b) => a.key - b.key || (a.group.id < b.group.id ? -1 : 1));
    for (const { group } of order) {
      const position = (placed * GOLDEN) % 1;
      placed += 1;
      group.split = shares.find(([, end]) => position < end)?.[0] ?? 'test';
    }
  }
  return new Map([...groups.values()].map(({ id, split }) => [id, split ?? 'train']));
}
