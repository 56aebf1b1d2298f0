import { globSync, readFileSync } from 'node:fs';
import {
  categories,
  contentKinds,
  deliveryErrors,
  imminentBases,
  itemStates,
  modifiers,
  outcomeKinds,
  platforms,
  problemSlugs,
  transports,
  urgencies,
  verdicts,
} from '@lapwing/contracts';
import { describe, expect, it } from 'vitest';
import { languages } from '../languages.ts';
import { consoleCatalogue, extensionCatalogue } from './catalogues.ts';
import { messages } from './index.ts';

type Texts = { [key: string]: string | Texts };

function leaves(texts: Texts, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : leaves(value, `${prefix}${key}.`),
  );
}
const plural = /_(?:zero|one|two|few|many|other)$/;
const keysOf = (texts: Texts) => [...new Set(leaves(texts).map(([key]) => key.replace(plural, '')))].sort();
const placeholders = (text: string) => (text.match(/\{\{[^}]+\}\}/g) ?? []).sort();
const english: Record<string, Texts> = messages.en;

describe('message catalogues', () => {
  it.each(languages)('%s has exactly the keys that English has', (language) => {
    const catalogue: Record<string, Texts> = messages[language];
    for (const [namespace, texts] of Object.entries(english)) {
      expect(keysOf(catalogue[namespace] ?? {}), namespace).toEqual(keysOf(texts));
    }
  });

  it.each(languages)('%s has every plural form its grammar needs', (language) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const texts of Object.values<Texts>(messages[language])) {
      const all = leaves(texts).map(([key]) => key);
      for (const key of all.filter((name) => plural.test(name))) {
        for (const form of forms) expect(all).toContain(key.replace(plural, `_${form}`));
      }
    }
  });

  it.each(languages)('%s fills the same placeholders as English', (language) => {
    const catalogue: Record<string, Texts> = messages[language];
    for (const [namespace, texts] of Object.entries(english)) {
      const there = new Map(leaves(catalogue[namespace] ?? {}));
      for (const [key, text] of leaves(texts)) {
        const translated = there.get(key);
        if (translated !== undefined)
          expect(placeholders(translated), `${namespace}:${key}`).toEqual(placeholders(text));
      }
    }
  });

  it.each(languages)('%s has no empty text', (language) => {
    for (const texts of Object.values<Texts>(messages[language])) {
      for (const [key, text] of leaves(texts)) expect(text.trim(), key).not.toBe('');
    }
  });

  it.each(languages)('%s names every code of the taxonomy and every problem', (language) => {
    const { taxonomy, problems, delivery } = messages[language];
    const catalogues: [object, readonly string[]][] = [
      [taxonomy.category, categories],
      [taxonomy.modifier, modifiers],
      [taxonomy.urgency, urgencies],
      [taxonomy.basis, imminentBases],
      [taxonomy.platform, platforms],
      [taxonomy.kind, contentKinds],
      [taxonomy.verdict, verdicts],
      [taxonomy.outcome, outcomeKinds],
      [taxonomy.itemState, itemStates],
      [problems, problemSlugs],
      [delivery.error, deliveryErrors],
      [delivery.transports, transports],
    ];
    for (const [texts, codes] of catalogues)
      expect(Object.keys(texts)).toEqual(expect.arrayContaining([...codes]));
  });
});

const root = new URL('../../../../', import.meta.url).pathname;
const components = 'shared/ui/src/components/*.tsx';

describe.each([
  ['console', consoleCatalogue, [components, 'services/console/src/**/*.tsx']],
  ['extension', extensionCatalogue, [components, 'extension/src/**/*.tsx']],
] as const)('the catalogue of the %s', (_, { namespaces, load }, sources) => {
  it.each(languages)('has all of its namespaces in %s', async (language) => {
    expect(Object.keys((await load[language]?.()) ?? {})).toEqual(namespaces);
  });

  it('has every namespace that a component asks for', () => {
    const asked = globSync(sources, { cwd: root }).flatMap((path) =>
      [...readFileSync(`${root}${path}`, 'utf8').matchAll(/useTranslation\(([^)]*)\)/g)].flatMap(
        ([, names]) => [...(names ?? '').matchAll(/'([^']+)'/g)].map(([, name]) => name),
      ),
    );
    expect(asked.length).toBeGreaterThan(20);
    expect([...new Set(asked)].filter((name) => !namespaces.some((known) => known === name))).toEqual([]);
  });
});
