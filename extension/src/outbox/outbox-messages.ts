import { z } from 'zod';

/** What the panel asks of the background: send what is due. The cause can make waiting flags due; DUE does not. */
export const DrainRequest = z.object({
  kind: z.literal('DRAIN'),
  cause: z.enum(['SAVED', 'DANGER', 'OPENED', 'ONLINE', 'PAIRED', 'ASKED', 'DUE']),
});
export type DrainRequest = z.infer<typeof DrainRequest>;

export const OUTBOX_ALARM = 'outbox';
/** The shortest period that browsers grant. */
export const OUTBOX_PERIOD_MINUTES = 0.5;

/** The browser's lock that whoever sends holds. */
export const DRAIN_LOCK = 'outbox-drain';

/** The channel on which every change of the outbox is announced to all our pages. */
export const OUTBOX_CHANNEL = 'lapwing-outbox';
