import type { batches } from '../schema/index.ts';

type Batch = Pick<typeof batches.$inferSelect, 'imminent' | 'configuration' | 'releasedAt'>;

/** Whether the recipient's settings, as they were when the batch was made, ask for a second look. Danger does not wait. */
export const asksForSecondLook = ({ imminent, configuration }: Omit<Batch, 'releasedAt'>): boolean =>
  configuration.secondLook && !imminent;

/** Whether nobody gave it yet. */
export const waitsForSecondLook = (batch: Batch): boolean =>
  asksForSecondLook(batch) && batch.releasedAt === null;
