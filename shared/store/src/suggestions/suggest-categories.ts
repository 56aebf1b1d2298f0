import { Suggestion, type SuggestionInput } from '@lapwing/contracts';
import { v4 } from 'uuid';
import { readExtensionPolicy } from '../extension/read-extension-policy.ts';
import { Refusal } from '../refusal.ts';
import type { Store } from '../store.ts';
import { answerContext, questionContext, type SuggestionQuestion } from './suggestion-seals.ts';

/** How long an analyst waits at most, in milliseconds. */
const PATIENCE_MS = 3_000;

/**
 * Asks the classifier what it would say of a text that nobody has flagged yet. Text and answer travel sealed; nothing
 * is stored and nothing is put on record, since nothing changes and the text is the caller's own. Refused: while the
 * organisation's policy does not allow it (`forbidden`); when no scorer answers in time (`unavailable`).
 */
export async function suggestCategories(
  store: Pick<Store, 'db' | 'sealer' | 'queues'>,
  input: SuggestionInput,
): Promise<Suggestion> {
  const { suggestions } = await readExtensionPolicy(store);
  if (!suggestions)
    throw new Refusal('forbidden', 'Your organisation has not switched on suggestions of the classifier');
  const requestId = v4();
  const question: SuggestionQuestion = { text: input.text, language: input.language ?? null };
  const sealed = store.sealer.seal(JSON.stringify(question), questionContext(requestId));
  const answer = await store.queues.askSuggestion({ requestId, sealed }, PATIENCE_MS);
  if (answer === null) throw new Refusal('unavailable', 'The classifier does not answer at the moment');
  return Suggestion.parse(JSON.parse(store.sealer.open(answer, answerContext(requestId))));
}
