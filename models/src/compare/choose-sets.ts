import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { builtInSets } from './built-in-sets.ts';
import { DataSetError } from './data-set.ts';
import { type Descriptor, readDescriptor } from './descriptor.ts';

/** A set to measure, and where its paths are looked for, in order. */
export type ChosenSet = { descriptor: Descriptor; folders: string[] };

export type Choice = {
  /** Directory of the public sets; also the second place for the paths of a descriptor. */
  data?: string | undefined;
  sets: readonly string[];
  descriptors: readonly string[];
};

/**
 * The sets that were named; without a name, every public set that is in `data`. Throws DataSetError where something
 * that was named is not there, or nothing is left.
 */
export async function chooseSets(
  { data, sets, descriptors }: Choice,
  log: (line: string) => void,
): Promise<ChosenSet[]> {
  if (data === undefined && (descriptors.length === 0 || sets.length > 0)) {
    throw new DataSetError(
      'Say where the sets are: --data <directory>, or --descriptor <file> for a set of your own.',
    );
  }
  if (data !== undefined && !(await isDirectory(data))) {
    throw new DataSetError(`There is no directory ${data}.`);
  }
  const chosen: ChosenSet[] = [];
  if (data !== undefined) {
    for (const name of sets) {
      const descriptor = builtInSets.find((set) => set.name === name);
      if (!descriptor) {
        const known = builtInSets.map((set) => set.name).join(', ');
        throw new DataSetError(`No set is called "${name}". Known: ${known}; any other by --descriptor.`);
      }
      if (!(await isDirectory(join(data, name)))) throw new DataSetError(`There is no ${name} in ${data}.`);
      chosen.push({ descriptor, folders: [data] });
    }
    if (sets.length === 0 && descriptors.length === 0) {
      for (const descriptor of builtInSets) {
        if (await isDirectory(join(data, descriptor.name))) chosen.push({ descriptor, folders: [data] });
        else log(`${descriptor.name} is not in ${data} and is left out.`);
      }
      if (chosen.length === 0) throw new DataSetError(`None of the public sets is in ${data}.`);
    }
  }
  for (const path of descriptors) {
    const folders = data === undefined ? [dirname(path)] : [dirname(path), data];
    chosen.push({ descriptor: await readDescriptor(path), folders });
  }
  const names = chosen.map(({ descriptor }) => descriptor.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new DataSetError(`Two sets are called "${twice}".`);
  return chosen;
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
