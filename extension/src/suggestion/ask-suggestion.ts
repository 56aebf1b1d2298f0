import { Suggestion, type SuggestionInput } from '@lapwing/contracts/suggestion';
import { type Answer, askServer, type Fetch } from '../server/ask-server.ts';

/** Asks what the classifier would say of a text. The server keeps nothing of it. */
export function askSuggestion(
  from: { server: string; token: string },
  input: SuggestionInput,
  fetch: Fetch,
): Promise<Answer<Suggestion>> {
  return askServer(
    { ...from, method: 'POST', path: '/v1/suggestions', body: input, answer: Suggestion },
    fetch,
  );
}
