import { z } from 'zod';
import { RecheckFinding } from './recheck.ts';
import { OutcomeKind, OutcomeSource, Relation } from './taxonomy.ts';
import { Id, line, Timestamp, text } from './text.ts';

/**
 * Why a closed referral was opened again: a look found it still there, or there again after it had been gone, or it
 * came back under another address.
 */
export const reopeningReasons = ['STILL_THERE', 'REAPPEARED', 'OTHER_ADDRESS'] as const;
export const ReopeningReason = z.enum(reopeningReasons);
export type ReopeningReason = z.infer<typeof ReopeningReason>;

/** Who did it (a pseudonym), or null for the machine and where the reader may not know. */
const event = { at: Timestamp, by: z.string().nullable() };

/** One thing that happened to a referral. */
export const TimelineEvent = z.discriminatedUnion('kind', [
  z.object({ ...event, kind: z.literal('BUILT') }),
  /** `reference`: the recipient's own for the batch. */
  z.object({ ...event, kind: z.literal('SENT'), reference: z.string() }),
  /** The recipient gave it a number of its own. */
  z.object({ ...event, kind: z.literal('RECEIVED'), ticket: z.string() }),
  z.object({
    ...event,
    kind: z.literal('OUTCOME'),
    outcome: OutcomeKind,
    source: OutcomeSource,
    note: z.string(),
  }),
  z.object({ ...event, kind: z.literal('RECHECKED'), finding: RecheckFinding }),
  z.object({ ...event, kind: z.literal('REMINDED') }),
  /** We wrote a correction of it, or took it back, by the referral `referralId`; `note` is why. */
  z.object({
    ...event,
    kind: z.literal('CORRECTED'),
    relation: Relation,
    referralId: Id,
    note: z.string(),
  }),
  /** `otherItemId`: what was flagged under the other address. */
  z.object({
    ...event,
    kind: z.literal('REOPENED'),
    reason: ReopeningReason,
    otherItemId: Id.nullable(),
    otherUrl: z.string().nullable(),
    note: z.string(),
  }),
]);
export type TimelineEvent = z.infer<typeof TimelineEvent>;

/** `GET /v1/referrals/{id}/timeline`, oldest first. */
export const Timeline = z.object({ events: z.array(TimelineEvent) }).meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof Timeline>;

/** Body of `POST /v1/referrals/{id}/reopen`. `address` goes with OTHER_ADDRESS: one that was flagged. */
export const ReopeningInput = z
  .strictObject({
    reason: ReopeningReason,
    address: line(4096).optional(),
    note: text(1000).default(''),
  })
  .refine(({ reason, address }) => (reason === 'OTHER_ADDRESS') === (address !== undefined), {
    path: ['address'],
    message: 'Goes with OTHER_ADDRESS, and only with it',
  })
  .meta({ id: 'ReopeningInput' });
export type ReopeningInput = z.input<typeof ReopeningInput>;

/** Most referrals of which one text reminds. */
export const MAX_REMINDED_AT_ONCE = 50;

/** What one recipient has left unanswered longer than expected. */
export const OverdueRecipient = z.object({
  recipientId: Id,
  recipient: z.string(),
  expectedResponseHours: z.number().int(),
  /** The longest waiting first, at most 50; `total` counts all. */
  referrals: z.array(
    z.object({
      referralId: Id,
      itemId: Id,
      url: z.string(),
      /** When it was sent, or opened again. */
      waitingSince: Timestamp,
      remindedAt: Timestamp.nullable(),
    }),
  ),
  total: z.number().int(),
  /** A neutral text in the recipient's language (English where we have no other), of the fields it gets anyway. */
  text: z.object({ language: z.string(), subject: z.string(), body: z.string() }),
});
export type OverdueRecipient = z.infer<typeof OverdueRecipient>;

/** `GET /v1/reminders`. */
export const OverdueList = z.object({ recipients: z.array(OverdueRecipient) }).meta({ id: 'OverdueList' });
export type OverdueList = z.infer<typeof OverdueList>;

/** Body of `POST /v1/reminders`: a person reminded a recipient of these. */
export const ReminderInput = z
  .strictObject({
    recipientId: Id,
    referralIds: z.array(Id).min(1).max(MAX_REMINDED_AT_ONCE),
    remindedAt: Timestamp,
  })
  .meta({ id: 'ReminderInput' });
export type ReminderInput = z.infer<typeof ReminderInput>;
