import { createTranslator } from '@lapwing/ui/i18n';
import { detectLanguage } from '@lapwing/ui/languages';
import { REVEAL_KEYS } from './frame/reveal-key.ts';

/** What the mark in a covered page says, in the language chosen in the panel, else the preset one, else the browser's. */
export function safeMark(chosen: unknown, preset: string | undefined, breakDue: boolean): string {
  const wanted = typeof chosen === 'string' ? chosen : (preset ?? null);
  const language = detectLanguage(wanted, navigator.languages);
  const t = createTranslator(language, ['safe']);
  return breakDue ? t('break.mark') : t('mark', { keys: REVEAL_KEYS });
}
