import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DataSet, LabelledPost, Task } from '../data-set.ts';

/** A new folder with these files in it; the caller removes it. */
export async function writeFiles(
  files: Record<string, string | Uint8Array>,
): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'lapwing-sets-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

const words = { fruit: ['apple', 'pear', 'plum', 'fig'], tool: ['hammer', 'saw', 'drill', 'wrench'] };
const labels = ['fruit', 'tool'];

/** Invented posts about fruit, tools, both or neither, that any classifier learns. */
export function sampleSet(task: Task): DataSet {
  const post = (index: number): LabelledPost => {
    // Kinds come in an uneven order: fastText does not shuffle, and learns nothing from strict alternation.
    const turn = (index * 7 + (index >> 3)) % 4;
    const own = (task === 'single' ? [[0], [1]][turn >> 1] : [[], [0], [1], [0, 1]][turn]) ?? [];
    const said = own.flatMap((label) => {
      const word = words[label === 0 ? 'fruit' : 'tool'][index % 4];
      return [word, word, word];
    });
    return { text: `today ${said.join(' and ') || 'rain'}`, labels: own };
  };
  const posts = (count: number): LabelledPost[] => Array.from({ length: count }, (_, index) => post(index));
  return {
    name: 'sample',
    task,
    language: 'en',
    labels,
    train: posts(800),
    validation: posts(32),
    test: posts(32),
  };
}
