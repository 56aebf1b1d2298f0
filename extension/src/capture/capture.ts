import { Platform } from '@lapwing/contracts/taxonomy';
import { z } from 'zod';

/** What a person asked to flag; as the kinds of targets of the adapters. */
const captureCauses = ['PAGE', 'LINK', 'SELECTION', 'ACCOUNT'] as const;

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
  /** False for a comment or message that its site gives no address of its own. */
  hasOwnAddress: z.boolean(),
  text: z.string(),
  authorHandle: z.string(),
  authorId: z.string(),
  parentId: z.string(),
  groupId: z.string(),
  /** ISO 8601, or ''. */
  postedAt: z.string(),
  language: z.string(),
  /** Shown beside the form, to help to see how urgent it is; no part of a flag. */
  counts: z.partialRecord(z.enum(['likes', 'comments', 'shares', 'views']), z.number()),
  /** The platform whose page did not look as its adapter expects. */
  unlike: Platform.nullable(),
  /** False when the browser does not let extensions read this page: then only the address is known. */
  read: z.boolean(),
  /** She asked for the checklist of imminent danger with it. */
  danger: z.boolean().default(false),
});
export type Capture = z.infer<typeof Capture>;
