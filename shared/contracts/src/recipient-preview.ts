import { z } from 'zod';
import { ExportFormat, RecipientInput, ReferralField } from './recipient.ts';
import { Category } from './taxonomy.ts';
import { Id, Timestamp } from './text.ts';

/** Body of `POST /v1/recipients/preview`: settings as they are being written, saved or not. */
export const RecipientPreviewInput = z
  .strictObject({
    /** Null for one that was not saved yet. */
    recipientId: Id.nullable(),
    recipient: RecipientInput,
    /** What the invented sample is about, where no referral is shown. */
    category: Category,
    urgent: z.boolean(),
    /** Asks for the first referral that is ready, where there is one and the caller may see it. */
    real: z.boolean(),
  })
  .meta({ id: 'RecipientPreviewInput' });
export type RecipientPreviewInput = z.infer<typeof RecipientPreviewInput>;

/** What the recipient would get with these settings, in its formats and its order of fields. */
export const RecipientPreview = z
  .object({
    /** REFERRAL: the first that is ready for it, as it would leave; SAMPLE: invented. */
    source: z.enum(['REFERRAL', 'SAMPLE']),
    columns: z.array(ReferralField),
    row: z.array(z.string()),
    files: z.array(
      z.object({
        format: ExportFormat,
        /** Null where the format has no word for the category: no file is written then. */
        name: z.string().nullable(),
        bytes: z.number().int(),
        /** The beginning of a file that is text; null for others. */
        text: z.string().nullable(),
        /** Why such a file cannot be written on this installation, or null. */
        problem: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'RecipientPreview' });
export type RecipientPreview = z.infer<typeof RecipientPreview>;

/** Why a referral that is ready would not go today. */
export const heldBackReasons = [
  'SWITCHED_OFF',
  'NOT_YET',
  'ENDED',
  'NOT_A_SENDER',
  'CONTENT_NOT_TAKEN',
  'NO_FORMAT',
  'LAW_ENFORCEMENT_FIRST',
  'BATCHES_USED_UP',
] as const;

/** Body of `POST /v1/recipients/{id}/dry-run`. Without settings: those that are saved. */
export const BatchDryRunInput = z
  .strictObject({ recipient: RecipientInput.optional() })
  .meta({ id: 'BatchDryRunInput' });
export type BatchDryRunInput = z.infer<typeof BatchDryRunInput>;

/** What would go in the next 24 hours if every batch was built, and what would not. Numbers only. */
export const BatchDryRun = z
  .object({
    /** Referrals in imminent danger, each a batch of its own. */
    imminent: z.number().int(),
    /** Batches of the others, and the referrals in them. */
    batches: z.number().int(),
    referrals: z.number().int(),
    heldBack: z.array(z.object({ reason: z.enum(heldBackReasons), count: z.number().int() })),
    /** While the recipient has all the batches that it takes in 24 hours: when it takes the next, else null. */
    nextBatchAt: Timestamp.nullable(),
  })
  .meta({ id: 'BatchDryRun' });
export type BatchDryRun = z.infer<typeof BatchDryRun>;
