import { messages } from '@lapwing/ui/messages/index';
import i18next from 'i18next';

export type Language = keyof typeof messages;
/** Gives the interface's own words for `namespace:key`; a key that is not there does not compile. */
export type Words = ReturnType<typeof wordsIn>;

/** The words of the interface in a language. */
export function wordsIn(language: Language) {
  const instance = i18next.createInstance();
  void instance.init({
    resources: messages,
    lng: language,
    fallbackLng: 'en',
    ns: Object.keys(messages.en),
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return instance.getFixedT(language, [
    'console',
    'control',
    'capture',
    'common',
    'delivery',
    'escalations',
    'evidence',
    'extension',
    'extension-admin',
    'figures',
    'formats',
    'guidance',
    'models',
    'outcomes',
    'privacy',
    'recheck',
    'recipient-settings',
    'safe',
    'schedule',
    'suggestion',
    'taxonomy',
    'ways',
    'worksheet',
  ]);
}
