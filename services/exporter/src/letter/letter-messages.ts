import en from '../messages/en.json' with { type: 'json' };
import th from '../messages/th.json' with { type: 'json' };

/** The words of a letter; every language has the same keys as English. */
export type LetterMessages = typeof en;

const catalogues: Record<string, LetterMessages> = { en, th };

/** The words for a recipient's language (BCP 47), and which language they are in; English where there are none. */
export function messagesFor(language: string): { language: string; messages: LetterMessages } {
  const base = new Intl.Locale(language).language;
  const messages = catalogues[base];
  return messages ? { language: base, messages } : { language: 'en', messages: en };
}

/** Puts values in the places of `{{name}}`. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}
