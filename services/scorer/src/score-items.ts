import { loadScoringInput } from '@lapwing/store/scores/load-scoring-input';
import { recordScores } from '@lapwing/store/scores/record-scores';
import type { Store } from '@lapwing/store/store';
import type { Inference } from './inference.ts';

/**
 * Scores items: reads what people saw, asks the model, records what it said. All or none; safe to repeat. Items
 * whose score is no longer due are passed over.
 */
export async function scoreItems(
  store: Pick<Store, 'db' | 'sealer'>,
  inference: Pick<Inference, 'score'>,
  itemIds: readonly string[],
  options: { checkShare: number },
): Promise<void> {
  const inputs = await loadScoringInput(store, [...new Set(itemIds)]);
  const due = inputs.filter(({ dueAt }) => dueAt !== null);
  if (due.length === 0) return;
  const { modelVersion, scores } = await inference.score(
    due.map(({ text, language }) => (language === null ? { text } : { text, lang: language })),
  );
  await recordScores(
    store,
    due.flatMap(({ itemId, inputHash, dueAt }, index) => {
      const score = scores[index];
      return score ? [{ itemId, inputHash, dueAt, modelVersion, ...score }] : [];
    }),
    options,
  );
}
