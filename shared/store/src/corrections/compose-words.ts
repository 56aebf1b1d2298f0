import { markedTranslation, type ParsedCorrection, type Translation } from '@lapwing/contracts';
import en from './messages/en.json' with { type: 'json' };
import th from './messages/th.json' with { type: 'json' };

const catalogues: Record<string, typeof en> = { en, th };

/** A translation with the language it is from, where that is known. */
export type TranslationToSay = Pick<Translation, 'language' | 'translatedFrom' | 'text'>;

/**
 * What a correction or a retraction says to the recipient, in its language (English where we have no other): of which
 * referral, what changed, and why. A retraction does not repeat what it takes back.
 */
export function composeWords(
  language: string,
  first: { referralId: string; sentAt: Date },
  {
    relation,
    reason,
    category,
    severity,
    explanation,
    translation,
  }: Omit<ParsedCorrection, 'translation'> & { translation?: TranslationToSay | undefined },
): string {
  const base = new Intl.Locale(language).language;
  const known = catalogues[base] ? base : 'en';
  const words = catalogues[known] ?? en;
  const date = new Intl.DateTimeFormat(known, { dateStyle: 'long', timeZone: 'UTC' }).format(first.sentAt);
  const changed = [
    ...(category === undefined ? [] : [words.changed.category]),
    ...(severity === undefined ? [] : [words.changed.severity]),
    ...(explanation === undefined ? [] : [words.changed.explanation]),
    ...(translation === undefined ? [] : [words.changed.translation]),
  ].join(', ');
  const whole = fill(words[relation], { id: first.referralId, date, changed, reason: sentence(reason) });
  return [
    whole,
    ...(explanation === undefined ? [] : [fill(words.explanation, { explanation })]),
    ...(translation === undefined ? [] : [markedTranslation(translation)]),
  ].join('\n');
}

/** What somebody wrote, with a stop at its end where a Latin script wants one. */
const sentence = (text: string): string =>
  /\p{Script=Latin}$/u.test(text.trim()) ? `${text.trim()}.` : text.trim();

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
