import { detectLanguage, type Language } from '@lapwing/ui/languages';
import { readStored } from './browser.ts';
import { readManaged } from './managed/managed-presets.ts';
import { LANGUAGE } from './stored-keys.ts';

/** The language chosen in the panel, else the preset one, else the browser's: for what is said outside of the panel. */
export async function chosenLanguage(): Promise<Language> {
  const [chosen, preset] = await Promise.all([readStored('local', LANGUAGE), readManaged()]);
  const wanted = typeof chosen === 'string' ? chosen : (preset.language ?? null);
  return detectLanguage(wanted, navigator.languages);
}
