import { z } from 'zod';
import { OutcomeKind, OutcomeSource } from './taxonomy.ts';
import { Id, Timestamp, text } from './text.ts';

/** What became of a referral, as shown. `recordedBy` is a pseudonym. */
export const OutcomeView = z
  .object({
    outcomeId: Id,
    kind: OutcomeKind,
    source: OutcomeSource,
    observedAt: Timestamp,
    recordedAt: Timestamp,
    note: z.string(),
  })
  .meta({ id: 'Outcome' });
export type OutcomeView = z.infer<typeof OutcomeView>;

/** Body of `POST /v1/referrals/{referralId}/outcomes`. */
export const OutcomeInput = z
  .strictObject({
    kind: OutcomeKind,
    source: OutcomeSource,
    observedAt: Timestamp,
    note: text(1000).default(''),
  })
  .meta({ id: 'OutcomeInput' });
export type OutcomeInput = z.input<typeof OutcomeInput>;

/** Most referrals that one entry by hand is about. */
export const MAX_REFERRALS_AT_ONCE = 200;

/** Body of `POST /v1/outcomes`: one outcome of several referrals. */
export const OutcomesInput = z
  .strictObject({ ...OutcomeInput.shape, referralIds: z.array(Id).min(1).max(MAX_REFERRALS_AT_ONCE) })
  .meta({ id: 'OutcomesInput' });
export type OutcomesInput = z.input<typeof OutcomesInput>;

/** `already`: how many of them had this very outcome before. */
export const OutcomesRecorded = z
  .object({ recorded: z.number().int(), already: z.number().int() })
  .meta({ id: 'OutcomesRecorded' });
export type OutcomesRecorded = z.infer<typeof OutcomesRecorded>;
