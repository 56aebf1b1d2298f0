import i18next, { type i18n } from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { detectLanguage, type Language, languageOf, languages } from './languages.ts';
import { messages, type Namespace } from './messages/index.ts';

export const LANGUAGE_KEY = 'lapwing.language';

const namespaces = Object.keys(messages.en);
const shared = {
  resources: messages,
  fallbackLng: 'en',
  ns: namespaces,
  defaultNS: 'common',
  // React escapes; escaping twice would show entities.
  interpolation: { escapeValue: false },
  returnNull: false,
} as const;

/**
 * Starts the page's translations (call once, before rendering) and sets the document's language, which fonts,
 * leading and screen readers follow.
 */
export function startTranslations(language: Language = preferredLanguage()): i18n {
  i18next.on('languageChanged', (next) => {
    document.documentElement.lang = languageOf(next) ?? 'en';
  });
  void i18next.use(initReactI18next).init({ ...shared, lng: language, initAsync: false });
  return i18next;
}

/**
 * The language this page should start in, of those `offered`: stored choice, then what the organisation preset, then
 * the browser's preferences, then English.
 */
export function preferredLanguage(offered: readonly Language[] = languages, preset?: Language): Language {
  return detectLanguage(readStored() ?? preset ?? null, navigator.languages, offered);
}

/**
 * A translator without React and without the page's instance, for a background script or a worker. Keys of the
 * first namespace need no prefix; others are written `namespace:key`.
 */
export function createTranslator<const Spaces extends readonly [Namespace, ...Namespace[]]>(
  language: Language,
  spaces: Spaces,
) {
  const instance = i18next.createInstance();
  void instance.init({ ...shared, lng: language, initAsync: false });
  return instance.getFixedT(language, spaces);
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
