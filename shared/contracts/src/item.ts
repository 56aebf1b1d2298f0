import { z } from 'zod';
import { ClaimView } from './claim.ts';
import { DecisionView } from './decision.ts';
import { ContentHash, ImminentDanger, LawEnforcementNotice } from './flag.ts';
import { ItemState } from './lifecycle/item-lifecycle.ts';
import { PriorityReason } from './priority.ts';
import { ScoreSpan, ScoreView } from './score.ts';
import { Category, ContentKind, Modifier, Platform, Severity, Urgency } from './taxonomy.ts';
import { Id, Timestamp, text } from './text.ts';
import { TimelineEvent } from './timeline.ts';
import { TranslationLanguage } from './translation.ts';

/** One row of the queue. `excerpt` is masked: letters are replaced, only the shape of the text is left. */
export const QueueRow = z
  .object({
    itemId: Id,
    version: z.number().int(),
    state: ItemState,
    platform: Platform,
    kind: ContentKind,
    category: Category,
    severity: Severity,
    urgency: Urgency,
    flaggers: z.number().int(),
    risk: z.number().nullable(),
    abstained: z.boolean(),
    rank: z.number().int(),
    reasons: z.array(PriorityReason),
    excerpt: z.string(),
    language: z.string().nullable(),
    firstFlaggedAt: Timestamp,
    changedAt: Timestamp,
    /** Pseudonym of who holds it now, or null. */
    heldBy: z.string().nullable(),
    heldUntil: Timestamp.nullable(),
    flaggedByMe: z.boolean(),
  })
  .meta({ id: 'QueueRow' });
export type QueueRow = z.infer<typeof QueueRow>;

/** Query of `GET /v1/items`. */
export const QueueQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  state: ItemState.optional(),
  platform: Platform.optional(),
  category: Category.optional(),
  /** Only items of which the classifier is unsure. */
  unsure: z.enum(['true', 'false']).optional(),
  /** Only items the caller holds an open claim on. */
  mine: z.enum(['true', 'false']).optional(),
});
export type QueueQuery = z.infer<typeof QueueQuery>;

export const QueuePage = z
  .object({ items: z.array(QueueRow), nextCursor: z.string().nullable(), serverTime: Timestamp })
  .meta({ id: 'QueuePage' });
export type QueuePage = z.infer<typeof QueuePage>;

/** A flag as reviewers see it: the flagger is a pseudonym; the text is fetched separately, on purpose. */
export const ItemFlag = z
  .object({
    flagId: Id,
    by: z.string(),
    byMe: z.boolean(),
    url: z.string(),
    category: Category,
    secondaryCategories: z.array(Category),
    modifiers: z.array(Modifier),
    severity: Severity,
    urgency: Urgency,
    imminentDanger: ImminentDanger.nullable(),
    hasText: z.boolean(),
    hasNote: z.boolean(),
    textLength: z.number().int(),
    excerpt: z.string(),
    language: z.string().nullable(),
    authorHandle: z.string().nullable(),
    authorId: z.string().nullable(),
    postedAt: Timestamp.nullable(),
    observedAt: Timestamp,
    receivedAt: Timestamp,
    hashes: z.array(ContentHash),
  })
  .meta({ id: 'ItemFlag' });
export type ItemFlag = z.infer<typeof ItemFlag>;

/** A line of an item's history, newest last. `by` is a pseudonym or null for the machine. */
export const HistoryEntry = z.object({ at: Timestamp, verb: z.string(), by: z.string().nullable() });
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** `GET /v1/items/{itemId}`; its ETag is the version. */
export const ItemDetail = z
  .object({
    ...QueueRow.shape,
    canonicalUrl: z.string(),
    contentId: z.string().nullable(),
    ids: z.record(z.string(), z.string()),
    unresolved: z.boolean(),
    flags: z.array(ItemFlag),
    score: ScoreView.nullable(),
    claim: ClaimView.nullable(),
    decisions: z.array(DecisionView),
    /** True while a second, blind reviewer must not see the first decision. */
    decisionsHidden: z.boolean(),
    lawEnforcement: z.array(
      z.object({
        kind: z.enum(['NOTICE', 'OVERRIDE']),
        notice: LawEnforcementNotice.nullable(),
        reason: z.string().nullable(),
        by: z.string(),
        at: Timestamp,
      }),
    ),
    referrals: z.array(
      z.object({
        referralId: Id,
        recipient: z.string(),
        state: z.string(),
        /** What happened to it, oldest first, with who looked again. */
        timeline: z.array(TimelineEvent),
      }),
    ),
    /** Who would be told a translation into a language: recipients of ready referrals that agreed on it. */
    translationsTakenBy: z.array(
      z.object({
        language: TranslationLanguage,
        recipients: z.array(
          z.object({
            name: z.string(),
            /** What it gets has 1,000 to 4,000 characters, or no other format: the translation is left out where it does not fit. */
            ifRoom: z.boolean(),
          }),
        ),
      }),
    ),
    history: z.array(HistoryEntry),
    /** Why the caller cannot decide this item, or null. */
    blocked: z.enum(['FLAGGED_BY_ME', 'DECIDED_BY_ME', 'NEEDS_LEAD', 'CLOSED']).nullable(),
  })
  .meta({ id: 'ItemDetail' });
export type ItemDetail = z.infer<typeof ItemDetail>;

/**
 * `POST /v1/items/{itemId}/open-text`: a disclosure; the audit log records who opened what. `spans` are the stretches
 * of each text that moved the score; no other answer has them.
 */
export const OpenedText = z
  .object({
    texts: z.array(z.object({ flagId: Id, text: z.string(), note: z.string(), spans: z.array(ScoreSpan) })),
    /**
     * Version of the classifier that gave the reasons. Null: there are none, because the item is not scored, its
     * texts have changed since, or the version gave no reasons.
     */
    reasonsFor: z.string().nullable(),
  })
  .meta({ id: 'OpenedText' });
export type OpenedText = z.infer<typeof OpenedText>;

/** Body of `POST /v1/items/{itemId}/law-enforcement`: a notice, or a lead's written override (rule 6). */
export const LawEnforcementInput = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('NOTICE'), ...LawEnforcementNotice.shape }),
    z.strictObject({ kind: z.literal('OVERRIDE'), reason: text(1000, 10) }),
  ])
  .meta({ id: 'LawEnforcementInput' });
export type LawEnforcementInput = z.infer<typeof LawEnforcementInput>;
