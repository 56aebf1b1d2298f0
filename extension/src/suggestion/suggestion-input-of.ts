import { SuggestionInput } from '@lapwing/contracts/suggestion';
import type { Draft } from '../flag/draft.ts';

/** What is asked of the classifier for a form, or null where there is nothing that it could read. */
export function suggestionInputOf({
  text,
  language,
}: Pick<Draft, 'text' | 'language'>): SuggestionInput | null {
  if (text.trim() === '') return null;
  const input = { text };
  const withLanguage = SuggestionInput.safeParse({ ...input, language: language.trim() });
  return withLanguage.data ?? SuggestionInput.safeParse(input).data ?? null;
}
