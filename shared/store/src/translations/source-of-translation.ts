import { isInScriptOf, languageOf, type NewTranslation, type TranslationLanguage } from '@lapwing/contracts';
import { fieldRefusal } from '../refusal.ts';

/**
 * The language that a translation says it is from: that of the explanation where that is known and another one, else null.
 * Refuses one whose script is plainly not that of its language (`invalid-request`, code `not_in_language`).
 *
 * @param pointer of its words in the request
 */
export function sourceOfTranslation(
  explanation: string,
  { language, text }: NewTranslation,
  pointer: string,
): TranslationLanguage | null {
  if (!isInScriptOf(language, text))
    throw fieldRefusal(
      pointer,
      'not_in_language',
      'These words are not written in the language they are said to be in',
    );
  const source = languageOf(explanation);
  return source === language ? null : source;
}
