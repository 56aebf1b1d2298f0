import { Category } from '@lapwing/contracts/taxonomy';
import { z } from 'zod';

export const splits = ['train', 'validation', 'calibration', 'test'] as const;
export const Split = z.enum(splits);
/** train: weights · validation: early stop · calibration: Platt, thresholds, abstention · test: figures only. */
export type Split = z.infer<typeof Split>;

/** One line of a training file (JSONL). The store exports reviewed decisions in this shape. */
export const Example = z.strictObject({
  text: z.string().min(1).max(5000),
  /** BCP 47; `und` where unknown. */
  lang: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  /** Empty: harmless. */
  labels: z.array(Category),
  /** Where the example comes from, for the model card. */
  source: z.string().min(1).max(200),
  /** Campaign, author or template. A group never straddles two splits. */
  group: z.string().min(1).max(200),
  split: Split.optional(),
});
export type Example = z.infer<typeof Example>;

/** Training data that cannot be used: says which file and line, or which group. */
export class TrainingDataError extends Error {
  override name = 'TrainingDataError';
}
