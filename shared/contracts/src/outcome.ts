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
