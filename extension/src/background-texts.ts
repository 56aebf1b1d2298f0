import { detectLanguage, extensionLanguages } from '@lapwing/ui/languages';
import { z } from 'zod';
import { readOwnFile, readStored } from './browser/storage.ts';
import { readManaged } from './managed/managed-presets.ts';
import { LANGUAGE } from './stored-keys.ts';

/** Every text that the background itself shows. */
export const backgroundTextKeys = [
  'ways:menu.post',
  'ways:menu.selection',
  'ways:menu.link',
  'ways:menu.account',
  'ways:menu.page',
  'ways:menu.collect',
  'safe:mark',
  'safe:break.mark',
  'extension:manifest.action',
  'danger:badge.DANGER_UNDELIVERED',
  'danger:badge.DANGER_SENDING',
  'danger:undelivered.title',
  'danger:notice.call',
  'danger:notice.callPolice',
] as const;
export type BackgroundTextKey = (typeof backgroundTextKeys)[number];

/** Written by wxt.config.ts: those texts in every language. The catalogues are too large for the background. */
export const BACKGROUND_TEXTS_FILE = 'background-texts.json';

const File = z.record(z.enum(extensionLanguages), z.record(z.enum(backgroundTextKeys), z.string()));

/** Gives a text, with `{{name}}` replaced by the value of that name. */
export interface BackgroundText {
  (key: BackgroundTextKey, values?: Readonly<Record<string, string>>): string;
  /** BCP 47, of the texts. */
  readonly language: string;
}

/** The background's texts in the language chosen in the panel, else the preset one, else the browser's. */
export async function readBackgroundTexts(): Promise<BackgroundText> {
  const [file, chosen, managed] = await Promise.all([
    readOwnFile(BACKGROUND_TEXTS_FILE),
    readStored('local', LANGUAGE),
    readManaged(),
  ]);
  const wanted = typeof chosen === 'string' ? chosen : (managed.language ?? null);
  const language = detectLanguage(wanted, navigator.languages, extensionLanguages);
  const texts = File.parse(file)[language];
  const textOf = (key: BackgroundTextKey, values: Readonly<Record<string, string>> = {}) =>
    texts[key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  return Object.assign(textOf, { language });
}
