import { readdir, readFile } from 'node:fs/promises';
import type { Category } from '@lapwing/contracts/taxonomy';
import { z } from 'zod';
import { hashString } from '../features/hash.ts';
import { createRandom } from '../random.ts';
import type { Example } from '../train/example.ts';
import { compose, type Lexicon } from './compose.ts';

/** The only categories that the starter corpus may speak of; all others come from an organisation's own decisions. */
export const starterCategories = [
  'GROOMING',
  'SEXUAL_EXTORTION',
  'TRAFFICKING_RECRUITMENT',
  'SEC_TRAVEL_TOURISM',
  'CHILD_MARRIAGE',
] as const satisfies readonly Category[];

/** Languages of the starter corpus (`fil`: Filipino, with the English that its speakers mix in). */
export const corpusLanguages = ['en', 'th', 'id', 'vi', 'fil'] as const;

const Template = z.string().min(8).max(400);

/**
 * One file of frames: sentences with `{slots}` and `(a|b)` choices. `positive` shows the indicators of the
 * category; `negative` is harmless and close to it in words. ORDINARY has only harmless ones. `pairs` are a positive
 * and a negative each that were written as one, nearly word by word the same.
 */
export const FrameFile = z.strictObject({
  lang: z.enum(corpusLanguages),
  category: z.enum([...starterCategories, 'ORDINARY']),
  pairs: z.array(z.tuple([Template, Template])).default([]),
  positive: z.array(Template),
  negative: z.array(Template),
});
export type FrameFile = z.infer<typeof FrameFile>;

const LexiconFile = z.record(z.string().regex(/^[a-z]+$/), z.array(z.string().min(1)).min(2));

/**
 * All posts composed from a frame are of one group, and so are those of the frame it is paired with: who has seen one
 * of the two would take the other for what it is not. The id follows the wording, not the position.
 */
export type Frame = { id: string; group: string; lang: string; labels: Category[]; template: string };

const root = new URL('./', import.meta.url);

async function readJson(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(name, root), 'utf8'));
}

/** All frames of one language, with the words for their slots. */
export async function readFrames(lang: FrameFile['lang']): Promise<{ frames: Frame[]; lexicon: Lexicon }> {
  const names = (await readdir(new URL(`${lang}/`, root))).filter((name) => name.endsWith('.json')).sort();
  const frames: Frame[] = [];
  for (const name of names) {
    if (name === 'lexicon.json') continue;
    const { category, pairs, positive, negative } = FrameFile.parse(await readJson(`${lang}/${name}`));
    const add = (template: string, sign: 'harmful' | 'harmless', paired?: string): string => {
      const id = `${lang} ${category} ${sign} ${hashString(template).toString(16).padStart(8, '0')}`;
      const labels = sign === 'harmless' || category === 'ORDINARY' ? [] : [category];
      frames.push({ id, group: paired ?? id, lang, labels, template });
      return id;
    };
    for (const [harmful, harmless] of pairs) add(harmless, 'harmless', add(harmful, 'harmful'));
    for (const template of positive) add(template, 'harmful');
    for (const template of negative) add(template, 'harmless');
  }
  return { frames, lexicon: LexiconFile.parse(await readJson(`${lang}/lexicon.json`)) };
}

/** Composes the starter corpus: up to `perFrame` different posts of each frame, the same ones every time. */
export async function composeCorpus(perFrame = 6): Promise<Example[]> {
  const examples: Example[] = [];
  for (const lang of corpusLanguages) {
    const { frames, lexicon } = await readFrames(lang);
    for (const { id, group, labels, template } of frames) {
      const random = createRandom(id);
      const texts = new Set<string>();
      for (let attempt = 0; attempt < perFrame * 3 && texts.size < perFrame; attempt += 1) {
        texts.add(compose(template, lexicon, random));
      }
      for (const text of texts) examples.push({ text, lang, labels, source: 'starter corpus', group });
    }
  }
  return examples;
}
