import { beforeAll, describe, expect, it } from 'vitest';
import { composeCorpus } from '../corpus/corpus.ts';
import { normalise } from '../normalise/normalise.ts';
import { createRandom } from '../random.ts';
import { disguise } from '../train/disguise.ts';
import { neverTaughtObfuscations, obfuscate, taughtObfuscations } from './obfuscate.ts';
import {
  CaseFile,
  disguiseSummary,
  loadSuite,
  runSuite,
  type SuiteCase,
  suiteLanguages,
  suiteReport,
  writtenCapabilities,
} from './suite.ts';

let cases: SuiteCase[] = [];
beforeAll(async () => {
  cases = await loadSuite();
});

const chosen = (lang: string, capability: string): SuiteCase[] =>
  cases.filter((one) => one.lang === lang && one.capability === capability);

const obfuscated = (): SuiteCase[] =>
  cases.filter(({ capability }) => [...neverTaughtObfuscations, ...taughtObfuscations].includes(capability));

const plainFile = (one: object) => CaseFile.safeParse({ lang: 'en', cases: [one] }).success;

describe('functional suite', () => {
  it('refuses a case whose capability contradicts its judgement', () => {
    const plain = {
      capability: 'plain-indicator',
      category: 'GROOMING',
      harmful: true,
      text: 'eight or more',
    };
    expect(plainFile(plain)).toBe(true);
    expect(plainFile({ ...plain, harmful: false })).toBe(false);
    expect(plainFile({ ...plain, capability: 'negation' })).toBe(false);
    expect(plainFile({ ...plain, category: 'OTHER_SEC_RISK' })).toBe(false);
  });

  it.each(suiteLanguages)(
    'has enough cases of each written capability, balanced over categories: %s',
    (lang) => {
      const least = lang === 'en' || lang === 'th' ? 20 : 10;
      for (const capability of writtenCapabilities) {
        const found = chosen(lang, capability);
        expect(found.length, capability).toBeGreaterThanOrEqual(least);
        const perCategory = Object.values(Object.groupBy(found, ({ category }) => category));
        expect(perCategory, capability).toHaveLength(5);
        expect(Math.min(...perCategory.map((group = []) => group.length)), capability).toBeGreaterThan(1);
      }
    },
  );

  it('says nothing twice', () => {
    const texts = cases.map(({ lang, text }) => `${lang} ${text}`);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });

  it('has no text of the starter corpus, which is trained on', { timeout: 30_000 }, async () => {
    const form = (text: string): string => normalise(text).text.trim();
    const known = new Set((await composeCorpus()).map(({ text }) => form(text)));
    expect(cases.filter(({ text }) => known.has(form(text)))).toEqual([]);
  });

  it('keeps long posts between 40 and 70 words where words are spaced', () => {
    const long = cases.filter(
      ({ lang, capability }) => lang !== 'th' && capability === 'long-post-with-one-sign',
    );
    const outside = long.filter(({ text }) => {
      const words = text.split(/\s+/).length;
      return words < 40 || words > 70;
    });
    expect(outside).toEqual([]);
  });
});

describe('obfuscations', () => {
  it('gives every language at least ten cases of each of its disguises', () => {
    for (const lang of suiteLanguages) {
      const plain = chosen(lang, 'plain-indicator').map(({ text }) => text);
      const names = new Set(plain.flatMap((text) => obfuscate(text, lang).map(({ name }) => name)));
      expect(names.size, lang).toBeGreaterThanOrEqual(8);
      for (const name of names)
        expect(chosen(lang, name).length, `${lang} ${name}`).toBeGreaterThanOrEqual(10);
    }
  });

  it('leaves no text empty, unchanged or readable for the normaliser', () => {
    for (const lang of suiteLanguages) {
      for (const { text: plain } of chosen(lang, 'plain-indicator')) {
        for (const { name, text } of obfuscate(plain, lang)) {
          expect(text.trim().length, name).toBeGreaterThan(plain.length / 3);
          expect(normalise(text).text, name).not.toBe(normalise(plain).text);
        }
      }
    }
  });

  it('draws no letter that the normaliser reads as Latin', () => {
    const alphabet = obfuscate('abcdefghijklmnopqrstuvwxyz', 'en');
    for (const name of ['foreign-lookalikes', 'small-capitals']) {
      const text = alphabet.find((disguised) => disguised.name === name)?.text;
      expect(normalise(text ?? '').text, name).toBe(text);
    }
  });

  it('is the same each time', async () => {
    expect(obfuscated().length).toBeGreaterThan(0);
    expect(await loadSuite()).toEqual(cases);
  });

  it('knows which disguises training uses as well', () => {
    const samples = [
      ...['secret', 'keep secret'].map((text) => ({ text, lang: 'en' })),
      ...['โรงเรียน', 'น้องเก่ง'].map((text) => ({ text, lang: 'th' })),
    ];
    const seen = samples.flatMap(({ text, lang }) => {
      const training = new Set(
        Array.from({ length: 3_000 }, (_, seed) => disguise(text, lang, createRandom(seed))),
      );
      return obfuscate(text, lang).map((suite) => ({ ...suite, lang, isTaught: training.has(suite.text) }));
    });
    // A disguise counts as taught in a language where training makes the very same text of a sample.
    for (const each of Object.values(Object.groupBy(seen, ({ lang, name }) => `${lang} ${name}`))) {
      const [{ lang = '', name = '' } = {}] = each ?? [];
      const isTaught = each?.some((one) => one.isTaught);
      expect(isTaught, `${lang} ${name}`).toBe(taughtObfuscations.includes(name));
    }
    const names = new Set(seen.map(({ name }) => name));
    expect(names).toEqual(new Set([...neverTaughtObfuscations, ...taughtObfuscations]));
  });

  it('disguises as its names say', () => {
    const english = new Map(obfuscate('secret', 'en').map(({ name, text }) => [name, text]));
    expect(english.get('letters-spaced-out')).toBe('s e c r e t');
    expect(english.get('dots-between-letters')).toBe('s.e.c.r.e.t');
    expect(english.get('vowel-dropped')).toBe('scrt');
    expect(english.get('small-capitals')).toBe('ꜱᴇᴄʀᴇᴛ');
    expect(english.get('letter-doubled')).toHaveLength(7);
    expect([...(english.get('adjacent-letters-swapped') ?? '')].sort()).toEqual([...'secret'].sort());

    const thai = new Map(obfuscate('น้องส่งรูป', 'th').map(({ name, text }) => [name, text]));
    expect(thai.get('tone-mark-dropped')).toBe('นองสงรูป');
    expect(thai.get('tone-mark-swapped')).toBe('น่องส้งรูป');
    expect(thai.get('tone-mark-doubled')).toBe('น้้องส่่งรูป');
    expect(thai.get('similar-consonant-swapped')).toBe('ณ้องศ่งรูป');
  });
});

describe('running the suite', () => {
  it('counts harmful cases from the threshold on and harmless ones below it', async () => {
    const rows = await runSuite(async (posts) => posts.map(() => ({ risk: 0.5 })), 0.5);
    expect(rows.filter(({ harmful, right }) => right !== (harmful ? 1 : 0))).toEqual([]);
    expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(cases.length);
  });

  it('takes a score that is no number for wrong', async () => {
    const rows = await runSuite(async (posts) => posts.map(() => ({ risk: Number.NaN })), 0.5);
    expect(rows.filter(({ right }) => right > 0)).toEqual([]);
  });

  it('refuses an answer with scores missing', async () => {
    await expect(runSuite(async () => [], 0.5)).rejects.toThrow('one score for each case');
  });

  it('reports a line for each capability and a dash where a language has none', () => {
    const report = suiteReport([
      { capability: 'plain-indicator', lang: 'en', harmful: true, n: 20, right: 0.75 },
      { capability: 'plain-indicator', lang: 'th', harmful: true, n: 20, right: 0.25 },
    ]);
    expect(report).toContain('| plain-indicator | 75 % of 20 | 25 % of 20 | – | – | – | 50 % of 40 |');
    expect(report).toContain('| negation | – | – | – | – | – | – |');
  });

  it('counts disguises that training never used apart from those it uses', () => {
    const row = { lang: 'en', harmful: true };
    const rows = [
      { ...row, capability: 'small-capitals', n: 20, right: 0.4 },
      { ...row, capability: 'accents-added', n: 20, right: 0.6 },
      { ...row, capability: 'vowel-dropped', n: 20, right: 0.9 },
    ];
    const report = suiteReport(rows);
    expect(report).toContain('| **disguised, never taught: found** | 50 % of 40 |');
    expect(report).toContain('| **disguised, taught: found** | 90 % of 20 |');
    expect(disguiseSummary(rows)).toMatch(/never used, \*\*50 % of 40\*\* .* 90 % of 20\./);
  });
});
