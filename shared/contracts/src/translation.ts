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
    translatedFrom: TranslationLanguage,
    madeBy: z.literal('ORGANISATION'),
    text: text(1000),
  })
  .meta({ id: 'Translation' });
export type Translation = z.infer<typeof Translation>;

const translatedWords = {
  language: TranslationLanguage,
  /** Language of the explanation. */
  translatedFrom: TranslationLanguage,
  text: TranslatedText,
};
type TranslatedWords = z.infer<z.ZodObject<typeof translatedWords>>;

const isInAnotherLanguage = ({ language, translatedFrom }: TranslatedWords): boolean =>
  language !== translatedFrom;
const inAnotherLanguage = {
  path: ['language'],
  message: 'A translation is in another language than the explanation',
};

/** An explanation in another language, inside something that is written. */
export const NewTranslation = z
  .strictObject(translatedWords)
  .refine(isInAnotherLanguage, inAnotherLanguage)
  .meta({ id: 'NewTranslation' });
export type NewTranslation = z.infer<typeof NewTranslation>;

/** Body of `POST /v1/decisions/{id}/translations`: the explanation of a confirmation in another language. */
export const TranslationInput = z
  .strictObject({
    ...translatedWords,
    /** Personal data in it that the translator has looked at and that must leave, as it stands there. */
    confirmedPersonalData: z.array(text(200)).max(20).default([]),
  })
  .refine(isInAnotherLanguage, inAnotherLanguage)
  .meta({ id: 'TranslationInput' });
export type TranslationInput = z.input<typeof TranslationInput>;
export type ParsedTranslation = z.output<typeof TranslationInput>;

/** The newest translation of an explanation into one language, as colleagues see it. */
export const TranslationView = z
  .object({
    translationId: Id,
    language: TranslationLanguage,
    translatedFrom: TranslationLanguage,
    text: z.string(),
    /** Pseudonym of who translated it. */
    by: z.string(),
    writtenAt: Timestamp,
    /** The explanation was corrected since: it is not sent until somebody looked at it and saved it again. */
    outOfDate: z.boolean(),
    /** What the explanation was corrected to; null where it was not. */
    correctedTo: z.string().nullable(),
  })
  .meta({ id: 'TranslationView' });
export type TranslationView = z.infer<typeof TranslationView>;

/** What every translation says of itself, to who reads its language; it says nothing of whoever translated. */
const marks: Readonly<Record<TranslationLanguage, Readonly<Record<TranslationLanguage, string>>>> = {
  en: {
    en: 'Translation, made by the organisation',
    th: 'Translation from Thai, made by the organisation',
  },
  th: {
    en: 'คำแปลจากภาษาอังกฤษ จัดทำโดยองค์กร',
    th: 'คำแปล จัดทำโดยองค์กร',
  },
};

/** A translation where nothing around it says what it is: its words behind a mark in its own language. */
export const markedTranslation = ({ language, translatedFrom, text: words }: NewTranslation): string =>
  `${marks[language][translatedFrom]}: ${words}`;

/** The language an explanation seems to be in: that of the script of most of its letters. Words of the other may be quoted. */
export function seemingLanguage(words: string): TranslationLanguage {
  const count = (letters: RegExp): number => words.match(letters)?.length ?? 0;
  return count(/\p{Script=Thai}/gu) > count(/\p{Script=Latin}/gu) ? 'th' : 'en';
}

/** The language a text in this one is translated from: there are two. */
export const otherThan = (language: TranslationLanguage): TranslationLanguage =>
  language === 'en' ? 'th' : 'en';
