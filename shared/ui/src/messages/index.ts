import { messages as enConsole } from './console/en.ts';
import { messages as thConsole } from './console/th.ts';
import { messages as enExtension } from './extension/en.ts';
import { messages as thExtension } from './extension/th.ts';
import id from './id.json' with { type: 'json' };

/**
 * Every user-visible text, by language and namespace, for what has to know all of them. A page loads its part in one
 * language (`catalogues.ts`). English is the catalogue that keys are typed by; what a language of one file lacks is shown
 * in English.
 */
export const messages = {
  en: { ...enConsole, ...enExtension },
  th: { ...thConsole, ...thExtension },
  id,
};

export type Namespace = keyof (typeof messages)['en'];

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    returnNull: false;
    resources: (typeof messages)['en'];
  }
}
