import { Platform } from '@lapwing/contracts/taxonomy';
import { LanguageTag, Timestamp } from '@lapwing/contracts/text';
import { z } from 'zod';

/** Text that a page gave: whole characters, no NUL; longer than the reader ever makes it is refused. */
const taken = (limit: number) =>
  z
    .string()
    .max(limit)
    .transform((value) => value.toWellFormed().replaceAll('\u0000', ''));
const takenLine = taken(200).transform((value) => value.replace(/[\r\n]+/g, ' '));
const count = z.int().min(0).optional().catch(undefined);

/** What the capture script answered. It ran in a page that may be hostile, so it is parsed like any input. */
export const PageReading = z.object({
  adapter: Platform,
  unlike: Platform.nullable(),
  url: taken(100_000),
  hasOwnAddress: z.boolean(),
  authorHandle: takenLine,
  authorId: takenLine,
  text: taken(2_000),
  language: LanguageTag.or(z.literal('')).catch(''),
  postedAt: Timestamp.or(z.literal('')).catch(''),
  parentId: takenLine,
  groupId: takenLine,
  counts: z.object({ likes: count, comments: count, shares: count, views: count }).catch({}),
});
export type PageReading = z.infer<typeof PageReading>;
