import { z } from 'zod';

/** Everything that training depends on besides the data; written into the manifest of the model. */
export const Hyperparameters = z.strictObject({
  seed: z.int().default(20250611),
  dimensions: z.int().positive().default(64),
  hidden: z.int().positive().default(64),
  maxFeatures: z.int().positive().default(110_000),
  batch: z.int().positive().default(64),
  maxEpochs: z.int().positive().default(8),
  /** Epochs without a better validation AUPRC before training of the bag stops. */
  patience: z.int().positive().default(2),
  headRate: z.number().positive().default(0.002),
  /** A category is learned only from this many groups on. */
  minGroups: z.int().positive().default(12),
});
export type Hyperparameters = z.infer<typeof Hyperparameters>;
