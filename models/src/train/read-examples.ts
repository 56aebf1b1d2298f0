import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { Example, TrainingDataError } from './example.ts';
import type { BackgroundPost } from './prepare-posts.ts';

async function listFiles(path: string, endings: readonly string[]): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = (await readdir(path)).sort();
  return names
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .map((name) => join(path, name));
}

function parseLine<T>(schema: z.ZodType<T>, line: string, where: string): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new TrainingDataError(`${where}: not JSON.`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TrainingDataError(`${where}: ${z.prettifyError(parsed.error)}`);
}

/** Reads every `.jsonl` of a directory (or one file), in order of name. Throws TrainingDataError with file and line. */
export async function readExamples(path: string): Promise<Example[]> {
  const examples: Example[] = [];
  for (const file of await listFiles(path, ['.jsonl'])) {
    const lines = (await readFile(file, 'utf8')).split('\n');
    for (const [index, line] of lines.entries()) {
      if (line.trim() !== '') examples.push(parseLine(Example, line, `${file}:${index + 1}`));
    }
  }
  return examples;
}

const Background = z.object({ text: z.string(), lang: z.string().optional() });

/** Reads harmless background posts: `.jsonl` with `text` and perhaps `lang`, or `.txt` with one post a line. */
export async function readBackground(path: string): Promise<BackgroundPost[]> {
  const posts: BackgroundPost[] = [];
  for (const file of await listFiles(path, ['.jsonl', '.txt'])) {
    const lines = (await readFile(file, 'utf8')).split('\n');
    for (const [index, line] of lines.entries()) {
      if (line.trim() === '') continue;
      const where = `${file}:${index + 1}`;
      const { text, lang = 'und' } = file.endsWith('.jsonl')
        ? parseLine(Background, line, where)
        : { text: line };
      const clipped = text.slice(0, 5000);
      if (clipped.trim() !== '') posts.push({ text: clipped, lang, source: basename(file) });
    }
  }
  return posts;
}
