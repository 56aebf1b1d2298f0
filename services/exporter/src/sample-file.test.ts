import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { categories, exportFormats } from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import type { SampleWish } from './sample/sample-envelope.ts';
import { sampleTexts } from './sample/sample-texts.ts';
import { sampleFile } from './sample-file.ts';
import { readFile, wordsOf } from './testing/read-file.ts';

const wordsOfSample = async (wish: SampleWish): Promise<string | null> => {
  const file = sampleFile(wish);
  if (!file) return null;
  return wordsOf(await readFile(file.mediaType, await buffer(Readable.from(file.read()))));
};
const squeezed = (text: string): string => text.replaceAll(/\s/g, '');

describe.for(exportFormats)('a sample of %s', (format) => {
  it.for(['en', 'th'])(
    'says in the language %s that it is one, for every category',
    { timeout: 30_000 },
    async (language) => {
      let written = 0;
      for (const category of categories) {
        const words = await wordsOfSample({ format, category, urgent: false, language });
        if (words === null) continue;
        written += 1;
        const { notice, explanation } = sampleTexts(language);
        expect(words).toContain(squeezed(notice));
        expect(words).toContain(squeezed(explanation[category]));
      }
      expect(written).toBeGreaterThan(0);
    },
  );

  it('names nothing but invented places', async () => {
    const words = (await wordsOfSample({ format, category: 'GROOMING', urgent: true, language: 'en' })) ?? '';
    expect(words).toContain('social.example');
    const hosts = words.match(/(?<=@|:\/\/)[a-z0-9-]+(?:\.[a-z0-9-]+)+/g) ?? [];
    expect(hosts.filter((host) => !host.endsWith('.example'))).toEqual([]);
  });

  it('differs where danger is imminent', async () => {
    const calm = await wordsOfSample({ format, category: 'GROOMING', urgent: false, language: 'en' });
    expect(await wordsOfSample({ format, category: 'GROOMING', urgent: true, language: 'en' })).not.toBe(
      calm,
    );
  });
});

it('is in English for a language without texts', () => {
  expect(sampleTexts('de-CH')).toEqual(sampleTexts('en'));
});
