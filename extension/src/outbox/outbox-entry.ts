import { FlagInput } from '@lapwing/contracts/flag';
import { z } from 'zod';

/** Whose flag it is: a flag is only ever sent as the person who saved it, to the server it was saved for. */
export const Owner = z.object({ server: z.string(), personId: z.string() });
export type Owner = z.infer<typeof Owner>;

/** Why a saved flag has not been sent yet. NEW: nobody tried. */
const waitingReasons = ['NEW', 'UNREACHABLE', 'SERVER_BUSY', 'PAIR_AGAIN', 'INTERRUPTED'] as const;

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
  /** The Idempotency-Key, made once when the flag is saved. */
  key: z.string(),
  owner: Owner,
  url: z.string(),
  imminent: z.boolean(),
  savedAt: z.number(),
  attempts: z.number().int(),
};

const receipt = { flagId: z.string(), itemId: z.string(), settledAt: z.number() };

/**
 * One flag in the outbox. While it is not accepted it holds the whole flag; after that only a receipt: what the
 * post said is gone from this computer.
 */
export const OutboxEntry = z.discriminatedUnion('state', [
  z.object({
    ...every,
    state: z.literal('SAVED'),
    flag: FlagInput,
    waiting: z.enum(waitingReasons),
    nextAttemptAt: z.number(),
  }),
  z.object({ ...every, state: z.literal('SENDING'), flag: FlagInput }),
  z.object({
    ...every,
    state: z.literal('REFUSED'),
    flag: FlagInput,
    refusal: Refusal,
    settledAt: z.number(),
  }),
  z.object({ ...every, state: z.literal('ACCEPTED'), ...receipt }),
  z.object({ ...every, state: z.literal('ALREADY_KNOWN'), ...receipt }),
]);
export type OutboxEntry = z.infer<typeof OutboxEntry>;
export type OutboxState = OutboxEntry['state'];

/** Whether the flag is still on its way, so that somebody has to go on trying. */
export function isPending(entry: OutboxEntry): entry is Extract<OutboxEntry, { state: 'SAVED' | 'SENDING' }> {
  return entry.state === 'SAVED' || entry.state === 'SENDING';
}
