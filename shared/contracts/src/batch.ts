import { z } from 'zod';
import { DeliveryTarget, DeliveryView } from './delivery.ts';
import { EscalationView } from './escalation.ts';
import { BatchState } from './lifecycle/batch-lifecycle.ts';
import { ExportFormat, ReferralField } from './recipient.ts';
import { Referral, ReferralView } from './referral.ts';
import { Id, Timestamp, text } from './text.ts';

/** Body of `POST /v1/batches/preview` and `POST /v1/batches`. Without `referralIds`: all that are ready, by priority. */
export const BatchInput = z
  .strictObject({ recipientId: Id, referralIds: z.array(Id).min(1).max(1000).optional() })
  .meta({ id: 'BatchInput' });
export type BatchInput = z.infer<typeof BatchInput>;

/** Exactly what would be sent: one entry per envelope, since imminent danger travels alone. */
export const BatchPreview = z
  .object({
    batches: z.array(
      z.object({ imminent: z.boolean(), referrals: z.array(Referral), rows: z.array(z.array(z.string())) }),
    ),
    /** Headings of `rows`: the recipient's fields in its order; `rows` are the cells to the letter. */
    columns: z.array(ReferralField),
    /** Referrals that rule 6 holds back, with their ids. */
    held: z.array(Id),
    /** Ready referrals that do not fit into the recipient's limit this time. */
    remaining: z.number().int(),
    /** While the recipient has all the batches that it takes in 24 hours: when it takes the next, else null. */
    nextBatchAt: Timestamp.nullable(),
    formats: z.array(ExportFormat),
  })
  .meta({ id: 'BatchPreview' });
export type BatchPreview = z.infer<typeof BatchPreview>;

/** What is copied into a recipient's web form: the cells of each referral, in the recipient's order of fields. */
export const BatchWorksheet = z
  .object({
    batchId: Id,
    recipient: z.string(),
    columns: z.array(ReferralField),
    referrals: z.array(z.object({ referralId: Id, urlOriginal: z.string(), cells: z.array(z.string()) })),
    /** The text of the report that Lapwing would make as the recipient is set up now; null where it would make none. */
    report: z.string().nullable(),
  })
  .meta({ id: 'BatchWorksheet' });
export type BatchWorksheet = z.infer<typeof BatchWorksheet>;

export const BatchFile = z
  .object({ name: z.string(), mediaType: z.string(), bytes: z.number().int(), sha256: z.string() })
  .meta({ id: 'BatchFile' });
export type BatchFile = z.infer<typeof BatchFile>;

export const BatchView = z
  .object({
    batchId: Id,
    recipientId: Id,
    recipient: z.string(),
    state: BatchState,
    imminent: z.boolean(),
    referralCount: z.number().int(),
    createdAt: Timestamp,
    builtAt: Timestamp.nullable(),
    sentAt: Timestamp.nullable(),
    attempts: z.number().int(),
    /** Why the last attempt to build failed, in one sentence, or null. */
    lastError: z.string().nullable(),
    /** Its files could not be built and no further attempt is made by itself: it is cancelled, or an admin tries again. */
    givenUp: z.boolean(),
    files: z.array(BatchFile),
    /** The marking under which it travels, such as `TLP:AMBER`. */
    tlp: z.string(),
    /** Where Lapwing would deliver it to as the recipient is set up now; null where a person hands it over. */
    deliversTo: DeliveryTarget.nullable(),
    /**
     * Whether it waits for a second look before it is sent, by somebody other than `madeBy`, or who gave it (pseudonyms);
     * null where none is asked for. Where `madeBy` is null, a schedule made it, and whoever gives the look does not send it.
     */
    secondLook: z
      .object({
        madeBy: z.string().nullable(),
        releasedBy: z.string().nullable(),
        releasedAt: Timestamp.nullable(),
      })
      .nullable(),
    /**
     * When a mail server said that the message with it did not arrive, and its status (RFC 3463); null where none did. It is what
     * a message of the mailbox says, and changes nothing of the batch.
     */
    cameBack: z.object({ at: Timestamp, status: z.string() }).nullable(),
    /** Null while nobody asked for it. */
    delivery: DeliveryView.nullable(),
  })
  .meta({ id: 'Batch' });
export type BatchView = z.infer<typeof BatchView>;

export const BatchDetail = z
  .object({
    ...BatchView.shape,
    referrals: z.array(ReferralView),
    /** Newest first; of imminent danger only. */
    escalations: z.array(EscalationView),
  })
  .meta({ id: 'BatchDetail' });
export type BatchDetail = z.infer<typeof BatchDetail>;

export const BatchPage = z
  .object({ batches: z.array(BatchView), nextCursor: z.string().nullable() })
  .meta({ id: 'BatchPage' });
export type BatchPage = z.infer<typeof BatchPage>;

/** Body of `POST /v1/batches/{batchId}/sent`. */
export const BatchSentInput = z
  .strictObject({ sentAt: Timestamp, reference: text(200).default('') })
  .meta({ id: 'BatchSentInput' });
export type BatchSentInput = z.input<typeof BatchSentInput>;
