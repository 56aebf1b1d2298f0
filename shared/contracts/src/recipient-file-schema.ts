import { z } from 'zod';
import { RecipientFile } from './recipient-file.ts';

/** `RecipientFile` as JSON Schema (draft 2020-12), as it is written by hand: what has a default may be left out. */
export function recipientFileSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(RecipientFile, { io: 'input', target: 'draft-2020-12' }),
    title: 'Recipients of Lapwing',
    description:
      'A file of recipients, as "lapwing recipients export" writes it. "lapwing recipients check" also finds what a JSON Schema cannot say.',
  };
}
