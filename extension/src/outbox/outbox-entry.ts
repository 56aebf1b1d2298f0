import { FlagInput } from '@lapwing/contracts/flag';
import { z } from 'zod';

/** Whose flag it is: a flag is only ever sent as the person who saved it, to the server it was saved for. */
export const Owner = z.object({ server: z.string(), personId: z.string() });
export type Owner = z.infer<typeof Owner>;

export function isSameOwner(one: Owner, other: Owner): boolean {
  return one.server === other.server && one.personId === other.personId;
}

/** Why a saved flag has not been sent yet. NEW: nobody tried. */
const waitingReasons = [
  'NEW',
  'UNREACHABLE',
  'SERVER_BUSY',
  'SERVER_FAILED',
  'NOT_LAPWING',
  'PAIR_AGAIN',
  'INTERRUPTED',
] as const;
export const WaitingReason = z.enum(waitingReasons);

/** Why the server refused a flag: the problem's slug, its title, and the field it points at. */
export const Refusal = z.object({
  slug: z.string(),
  title: z.string(),
  detail: z.string().nullable(),
  fields: z.array(z.object({ pointer: z.string(), detail: z.string() })),
});
export type Refusal = z.infer<typeof Refusal>;

/** All times are milliseconds since the epoch, of this computer's clock. */
const every = {
  /** The Idempotency-Key, for good. */
  key: z.string(),
  /** The place in the queue: a count, since a clock can be set back. */
  order: z.number().int(),
  owner: Owner,
  imminent: z.boolean(),
  savedAt: z.number(),
  attempts: z.number().int(),
  /** An attempt ended without a clear answer, so that the server may have the flag. */
  uncertain: z.boolean(),
  /** Imminent danger that its person was told of as not delivered; null: there was no need. Rows of old have none. */
  overdueSince: z.number().nullable().default(null),
};

const pending = {
  ...every,
  /** Answers, one after the other, that may have been about this flag alone. */
  failures: z.number().int(),
};
const receipt = {
  ...every,
  flagId: z.string(),
  itemId: z.string(),
  settledAt: z.number(),
  /** Its person withdrew it while it was on its way, and the server had it already. */
  tooLate: z.boolean(),
  /** False until its person has seen that the server has it; only imminent danger waits for that. */
  seen: z.boolean().default(true),
};

/** What is known of a flag in the outbox without opening it: enough to order and to send, nothing of what it says. */
export const OutboxHead = z.discriminatedUnion('state', [
  z.object({
    ...pending,
    state: z.literal('SAVED'),
    waiting: WaitingReason,
    /** When `nextAttemptAt` was chosen. */
    waitingSince: z.number(),
    nextAttemptAt: z.number(),
  }),
  z.object({
    ...pending,
    state: z.literal('SENDING'),
    /** Its person withdrew it meanwhile; the answer decides. */
    withdrawing: z.boolean(),
  }),
  z.object({ ...every, state: z.literal('REFUSED'), settledAt: z.number() }),
  z.object({ ...receipt, state: z.literal('ACCEPTED') }),
  z.object({ ...receipt, state: z.literal('ALREADY_KNOWN') }),
  z.object({ ...every, state: z.literal('WITHDRAWN'), settledAt: z.number() }),
]);
export type OutboxHead = z.infer<typeof OutboxHead>;
export type OutboxState = OutboxHead['state'];
export type HeadOf<State extends OutboxState> = Extract<OutboxHead, { state: State }>;

/** What a flag in the outbox says; sealed on disk. `refusal`: null until the server refused it. */
export const OutboxContent = z.object({ flag: FlagInput, refusal: Refusal.nullable() });
export type OutboxContent = z.infer<typeof OutboxContent>;

type Flagged = Pick<OutboxContent, 'flag'>;

/**
 * One flag in the outbox. While it is not settled it holds the whole flag; accepted or withdrawn, only a receipt:
 * its text and its address are gone from this computer.
 */
export type OutboxEntry =
  | (HeadOf<'SAVED'> & Flagged)
  | (HeadOf<'SENDING'> & Flagged)
  | (HeadOf<'REFUSED'> & Flagged & { refusal: Refusal })
  | HeadOf<'ACCEPTED' | 'ALREADY_KNOWN' | 'WITHDRAWN'>;
export type EntryOf<State extends OutboxState> = Extract<OutboxEntry, { state: State }>;

/** A flag that has no place in the queue yet. */
export type NewEntry = Omit<EntryOf<'SAVED'>, 'order'>;

/** Whether the flag is still on its way, so that somebody has to go on trying. */
export function isPending<Head extends Pick<OutboxHead, 'state'>>(
  head: Head,
): head is Extract<Head, { state: 'SAVED' | 'SENDING' }> {
  return head.state === 'SAVED' || head.state === 'SENDING';
}

/** Whether only a receipt is left. */
export function isReceipt(head: Pick<OutboxHead, 'state'>): boolean {
  return head.state === 'ACCEPTED' || head.state === 'ALREADY_KNOWN' || head.state === 'WITHDRAWN';
}
