import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { corpusLanguages, starterCategories } from '../corpus/corpus.ts';
import type { MeasuredModel, TruePost } from './judge.ts';

/**
 * One line of the natural set: a whole text, written by a language model that was kept from seeing the starter corpus. The category of
 * a harmless one is that whose words it borrows.
 */
export const NaturalPost = z
  .strictObject({
    text: z.string().trim().min(1).max(1000),
    lang: z.enum(corpusLanguages),
    category: z.enum([...starterCategories, 'ORDINARY']),
    harmful: z.boolean(),
  })
  .refine(({ category, harmful }) => !(harmful && category === 'ORDINARY'), 'An ordinary post is harmless.');
export type NaturalPost = z.infer<typeof NaturalPost>;

const folder = new URL('../corpus/natural/', import.meta.url);

/** Reads the natural set. It is for measuring; nothing may ever be trained on it. Throws where a line breaks the schema. */
export async function readNatural(): Promise<NaturalPost[]> {
  const files = await Promise.all(
    corpusLanguages.map((lang) => readFile(new URL(`${lang}.jsonl`, folder), 'utf8')),
  );
  return files.flatMap((file) =>
    file.split('\n').flatMap((line) => (line.trim() === '' ? [] : [NaturalPost.parse(JSON.parse(line))])),
  );
}

/**
 * The part of the natural set that a model can be asked about: languages that it was trained on, and harm only in
 * categories that it learned. Every text is a group of its own.
 */
export async function naturalPostsFor({
  labels,
  languages,
}: Pick<MeasuredModel, 'labels' | 'languages'>): Promise<TruePost[]> {
  if (!starterCategories.some((category) => labels.includes(category))) return [];
  return (await readNatural()).flatMap(({ text, lang, category, harmful }, index): TruePost[] => {
    if (!languages.includes(lang)) return [];
    const post = { text, lang, group: `natural ${index}`, weight: 1 };
    if (!harmful || category === 'ORDINARY') return [{ ...post, labels: [] }];
    return labels.includes(category) ? [{ ...post, labels: [category] }] : [];
  });
}
