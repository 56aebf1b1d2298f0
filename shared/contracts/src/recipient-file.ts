import { z } from 'zod';
import { RecipientInput } from './recipient.ts';

/** Most recipients in one file. */
const MOST_RECIPIENTS = 200;
/** Largest file of recipients that is taken, in bytes of JSON. */
export const MAX_RECIPIENT_FILE_BYTES = 1024 * 1024;

/**
 * Recipients as a file, to be kept, passed on, and read into another Lapwing. It holds settings and no secret: what a
 * transport keeps sealed is not in it. `docs/schemas/recipients.schema.json` says the same as JSON Schema.
 */
export const RecipientFile = z
  .strictObject({
    /** Where an editor finds the schema; nothing else looks at it. */
    $schema: z.string().max(500).optional(),
    lapwing: z.literal('recipients/1'),
    recipients: z.array(RecipientInput).min(1).max(MOST_RECIPIENTS),
  })
  .superRefine(({ recipients }, context) => {
    const seen = new Set<string>();
    for (const [index, { slug }] of recipients.entries()) {
      if (seen.has(slug))
        context.addIssue({
          code: 'custom',
          path: ['recipients', index, 'slug'],
          message: 'Another recipient in this file has this short name',
        });
      seen.add(slug);
    }
  })
  .meta({ id: 'RecipientFile' });
export type RecipientFile = z.infer<typeof RecipientFile>;

export const recipientFileChanges = ['NEW', 'CHANGED', 'SAME'] as const;

/** What a file of recipients changes, recipient by recipient, in its order. Recipients that it does not name stay. */
export const RecipientFileChanges = z
  .object({
    changes: z.array(
      z.object({
        slug: z.string(),
        name: z.string(),
        change: z.enum(recipientFileChanges),
        /** Settings that differ, as pointers into the recipient ("/configuration/fields"); none for new ones. */
        settings: z.array(z.string()),
        /** It takes no referrals now and would, or the other way round. */
        switches: z.enum(['ON', 'OFF']).nullable(),
      }),
    ),
    /** Stands for what was there to compare with: send it along, and nothing is changed that you did not see. */
    seen: z.string(),
  })
  .meta({ id: 'RecipientFileChanges' });
export type RecipientFileChanges = z.infer<typeof RecipientFileChanges>;
