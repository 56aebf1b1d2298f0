import { z } from 'zod';

/** What the panel asks of the background: send the looks that wait. */
export const SendLooks = z.object({ kind: z.literal('SEND_LOOKS') });
export type SendLooks = z.infer<typeof SendLooks>;

export const LOOKS_ALARM = 'looks';
/** The browser's lock that whoever sends looks holds. */
export const LOOKS_DRAIN_LOCK = 'looks-drain';
