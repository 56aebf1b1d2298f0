import { hashString } from '../features/hash.ts';
import { type Example, type Split, TrainingDataError } from './example.ts';

/** Upper ends of the splits on [0, 1): 76 % train, 8 % each for validation, calibration and test. */
const shares: [Split, number][] = [
  ['train', 0.76],
  ['validation', 0.84],
  ['calibration', 0.92],
  ['test', 1],
];

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
  for (const members of strata.values()) {
    const order = members
      .map((group) => ({ group, key: hashString(`${seed} ${group.id}`) }))
      .sort((a, b) => a.key - b.key || (a.group.id < b.group.id ? -1 : 1));
    for (const [index, { group }] of order.entries()) {
      const position = (index + 0.5) / order.length;
      group.split = shares.find(([, end]) => position < end)?.[0] ?? 'test';
    }
  }
  return new Map([...groups.values()].map(({ id, split }) => [id, split ?? 'train']));
}
