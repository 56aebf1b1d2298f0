import { z } from 'zod';
import { deliveryErrors } from './delivery.ts';
import { EscalationState } from './lifecycle/escalation-lifecycle.ts';
import { Id, Timestamp, text } from './text.ts';

/** How long imminent danger waits for an answer of the recipient, and a called lead for somebody to take it over. */
export const ANSWER_WITHIN_MS = 15 * 60_000;

/** How often the whole order of leads is called before calling ends; the alarm in the console stays. */
export const ROUNDS_OF_CALLS = 3;

/**
 * Why a batch is escalated: one of imminent danger could not be built or delivered, was not sent in time, or was and the
 * recipient did not answer in time; the message with it came back; or the delivery of one was stopped since danger was named
 * after it was made.
 */
export const escalationReasons = ['GIVEN_UP', 'NOT_SENT', 'NO_ANSWER', 'CAME_BACK', 'DANGER_SINCE'] as const;
export const EscalationReason = z.enum(escalationReasons);
export type EscalationReason = z.infer<typeof EscalationReason>;

/** How an escalation ended: a person wrote what was done, the recipient answered, the batch was cancelled, or its referral taken back. */
export const escalationEndings = ['DONE', 'ANSWERED', 'CANCELLED', 'TAKEN_BACK'] as const;
export const EscalationEnding = z.enum(escalationEndings);
export type EscalationEnding = z.infer<typeof EscalationEnding>;

/**
 * Why the e-mail of a call did not reach the lead: it could not be handed to the organisation's mail server, or a mail server
 * took it and sent it back later.
 */
export const CallMailError = z.enum([...deliveryErrors, 'CAME_BACK']);
export type CallMailError = z.infer<typeof CallMailError>;

/** A lead who was called, and what became of the e-mail to her. */
export const EscalationCall = z.object({
  /** From 1. */
  step: z.number().int(),
  /** Her name: colleagues have to find her. */
  person: z.string(),
  calledAt: Timestamp,
  /** When the organisation's mail server took the message; null again where that came back. */
  mailedAt: Timestamp.nullable(),
  /** Why the last attempt to send it failed; it is tried again until somebody takes over, but where the message came back. */
  mailError: CallMailError.nullable(),
});
export type EscalationCall = z.infer<typeof EscalationCall>;

/** An urgent batch that nobody answered, and who was called about it. Nothing of the content. */
export const EscalationView = z
  .object({
    escalationId: Id,
    batchId: Id,
    recipient: z.string(),
    reason: EscalationReason,
    state: EscalationState,
    openedAt: Timestamp,
    /** Oldest first. */
    calls: z.array(EscalationCall),
    /** When the next lead is called; null where nobody more is. */
    nextCallAt: Timestamp.nullable(),
    takenBy: z.string().nullable(),
    takenAt: Timestamp.nullable(),
    /** Whether the reader took it over. */
    mine: z.boolean(),
    ending: EscalationEnding.nullable(),
    settledBy: z.string().nullable(),
    settledAt: Timestamp.nullable(),
    /** What was done, in the words of who settled it; empty where nobody wrote any. */
    done: z.string(),
  })
  .meta({ id: 'Escalation' });
export type EscalationView = z.infer<typeof EscalationView>;

export const EscalationList = z
  .object({ escalations: z.array(EscalationView) })
  .meta({ id: 'EscalationList' });
export type EscalationList = z.infer<typeof EscalationList>;

/** Body of `POST /v1/escalations/{id}/settle`: what was done. */
export const EscalationDone = z.strictObject({ done: text(1000, 1) }).meta({ id: 'EscalationDone' });
export type EscalationDone = z.infer<typeof EscalationDone>;

/** Body of `PUT /v1/call-order`: leads in the order in which they are called; none: all active leads. */
export const CallOrderInput = z
  .strictObject({ personIds: z.array(Id).max(100) })
  .refine(({ personIds }) => new Set(personIds).size === personIds.length, {
    path: ['personIds'],
    message: 'Names somebody twice',
  })
  .meta({ id: 'CallOrderInput' });
export type CallOrderInput = z.infer<typeof CallOrderInput>;

/** `GET /v1/call-order`. */
export const CallOrder = z
  .object({
    /** What was decided; empty while nobody decided anything. */
    personIds: z.array(Id),
    /** Who is called as things are, in this order: without those who left or are no leads. */
    called: z.array(z.object({ personId: Id, name: z.string() })),
    version: z.number().int(),
  })
  .meta({ id: 'CallOrder' });
export type CallOrder = z.infer<typeof CallOrder>;
