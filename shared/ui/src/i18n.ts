import i18next, { type i18n } from 'i18next';
import resourcesToBackend from 'i18next-resources-to-backend';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { detectLanguage, type Language, languageOf, languages } from './languages.ts';
import type { Catalogue } from './messages/catalogues.ts';

export const LANGUAGE_KEY = 'lapwing.language';

/**
 * Starts the page's translations (call once, before rendering) and sets the document's language, which fonts,
 * leading and screen readers follow. Resolves when the language is loaded; another one is loaded when it is chosen.
 */
export async function startTranslations(
  { namespaces, load }: Catalogue,
  language: Language = preferredLanguage(),
): Promise<i18n> {
  i18next.on('languageChanged', (next) => {
    document.documentElement.lang = languageOf(next) ?? 'en';
  });
  const loaded = async (tag: string, namespace: string) => {
    const texts = await load[languageOf(tag) ?? 'en']?.();
    return texts?.[namespace] ?? {};
  };
  await i18next
    .use(initReactI18next)
    .use(resourcesToBackend(loaded))
    .init({
      lng: language,
      // What is complete needs no other language to be loaded beside it.
      fallbackLng: (tag) => (languages.some((complete) => complete === tag) ? [] : ['en']),
      ns: namespaces,
      defaultNS: 'common',
      // React escapes; escaping twice would show entities.
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  return i18next;
}

/**
 * The language this page should start in, of those `offered`: stored choice, then what the organisation preset, then
 * the browser's preferences, then English.
 */
export function preferredLanguage(offered: readonly Language[] = languages, preset?: Language): Language {
  return detectLanguage(readStored() ?? preset ?? null, navigator.languages, offered);
}

/** The page's language and how to change it; the choice is remembered on this device. */
export function useLanguage(): { language: Language; setLanguage: (language: Language) => void } {
  const { i18n: instance } = useTranslation();
  const setLanguage = useCallback(
    (next: Language) => {
      try {
        localStorage.setItem(LANGUAGE_KEY, next);
      } catch {
        // Storage may be blocked; the choice then lasts as long as the page.
      }
      void instance.changeLanguage(next);
    },
    [instance],
  );
  return { language: languageOf(instance.language) ?? 'en', setLanguage };
}

function readStored(): string | null {
  try {
    return localStorage.getItem(LANGUAGE_KEY);
  } catch {
    return null;
  }
}
