import type { BackgroundTextKey } from './background-texts.ts';

const inside = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** The text of `namespace:path.in.it`, or undefined. */
const textAt = (catalogue: unknown, key: string): unknown => {
  const [namespace = '', path = ''] = key.split(':');
  return path.split('.').reduce(inside, inside(catalogue, namespace));
};

/**
 * For the build: the background's texts out of the catalogues (by language, then namespace), as the file that the
 * background reads. What a language lacks is in English. @throws Error where English lacks it too
 */
export function backgroundTextsFile(
  catalogues: Readonly<Record<string, unknown>>,
  keys: readonly BackgroundTextKey[],
): string {
  const textOf = (language: string, key: BackgroundTextKey): string => {
    const text = textAt(catalogues[language], key) ?? textAt(catalogues.en, key);
    if (typeof text !== 'string') throw new Error(`There is no text ${key}`);
    return text;
  };
  const texts = Object.keys(catalogues).map((language) => [
    language,
    Object.fromEntries(keys.map((key) => [key, textOf(language, key)])),
  ]);
  return JSON.stringify(Object.fromEntries(texts));
}
