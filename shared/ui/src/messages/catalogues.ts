import type { Language } from '../languages.ts';
import type { Namespace } from './index.ts';

/** The texts of one of our apps: its namespaces, and for each of its languages how they are loaded. */
export interface Catalogue {
  namespaces: readonly Namespace[];
  load: Partial<Record<Language, () => Promise<Readonly<Record<string, object>>>>>;
}

export const consoleCatalogue: Catalogue = {
  namespaces: [
    'capture',
    'common',
    'console',
    'delivery',
    'escalations',
    'evidence',
    'extension-admin',
    'figures',
    'formats',
    'guidance',
    'models',
    'outcomes',
    'problems',
    'recipient-settings',
    'schedule',
    'taxonomy',
    'ways',
    'worksheet',
  ],
  load: {
    en: async () => (await import('./console/en.ts')).messages,
    th: async () => (await import('./console/th.ts')).messages,
  },
};

export const extensionCatalogue: Catalogue = {
  namespaces: [
    'capture',
    'common',
    'control',
    'danger',
    'extension',
    'guidance',
    'privacy',
    'problems',
    'recheck',
    'safe',
    'suggestion',
    'taxonomy',
    'ways',
  ],
  load: {
    en: async () => (await import('./extension/en.ts')).messages,
    th: async () => (await import('./extension/th.ts')).messages,
    id: async () => (await import('./id.json')).default,
  },
};
