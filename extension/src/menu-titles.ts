import { createTranslator } from '@lapwing/ui/i18n';
import { detectLanguage } from '@lapwing/ui/languages';
import type { MenuContext } from './browser.ts';

/** The context menu's entries in the language chosen in the panel, else the browser's. */
export function menuTitles(chosen: unknown): Record<MenuContext, string> {
  const language = detectLanguage(typeof chosen === 'string' ? chosen : null, navigator.languages);
  const t = createTranslator(language, ['extension']);
  return { page: t('menu.page'), link: t('menu.link'), selection: t('menu.selection') };
}
