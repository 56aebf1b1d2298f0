/** Languages with a complete message catalogue: every part of Lapwing is offered in them. */
export const languages = ['en', 'th'] as const;
/** The extension's languages. Those beyond the complete ones are one file each (`messages/id.json`), and fall back to English. */
export const extensionLanguages = [...languages, 'id'] as const;
export type Language = (typeof extensionLanguages)[number];

/** The language of a BCP 47 tag if we have it ("th-TH" → "th"), else null. */
export function languageOf(tag: string | null | undefined): Language | null {
  const primary = tag?.split('-')[0]?.toLowerCase();
  return extensionLanguages.find((language) => language === primary) ?? null;
}

/**
 * Which language to show: what the person chose before (`stored`), else the first preferred language that is
 * `offered` (in the browser's order), else English.
 */
export function detectLanguage(
  stored: string | null,
  preferred: readonly string[],
  offered: readonly Language[] = languages,
): Language {
  for (const tag of [stored, ...preferred]) {
    const language = languageOf(tag);
    if (language !== null && offered.includes(language)) return language;
  }
  return 'en';
}
