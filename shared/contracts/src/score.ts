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

/** Why the classifier has no ground for an answer; where several hold, the first of these. */
export const abstentions = ['NO_TEXT', 'LANGUAGE', 'UNKNOWN_WORDS', 'TOO_CLOSE'] as const;
export const Abstention = z.enum(abstentions);
export type Abstention = z.infer<typeof Abstention>;

/** How many stretches of a text are kept with its score, the strongest. */
export const MAX_SCORE_SPANS = 12;

/**
 * One stretch of the text that spoke for or against one category: `weight` is what its words add to the category's logit
 * (log-odds; negative: against it), as the model sums it up for this text, not what leaving them out would change. The
 * risk is an output of its own and has no stretches. Offsets are UTF-16 code units; no letter of the text is in it.
 */
export const ScoreSpan = z
  .object({
    start: z.number().int().min(0),
    end: z.number().int().min(1),
    weight: z.number(),
    category: Category,
  })
  .refine(({ start, end }) => start < end, { path: ['end'], message: 'A stretch is not empty' })
  .meta({ id: 'ScoreSpan' });
export type ScoreSpan = z.infer<typeof ScoreSpan>;
