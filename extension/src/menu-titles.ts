import { createTranslator } from '@lapwing/ui/i18n';
import { detectLanguage } from '@lapwing/ui/languages';
import type { MenuContext } from './browser.ts';

/** The context menu's entries in the language chosen in the panel, else the preset one, else the browser's. */
export function menuTitles(chosen: unknown, preset: string | undefined): Record<MenuContext, string> {
  const wanted = typeof chosen === 'string' ? chosen : (preset ?? null);
  const language = detectLanguage(wanted, navigator.languages);
  const t = createTranslator(language, ['extension']);
  return { page: t('menu.page'), link: t('menu.link'), selection: t('menu.selection') };
}
