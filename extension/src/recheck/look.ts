import { RecheckFinding } from '@lapwing/contracts/recheck';
import { z } from 'zod';
import { Owner } from '../outbox/outbox-entry.ts';

const every = {
  /** With it, sending again is harmless. */
  key: z.string(),
  owner: Owner,
  referralId: z.string(),
  finding: RecheckFinding,
  /** When she looked, ISO 8601. */
  seenAt: z.string(),
  /** Attempts without an answer that settles it, one after the other. */
  failures: z.number().int(),
  /** In milliseconds since the epoch. */
  nextAttemptAt: z.number(),
};

/**
 * What an analyst saw when she looked again, until the server has it. No word and no address of what was flagged is
 * in it. REFUSED: the server does not take it; kept until its person has read that.
 */
export const Look = z.discriminatedUnion('state', [
  z.object({ ...every, state: z.literal('WAITING') }),
  z.object({ ...every, state: z.literal('REFUSED'), slug: z.string() }),
]);
export type Look = z.infer<typeof Look>;
export type WaitingLook = Extract<Look, { state: 'WAITING' }>;

/** A look that was just taken; due at once. */
export function newLook(
  owner: Owner,
  referralId: string,
  finding: RecheckFinding,
  { key, now }: { key: string; now: number },
): WaitingLook {
  const seenAt = new Date(now).toISOString();
  return { key, owner, referralId, finding, seenAt, failures: 0, nextAttemptAt: now, state: 'WAITING' };
}
