import { readdir } from 'node:fs/promises';
import { builtInSets } from '../compare/built-in-sets.ts';
import { DataSetError } from '../compare/data-set.ts';
import { readDataSet } from '../compare/read-data-set.ts';
import type { BackgroundPost } from './prepare-posts.ts';

/** Public sets of ordinary posts that a shipped model may learn from, with their licences. */
const licences: Record<string, string> = {
  wisesight: 'Wisesight Sentiment (CC0 1.0)',
  goemotions: 'GoEmotions (Apache-2.0)',
  nusax: 'NusaX (CC BY-SA 4.0)',
};

/** `train` teaches; `rest` (validation and test) is kept for measuring false alarms and never taught. */
export type OrdinaryPosts = { train: BackgroundPost[]; rest: BackgroundPost[] };

/**
 * Reads the public sets of a directory as harmless posts; sets that may only be measured are left out. They are assumed
 * harmless, not checked one by one. Throws DataSetError where there is no such directory, or none of the sets in it.
 */
export async function readOrdinaryPosts(directory: string, seed: number): Promise<OrdinaryPosts> {
  const names = await readdir(directory).catch((cause: unknown) => {
    throw new DataSetError(`There is no readable directory ${directory}.`, { cause });
  });
  const there = new Set(names);
  const known = Object.keys(licences);
  if (!known.some((name) => there.has(name))) {
    throw new DataSetError(`None of ${known.join(', ')} is in ${directory}.`);
  }
  const posts: OrdinaryPosts = { train: [], rest: [] };
  for (const descriptor of builtInSets) {
    const source = licences[descriptor.name];
    if (source === undefined || !there.has(descriptor.name)) continue;
    const set = await readDataSet(descriptor, [directory], seed);
    const lang = descriptor.language ?? 'und';
    const ordinary = ({ text }: { text: string }): BackgroundPost => ({ text, lang, source });
    posts.train.push(...set.train.map(ordinary));
    posts.rest.push(...set.validation.map(ordinary), ...set.test.map(ordinary));
  }
  return posts;
}
