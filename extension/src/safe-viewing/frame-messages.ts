import { z } from 'zod';

/** What our script in a page tells the background. */
export const FrameMessage = z.discriminatedUnion('kind', [
  /** A document begins, or comes back: is it to be covered? `covered`: it has its cover already. */
  z.object({ kind: z.literal('SAFE_COVER'), covered: z.boolean() }),
  /** One thing opens for a moment, or closes. */
  z.object({ kind: z.literal('SAFE_OPEN'), word: z.string().regex(/^[\da-f]{32}$/), open: z.boolean() }),
  /** The reveal key is held where the pointer is not: other frames of the page may have it. */
  z.object({ kind: z.literal('SAFE_HOLD'), held: z.boolean() }),
]);
export type FrameMessage = z.infer<typeof FrameMessage>;

/** What the background answers to SAFE_COVER. */
export interface CoverAnswer {
  kind: 'SAFE_COVERED' | 'SAFE_OFF';
  /** What the mark in the page says. */
  mark: string;
}

/** What the background tells our scripts in a page. */
export type PageMessage = { kind: 'SAFE_END' } | { kind: 'SAFE_HELD'; held: boolean };
