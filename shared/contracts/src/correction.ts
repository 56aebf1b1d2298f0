import { z } from 'zod';
import { Category, Relation, Severity } from './taxonomy.ts';
import { Id, text } from './text.ts';
import { NewTranslation } from './translation.ts';

/**
 * Body of `POST /v1/referrals/{id}/corrections`: what was wrong in a referral that was sent, or that it is taken back. Of a
 * correction only what changes is said, one thing at least; of a retraction nothing but why.
 */
export const CorrectionInput = z
  .strictObject({
    relation: Relation,
    /** Neutral words for the recipient. */
    reason: text(300, 1),
    category: Category.optional(),
    severity: Severity.optional(),
    /** In the place of the first one; with our own words around it at most 1,000 characters. */
    explanation: text(1000, 1).optional(),
    /**
     * What our translation reads now: of the explanation that takes the place of the first one, or of the first one. Only where
     * the recipient agreed on translations into its language.
     */
    translation: NewTranslation.optional(),
    /** Personal data in reason, explanation and translation that the writer has looked at and that must leave, as it stands there. */
    confirmedPersonalData: z.array(text(200)).max(20).default([]),
  })
  .refine(
    ({ relation, category, severity, explanation, translation }) =>
      (relation === 'CORRECTION') ===
      [category, severity, explanation, translation].some((changed) => changed !== undefined),
    { path: ['relation'], message: 'A correction says what changes, and a retraction nothing but why' },
  )
  .meta({ id: 'CorrectionInput' });
export type CorrectionInput = z.input<typeof CorrectionInput>;
export type ParsedCorrection = z.output<typeof CorrectionInput>;

/** Answer: the referral that will say so, which is ready to be sent. */
export const CorrectionWritten = z
  .object({ referralId: Id, relatesTo: Id, relation: Relation, words: z.string() })
  .meta({ id: 'CorrectionWritten' });
export type CorrectionWritten = z.infer<typeof CorrectionWritten>;
