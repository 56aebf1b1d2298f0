import { z } from 'zod';

/** What the reader found in a page. It comes from a page that may be hostile, so it is parsed like any input. */
export const PageReading = z.object({
  url: z.string().max(100_000),
  canonical: z.string().max(100_000).nullable(),
  selection: z.string().max(5_000),
  /** Visible text of the post, without the answers below it; empty where no post was found. */
  text: z.string().max(5_000),
  /** Links of the post (or of the page), in the page's order. */
  links: z.array(z.object({ href: z.string().max(4_096), text: z.string().max(200) })).max(80),
  /** Whether the links and the text belong to one post, not to the page at large. */
  inPost: z.boolean(),
  language: z.string().nullable(),
});
export type PageReading = z.infer<typeof PageReading>;
