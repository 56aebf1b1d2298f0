import { z } from 'zod';

/** 128 random bits. */
const Word = z.string().regex(/^[\da-f]{32}$/);

/** What our script in a page tells the background. */
export const FrameMessage = z.discriminatedUnion('kind', [
  /** A document begins, or comes back: it is covered until it hears SAFE_END. `covered`: it is so already. */
  z.object({ kind: z.literal('SAFE_COVER'), covered: z.boolean() }),
  /** One thing opens for a moment, or closes. */
  z.object({ kind: z.literal('SAFE_OPEN'), word: Word, open: z.boolean() }),
  /** What does the mark say? */
  z.object({ kind: z.literal('SAFE_MARK') }),
  /** Somebody uses the page and sees it. */
  z.object({ kind: z.literal('SAFE_LOOK') }),
  /** The pointer came into this document, which calls itself by a word of its own; milliseconds since the epoch. */
  z.object({ kind: z.literal('SAFE_HERE'), word: Word, at: z.number() }),
  /** The reveal key is held where the pointer is not: other frames of the page may have it. */
  z.object({ kind: z.literal('SAFE_HOLD'), held: z.boolean() }),
]);
export type FrameMessage = z.infer<typeof FrameMessage>;

/** What the background answers to SAFE_COVER: the cover is there. */
export interface CoverAnswer {
  kind: 'SAFE_COVERED';
  /** Frames are covered as a whole, because the browser does not let us into them. */
  frames: boolean;
}

/** What the background answers to SAFE_MARK and SAFE_LOOK: what the mark in the page says. */
export interface MarkAnswer {
  kind: 'SAFE_MARK';
  mark: string;
}

/** What the background tells our scripts in a page. */
export type PageMessage =
  | { kind: 'SAFE_END' }
  | { kind: 'SAFE_HELD'; held: boolean }
  /** The document in which the pointer was at that moment. */
  | { kind: 'SAFE_THERE'; word: string; at: number };
