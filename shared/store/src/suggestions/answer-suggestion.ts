import {
  categories,
  LEAST_PROBABLE,
  MOST_SUGGESTED,
  type Probabilities,
  type Suggestion,
} from '@lapwing/contracts';
import type { JobPayload } from '../queues/queue-names.ts';
import type { Sealer } from '../sealing.ts';
import { answerContext, questionContext, SuggestionQuestion } from './suggestion-seals.ts';

/** What the classifier says of one text. */
interface Said {
  modelVersion: string;
  risk: number;
  probabilities: Probabilities;
  abstained: boolean;
}

/**
 * The scorer's side of `suggestCategories`: opens the question, asks the model, seals the answer. Gives nothing for a
 * question that nobody waits for any more, and does not open it.
 */
export async function answerSuggestion(
  sealer: Sealer,
  job: JobPayload<'suggest'>,
  ask: (question: SuggestionQuestion) => Promise<Said>,
): Promise<string> {
  if (Date.parse(job.expiresAt) < Date.now()) return '';
  const opened = sealer.open(job.sealed, questionContext(job.requestId));
  const { modelVersion, risk, probabilities, abstained } = await ask(
    SuggestionQuestion.parse(JSON.parse(opened)),
  );
  const suggestion: Suggestion = {
    model: modelVersion,
    risk,
    unsure: abstained,
    categories: abstained ? [] : mostProbable(probabilities),
  };
  return sealer.seal(JSON.stringify(suggestion), answerContext(job.requestId));
}

function mostProbable(probabilities: Probabilities): Suggestion['categories'] {
  return categories
    .map((category) => ({ category, probability: probabilities[category] ?? 0 }))
    .filter(({ probability }) => probability >= LEAST_PROBABLE)
    .sort((a, b) => b.probability - a.probability)
    .slice(0, MOST_SUGGESTED);
}
