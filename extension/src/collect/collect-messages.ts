import { z } from 'zod';
import { PageReading } from '../capture/page-reading.ts';
import { MAX_SITTING_ITEMS } from './sitting.ts';

/** What the picking script in a page says: posts were picked, or given back. */
export const PickMessage = z.object({
  kind: z.literal('PICKED'),
  picked: z.array(z.object({ id: z.uuid(), reading: PageReading })).max(MAX_SITTING_ITEMS),
  dropped: z.array(z.uuid()).max(MAX_SITTING_ITEMS),
  /** All posts of the page were taken, not one by one. */
  all: z.boolean(),
});
export type PickMessage = z.infer<typeof PickMessage>;
