import { z } from 'zod';
import { OutcomeView } from './outcome.ts';
import {
  Category,
  ContentKind,
  type OutcomeKind,
  type OutcomeSource,
  Platform,
  Severity,
} from './taxonomy.ts';
import { Id, line, Timestamp } from './text.ts';

/** What an analyst saw in her own browser when she looked again at what was referred. The server never looks. */
export const recheckFindings = ['GONE', 'RESTRICTED', 'STILL_THERE', 'CANNOT_TELL'] as const;
export const RecheckFinding = z.enum(recheckFindings);
export type RecheckFinding = z.infer<typeof RecheckFinding>;

/** A finding that says what became of the referral. The others say nothing of the kind, and no outcome is invented. */
export const outcomeOfFinding: Readonly<Record<RecheckFinding, 'REMOVED' | 'RESTRICTED' | null>> = {
  GONE: 'REMOVED',
  RESTRICTED: 'RESTRICTED',
  STILL_THERE: null,
  CANNOT_TELL: null,
};

/** One look, as shown with the referral. */
export const RecheckView = z
  .object({ recheckId: Id, finding: RecheckFinding, seenAt: Timestamp })
  .meta({ id: 'Recheck' });
export type RecheckView = z.infer<typeof RecheckView>;

/** A referral that its flagger should look at again. `url` is the address that she flagged. */
export const DueRecheck = z
  .object({
    referralId: Id,
    itemId: Id,
    url: z.string(),
    platform: Platform,
    kind: ContentKind,
    category: Category,
    severity: Severity,
    recipient: z.string(),
    sentAt: Timestamp,
    dueAt: Timestamp,
    /** The last that is known to have become of it, or null. */
    outcome: OutcomeView.nullable(),
    /** The last look, or null before the first. */
    lastLook: RecheckView.nullable(),
  })
  .meta({ id: 'DueRecheck' });
export type DueRecheck = z.infer<typeof DueRecheck>;

/** `GET /v1/rechecks`: what is due now, the longest due first. `nextDueAt`: when the next one will be, or null. */
export const RecheckPage = z
  .object({
    rechecks: z.array(DueRecheck),
    nextCursor: z.string().nullable(),
    nextDueAt: Timestamp.nullable(),
  })
  .meta({ id: 'RecheckPage' });
export type RecheckPage = z.infer<typeof RecheckPage>;

/** Body of `POST /v1/rechecks/{referralId}`. The same key from the same person is recorded once. */
export const RecheckInput = z
  .strictObject({ seen: RecheckFinding, at: Timestamp, key: line(200, 8) })
  .meta({ id: 'RecheckInput' });
export type RecheckInput = z.infer<typeof RecheckInput>;

export const RecheckRecorded = z
  .object({
    recheckId: Id,
    referralId: Id,
    finding: RecheckFinding,
    /** What it was recorded as, or null where nothing can be concluded. */
    outcome: OutcomeView.nullable(),
    nextDueAt: Timestamp.nullable(),
  })
  .meta({ id: 'RecheckRecorded' });
export type RecheckRecorded = z.infer<typeof RecheckRecorded>;

const HOUR_MS = 3_600_000;
/** A recipient said that it acted: somebody looks whether one can see it. */
const VERIFY_AFTER_HOURS = 24;
/** It was seen to be gone: one more look later, whether it came back. */
const ONCE_MORE_AFTER_HOURS = 14 * 24;
const LONGEST_WAIT_HOURS = 30 * 24;

const hoursAfter = (time: Date, hours: number): Date => new Date(time.getTime() + hours * HOUR_MS);

/** After it was sent: when the recipient is expected to have answered. */
export function recheckAfterSending(sentAt: Date, expectedResponseHours: number): Date {
  return hoursAfter(sentAt, expectedResponseHours);
}

/**
 * When to look again after an outcome became known. What says that somebody acted is worth a look, unless one has
 * seen it already; where the recipient found no violation there is nothing to wait for; anything else changes nothing.
 *
 * @param due when a look is due so far, or null
 * @param seenGone whether an analyst has seen it gone or restricted before
 */
export function recheckAfterOutcome(
  outcome: { kind: OutcomeKind; source: OutcomeSource; observedAt: Date },
  { due, seenGone }: { due: Date | null; seenGone: boolean },
): Date | null {
  switch (outcome.kind) {
    case 'REMOVED':
    case 'ACCOUNT_DISABLED':
    case 'RESTRICTED':
    case 'GEO_BLOCKED':
      if (seenGone) return due;
      return hoursAfter(
        outcome.observedAt,
        outcome.source === 'ANALYST_RECHECK' ? ONCE_MORE_AFTER_HOURS : VERIFY_AFTER_HOURS,
      );
    case 'NO_VIOLATION':
      return null;
    case 'ACKNOWLEDGED':
    case 'MORE_INFO_REQUESTED':
    case 'NO_RESPONSE':
      return due;
  }
}

/**
 * When to look again after a look. Gone or restricted: once more, later, and no more after that. Else the wait grows
 * with every look, from the recipient's response time (a day at least) to a month: nobody is to look every day.
 *
 */
export function recheckAfterLook(
  look: { finding: RecheckFinding; seenAt: Date },
  before: { looks: number; seenGone: boolean; expectedResponseHours: number },
): Date | null {
  if (outcomeOfFinding[look.finding] !== null)
    return before.seenGone ? null : hoursAfter(look.seenAt, ONCE_MORE_AFTER_HOURS);
  const hours = Math.max(24, before.expectedResponseHours) * 2 ** Math.min(before.looks, 10);
  return hoursAfter(look.seenAt, Math.min(hours, LONGEST_WAIT_HOURS));
}
