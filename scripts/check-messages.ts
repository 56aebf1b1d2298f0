import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run-command.ts';

// The catalogues of shared/ui: complete in both languages, really translated, and without a text nobody shows.

/** Texts that are rightly the same in Thai: names, codes, formats, and texts made of placeholders and signs. */
const sameInThai = new Set([
  'extension:title',
  'common:language.en',
  'common:language.th',
  'common:language.id',
  'console:item.machine',
  'console:batch.sha',
]);
/** Platforms are called by their own names in every language. */
const isName = (key: string): boolean => sameInThai.has(key) || key.startsWith('taxonomy:platform.');
/** Texts that are not asked for by key: the browser shows them, from the extension's manifest. */
const shownByBrowser = 'extension:manifest.';

const messagesFolder = join(root, 'shared/ui/src/messages');
const plural = /_(?:zero|one|two|few|many|other)$/;

const flatten = (value: unknown, prefix: string): [string, string][] => {
  if (typeof value === 'string') return [[prefix, value]];
  if (typeof value !== 'object' || value === null) return [[prefix, '']];
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, prefix === '' ? key : `${prefix}.${key}`),
  );
};

const withNamespace = (namespace: string, texts: unknown): [string, string][] =>
  flatten(texts, '').map(([key, text]) => [`${namespace}:${key}`, text]);
const readJson = (...path: string[]): unknown =>
  JSON.parse(readFileSync(join(messagesFolder, ...path), 'utf8'));

const catalogue = (language: string): Map<string, string> =>
  new Map(
    readdirSync(join(messagesFolder, language)).flatMap((file) =>
      withNamespace(file.replace(/\.json$/, ''), readJson(language, file)),
    ),
  );

/** A language of one file: its texts, by namespace. What it lacks is shown in English. */
const catalogueOfOneFile = (file: string): Map<string, string> =>
  new Map(
    Object.entries(readJson(file) ?? {}).flatMap(([namespace, texts]) => withNamespace(namespace, texts)),
  );

const withoutPlurals = (keys: Iterable<string>): Set<string> =>
  new Set([...keys].map((key) => key.replace(plural, '')));
const placeholders = (text: string): string => (text.match(/\{\{[^}]+\}\}/g) ?? []).sort().join(' ');
const hasWords = (text: string): boolean => /\p{L}/u.test(text.replace(/\{\{[^}]+\}\}|<[^>]+>/g, ''));

const problems: string[] = [];
const english = catalogue('en');
const thai = catalogue('th');

const englishKeys = withoutPlurals(english.keys());
const thaiKeys = withoutPlurals(thai.keys());
for (const key of englishKeys) if (!thaiKeys.has(key)) problems.push(`${key} is missing in Thai`);
for (const key of thaiKeys) if (!englishKeys.has(key)) problems.push(`${key} is missing in English`);
for (const [language, texts] of [
  ['English', english],
  ['Thai', thai],
] as const) {
  for (const [key, text] of texts) if (text.trim() === '') problems.push(`${key} is empty in ${language}`);
}
for (const [key, text] of english) {
  const translated = thai.get(key);
  if (translated === undefined) continue;
  if (placeholders(text) !== placeholders(translated)) problems.push(`${key} has other placeholders in Thai`);
  if (text === translated && hasWords(text) && !isName(key))
    problems.push(`${key} is not translated into Thai`);
}

/** Keys without what tells apart the plural forms of a language, which differ in number. */
const placeholdersByKey = new Map(
  [...english].map(([key, text]) => [key.replace(plural, ''), placeholders(text)]),
);
const oneFileLanguages = readdirSync(messagesFolder).filter((name) => name.endsWith('.json'));
for (const file of oneFileLanguages) {
  const language = file.replace(/\.json$/, '');
  const texts = catalogueOfOneFile(file);
  for (const [key, text] of texts) {
    const expected = placeholdersByKey.get(key.replace(plural, ''));
    if (expected === undefined) problems.push(`${key} of ${file} is missing in English`);
    else if (placeholders(text) !== expected) problems.push(`${key} has other placeholders in ${language}`);
    if (text.trim() === '') problems.push(`${key} is empty in ${language}`);
    const form = plural.exec(key)?.[0].slice(1);
    const forms: string[] = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    if (form !== undefined && !forms.includes(form))
      problems.push(`${key}: ${language} has no such plural form`);
  }
  const translated = withoutPlurals(texts.keys()).size;
  process.stdout.write(
    `${language}: ${translated} of ${englishKeys.size} texts; the others are shown in English\n`,
  );
}

/** Every quoted text of the sources; a key put together from parts becomes a pattern. */
const usedPatterns = (): RegExp[] => {
  const files = globSync('{shared/ui,services/console,extension}/{src,entrypoints}/**/*.{ts,tsx}', {
    cwd: root,
  }).filter((file) => !/\.test\.tsx?$|\/messages\//.test(file));
  const literals = new Set<string>();
  for (const file of files) {
    const source = readFileSync(join(root, file), 'utf8');
    for (const match of source.matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`/g)) {
      const literal = match[1] ?? match[2] ?? match[3] ?? '';
      if (/^[\w.:-]*(?:\$\{[^}]*\}[\w.:-]*)*$/.test(literal) && /[.:\w]/.test(literal)) literals.add(literal);
    }
  }
  return [...literals]
    .filter((literal) => literal.replace(/\$\{[^}]*\}/g, '').length > 2)
    .map((literal) => {
      const pattern = literal
        .split(/\$\{[^}]*\}/)
        .map((part) => part.replaceAll('.', '\\.'))
        .join('[^:]+');
      return new RegExp(`^(?:[^:]+:)?${pattern}$`);
    });
};

const patterns = usedPatterns();
for (const key of englishKeys) {
  const used = key.startsWith(shownByBrowser) || patterns.some((pattern) => pattern.test(key));
  if (!used) problems.push(`${key} is used nowhere`);
}

const shown = 40;
for (const problem of problems.slice(0, shown)) console.error(problem);
if (problems.length > shown) console.error(`and ${problems.length - shown} more`);
process.exitCode = problems.length === 0 ? 0 : 1;
