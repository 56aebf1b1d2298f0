import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Figure, median, rounded } from './figure.ts';

const program = fileURLToPath(new URL('./fresh-process.ts', import.meta.url));
const POSTS = 5_000;
const STARTS = 5;

const figure = (name: string, value: number, unit: string, atMost: number): Figure => ({
  name,
  value: rounded(value),
  unit,
  baseline: null,
  ratio: null,
  wanted: { atMost },
});

/** What it costs to serve a model: the start of a process until its first score, its memory after work, the folder. */
export async function measureServing(
  texts: readonly string[],
  directory: string,
  version: string,
): Promise<Figure[]> {
  const starts: number[] = [];
  for (let time = 0; time < STARTS; time += 1) {
    const { child, seconds } = await startProcess(directory);
    starts.push(seconds);
    await endProcess(child);
  }
  const { child } = await startProcess(directory);
  child.send(Array.from({ length: POSTS }, (_, at) => texts[at % texts.length] ?? ''));
  const [answer] = await once(child, 'message');
  const { rss } = z.object({ rss: z.number() }).parse(answer);
  await endProcess(child);
  return [
    figure('process start to first score', median(starts), 's', 1.5),
    figure(`memory of a process after ${POSTS} posts, explained`, rss / 1e6, 'MB', 300),
    figure('model folder', (await sizeOf(directory, version)) / 2 ** 20, 'MiB', 12),
  ];
}

async function startProcess(directory: string) {
  const startedAt = performance.now();
  const child = fork(program, [directory], { serialization: 'advanced' });
  await once(child, 'message');
  return { child, seconds: (performance.now() - startedAt) / 1_000 };
}

async function endProcess(child: ReturnType<typeof fork>): Promise<void> {
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
}

async function sizeOf(directory: string, version: string): Promise<number> {
  const entries = await readdir(directory);
  const folder = entries.includes(version) ? join(directory, version) : directory;
  const sizes = await Promise.all(
    (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
