/** Languages with a complete message catalogue. */
export const languages = ['en', 'th'] as const;
export type Language = (typeof languages)[number];

/** The language of a BCP 47 tag if we have it ("th-TH" → "th"), else null. */
export function languageOf(tag: string | null | undefined): Language | null {
  const primary = tag?.split('-')[0]?.toLowerCase();
  return languages.find((language) => language === primary) ?? null;
}

/**
 * Which language to show: what the person chose before (`stored`), else the first preferred language that we
 * have (in the browser's order), else English.
 */
export function detectLanguage(stored: string | null, preferred: readonly string[]): Language {
  const chosen = languageOf(stored);
  if (chosen) return chosen;
  for (const tag of preferred) {
    const language = languageOf(tag);
    if (language) return language;
  }
  return 'en';
}
