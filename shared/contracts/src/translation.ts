import { z } from 'zod';
import { Id, Timestamp, text } from './text.ts';

/** Languages (BCP 47) in which letters to recipients are written, and into which explanations are translated. */
export const translationLanguages = ['en', 'th'] as const;
export const TranslationLanguage = z.enum(translationLanguages);
export type TranslationLanguage = z.infer<typeof TranslationLanguage>;

/** As long as an explanation may be, and not of blanks alone. */
const TranslatedText = text(1000, 1).refine((words) => words.trim() !== '', {
  message: 'A translation has words',
});

/** An explanation in another language, as it leaves: made by a person of the organisation, who is not named. */
export const Translation = z
  .object({
    language: TranslationLanguage,
    /** What the explanation is written in, by its letters and words; null where it is neither of the two for certain. */
    translatedFrom: TranslationLanguage.nullable(),
    madeBy: z.literal('ORGANISATION'),
    text: text(1000),
  })
  .meta({ id: 'Translation' });
export type Translation = z.infer<typeof Translation>;

const translatedWords = { language: TranslationLanguage, text: TranslatedText };

/** An explanation in another language, inside something that is written. */
export const NewTranslation = z.strictObject(translatedWords).meta({ id: 'NewTranslation' });
export type NewTranslation = z.infer<typeof NewTranslation>;

/** Body of `POST /v1/decisions/{id}/translations`: the explanation of a confirmation in another language. */
export const TranslationInput = z
  .strictObject({
    ...translatedWords,
    /** What the writer saw: where something else is newest by now, nothing is saved. Null: there was none. */
    seen: z.strictObject({
      /** The newest translation into this language. */
      translationId: Id.nullable(),
      /** The newest correction of what this explanation or a translation of it says. */
      correctionId: Id.nullable(),
    }),
    /** Personal data in it that the translator has looked at and that must leave, as it stands there. */
    confirmedPersonalData: z.array(text(200)).max(20).default([]),
  })
  .meta({ id: 'TranslationInput' });
export type TranslationInput = z.input<typeof TranslationInput>;
export type ParsedTranslation = z.output<typeof TranslationInput>;

/** The newest translation of an explanation into one language, as colleagues see it. */
export const TranslationView = z
  .object({
    translationId: Id,
    language: TranslationLanguage,
    translatedFrom: TranslationLanguage.nullable(),
    text: z.string(),
    /** Pseudonym of who translated it. */
    by: z.string(),
    writtenAt: Timestamp,
    /** It is sent to nobody: the explanation was corrected, or a recipient was told another translation that its writer did not know. */
    outOfDate: z.boolean(),
    /** The translation into this language that a correction told a recipient, which its writer did not know; else null. */
    toldInstead: z.string().nullable(),
  })
  .meta({ id: 'TranslationView' });
export type TranslationView = z.infer<typeof TranslationView>;

/** What every translation says of itself, to who reads its language; it says nothing of whoever translated. */
const marks: Readonly<Record<TranslationLanguage, { from: string; fromOther: string }>> = {
  en: {
    from: 'Translation from Thai, made by the organisation',
    fromOther: 'Translation, made by the organisation',
  },
  th: { from: 'คำแปลจากภาษาอังกฤษ จัดทำโดยองค์กร', fromOther: 'คำแปล จัดทำโดยองค์กร' },
};

/** A translation where nothing around it says what it is: its words behind a mark in its own language. */
export const markedTranslation = ({
  language,
  translatedFrom,
  text: words,
}: Pick<Translation, 'language' | 'translatedFrom' | 'text'>): string =>
  `${marks[language][translatedFrom === otherThan(language) ? 'from' : 'fromOther']}: ${words}`;

const count = (words: string, letters: RegExp): number => words.match(letters)?.length ?? 0;
const thaiLetters = (words: string): number => count(words, /\p{Script=Thai}/gu);
const latinLetters = (words: string): number => count(words, /\p{Script=Latin}/gu);
/** Thai vowels above and below are marks. */
const allLetters = (words: string): number => count(words, /\p{Script=Thai}|(?!\p{Script=Thai})\p{L}/gu);

/** The likelier of the two for an explanation: that of the script of most of its letters. Words of the other may be quoted. */
export const seemingLanguage = (words: string): TranslationLanguage =>
  thaiLetters(words) > latinLetters(words) ? 'th' : 'en';

/** Words that hardly any other language has; without some of them a Latin text may be in any. */
const englishWords =
  /\b(?:the|and|with|this|that|from|who|whom|their|they|which|were|into|about|asks|offers|sends|says|for|has|have|been|them|these|those|there|where|when|what|would|should|could)\b/gi;
/** What is quoted is often in another language than what is said of it. */
const quotations = /["'‘’“”«»„].*?["'‘’“”«»„]/gs;
/** Of the words of an English sentence far more are such; of a sentence with some English in it, fewer. */
const LEAST_ENGLISH = 1 / 6;

/**
 * The language a text is written in, where its letters and words leave no doubt; else null. Thai is known by its script, English
 * by two words of its own or more, one in six at least, outside of what it quotes, and no letter beyond A to Z.
 */
export function languageOf(words: string): TranslationLanguage | null {
  const all = allLetters(words);
  if (all > 0 && thaiLetters(words) * 2 > all) return 'th';
  if (count(words, /[a-z]/gi) !== all) return null;
  const own = words.replaceAll(quotations, ' ');
  const english = [...own.matchAll(englishWords)].map(([word]) => word.toLowerCase());
  const isEnglish = new Set(english).size >= 2 && english.length >= count(own, /\S+/g) * LEAST_ENGLISH;
  return isEnglish ? 'en' : null;
}

/** Whether a text can be in a language by its script: Thai has Thai letters, English mostly Latin ones. The other may be quoted. */
export const isInScriptOf = (language: TranslationLanguage, words: string): boolean =>
  language === 'th' ? thaiLetters(words) > 0 : latinLetters(words) * 2 > allLetters(words);

/** The language a text in this one is translated from: there are two. */
export const otherThan = (language: TranslationLanguage): TranslationLanguage =>
  language === 'en' ? 'th' : 'en';
