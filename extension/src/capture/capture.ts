import { z } from 'zod';

/** Where a person asked to flag something: the toolbar (or its shortcut), or an entry of the context menu. */
const captureCauses = ['PAGE', 'LINK', 'SELECTION'] as const;

/**
 * What was taken from a page when the analyst asked, waiting for the panel of that window. Kept in memory only
 * (session storage), never on disk.
 */
export const Capture = z.object({
  id: z.string(),
  cause: z.enum(captureCauses),
  tabId: z.number().int(),
  windowId: z.number().int(),
  /** When the analyst saw the content, ISO 8601. */
  observedAt: z.string(),
  url: z.string(),
  text: z.string(),
  authorHandle: z.string(),
  language: z.string(),
  /** False when the browser does not let extensions read this page: then only the address is known. */
  read: z.boolean(),
});
export type Capture = z.infer<typeof Capture>;
