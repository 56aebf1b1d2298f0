import { z } from 'zod';
import { ItemState } from './lifecycle/item-lifecycle.ts';
import { Category, Modifier, Severity, Verdict } from './taxonomy.ts';
import { Id, Timestamp, text } from './text.ts';
import { NewTranslation, TranslationView } from './translation.ts';

/**
 * Body of `POST /v1/decisions`. `category`, `severity` and `explanation` are required for CONFIRM: they go to the
 * recipient. `itemVersion` is the version the reviewer saw; a decision on an older one is refused as stale.
 */
export const DecisionInput = z
  .strictObject({
    claimId: Id,
    token: z.number().int().min(1),
    itemVersion: z.number().int().min(1),
    verdict: Verdict,
    category: Category.nullish(),
    secondaryCategories: z.array(Category).max(11).default([]),
    modifiers: z.array(Modifier).max(3).default([]),
    severity: Severity.nullish(),
    /** Neutral words for the recipient, at most 1,000 characters; required for CONFIRM. */
    explanation: text(1000).default(''),
    /** The same in another language, for recipients that agreed on it; with CONFIRM only. */
    translation: NewTranslation.nullish(),
    /** Personal data in the explanation and its translation that the reviewer has looked at and that must leave, as it stands there. */
    confirmedPersonalData: z.array(text(200)).max(20).default([]),
    /** For colleagues only; never leaves the organisation. */
    note: text(2000).default(''),
  })
  .refine((decision) => decision.verdict !== 'CONFIRM' || Boolean(decision.category), {
    path: ['category'],
    message: 'A confirmed item needs a category',
  })
  .refine((decision) => decision.verdict !== 'CONFIRM' || Boolean(decision.severity), {
    path: ['severity'],
    message: 'A confirmed item needs a severity',
  })
  .refine((decision) => decision.verdict !== 'CONFIRM' || decision.explanation.trim() !== '', {
    path: ['explanation'],
    message: 'A confirmed item needs an explanation for the recipient',
  })
  .refine((decision) => decision.verdict === 'CONFIRM' || !decision.translation, {
    path: ['translation'],
    message: 'Only the explanation of a confirmation is sent, and translated',
  })
  .meta({ id: 'DecisionInput' });
export type DecisionInput = z.input<typeof DecisionInput>;
export type ParsedDecision = z.output<typeof DecisionInput>;

export const DecisionMade = z
  .object({
    decisionId: Id,
    itemId: Id,
    itemState: ItemState,
    itemVersion: z.number().int(),
    /** Referrals that this decision made ready, by recipient name. */
    referrals: z.array(z.object({ referralId: Id, recipient: z.string() })),
  })
  .meta({ id: 'DecisionMade' });
export type DecisionMade = z.infer<typeof DecisionMade>;

/** A decision in an item's history. Hidden from a blind second reviewer until she has decided herself. */
export const DecisionView = z
  .object({
    decisionId: Id,
    by: z.string(),
    verdict: Verdict,
    category: Category.nullable(),
    severity: Severity.nullable(),
    explanation: z.string(),
    /** What a correction told a recipient instead of the explanation; null: none did. Translations go to nobody then. */
    correctedTo: z.string().nullable(),
    /** The newest correction of what the explanation or a translation says. */
    correctionId: Id.nullable(),
    /** The newest into each language. */
    translations: z.array(TranslationView),
    note: z.string(),
    decidedAt: Timestamp,
  })
  .meta({ id: 'Decision' });
export type DecisionView = z.infer<typeof DecisionView>;
