import { createTranslator } from '@lapwing/ui/i18n';
import type { Language } from '@lapwing/ui/languages';
import type { MenuContext } from './browser.ts';

/** The context menu's entries in a language. */
export function menuTitles(language: Language): Record<MenuContext, string> {
  const t = createTranslator(language, ['extension']);
  return { page: t('menu.page'), link: t('menu.link'), selection: t('menu.selection') };
}
