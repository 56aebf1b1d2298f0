import { createTranslator } from '@lapwing/ui/i18n';
import type { Language } from '@lapwing/ui/languages';
import { REVEAL_KEYS } from './frame/reveal-key.ts';

/** What the mark in a covered page says, in a language. */
export function safeMark(language: Language): string {
  return createTranslator(language, ['safe'])('mark', { keys: REVEAL_KEYS });
}
