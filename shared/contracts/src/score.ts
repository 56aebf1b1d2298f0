import { z } from 'zod';
import { Category, categories } from './taxonomy.ts';
import { Timestamp } from './text.ts';

/** Probability per learned category, 0–1. A category the model never learned is absent, which is not 0. */
export const Probabilities = z.partialRecord(z.enum(categories), z.number().min(0).max(1));
export type Probabilities = z.infer<typeof Probabilities>;

/** What one version of the classifier said of one item. Orders work; never decides anything (rule 4). */
export const ScoreView = z
  .object({
    modelVersion: z.string(),
    risk: z.number().min(0).max(1),
    probabilities: Probabilities,
    abstained: z.boolean(),
    scoredAt: Timestamp,
  })
  .meta({ id: 'Score' });
export type ScoreView = z.infer<typeof ScoreView>;

/** One stretch of the text that moved the score; offsets are UTF-16 code units. */
export const ScoreSpan = z.object({
  start: z.number().int(),
  end: z.number().int(),
  weight: z.number(),
  category: Category,
});
export type ScoreSpan = z.infer<typeof ScoreSpan>;
