import { z } from 'zod';
import { ContentHash } from './flag.ts';
import { ReferralState } from './lifecycle/referral-lifecycle.ts';
import { OutcomeView } from './outcome.ts';
import { RecheckView } from './recheck.ts';
import {
  Category,
  ContentKind,
  Modifier,
  Platform,
  Relation,
  RequestedAction,
  Severity,
  Urgency,
} from './taxonomy.ts';
import { Id, line, Timestamp, text } from './text.ts';
import { Translation } from './translation.ts';

export const REFERRAL_SCHEMA_VERSION = '1.0';

/**
 * One item addressed to one recipient, complete and addressable on its own: what leaves the organisation.
 * `notifierRef` is a pseudonymous reference; no analyst is ever named (rule 8).
 */
export const Referral = z
  .object({
    referralId: Id,
    schemaVersion: z.literal(REFERRAL_SCHEMA_VERSION),
    platform: Platform,
    contentType: ContentKind,
    urlOriginal: z.string(),
    urlCanonical: z.string(),
    categoryCode: Category,
    secondaryCategories: z.array(Category),
    modifiers: z.array(Modifier),
    policyArea: z.string(),
    jurisdiction: z.string(),
    severity: Severity,
    urgency: Urgency,
    imminentDanger: z.boolean(),
    /** Bases of imminent danger, and that police were told (agency and time, never the reference's details). */
    imminentBases: z.array(z.string()),
    explanation: text(1000),
    /** The explanation in another language, where somebody translated it; null in what corrects or takes back. */
    translationEn: Translation.nullable().default(null),
    translationTh: Translation.nullable().default(null),
    contentLanguage: z.string(),
    observedAt: Timestamp,
    verifiedLiveAt: Timestamp,
    requestedAction: RequestedAction,
    goodFaith: z.literal(true),
    platformContentId: z.string().nullable(),
    parentId: z.string().nullable(),
    accountHandle: z.string().nullable(),
    accountId: z.string().nullable(),
    groupId: z.string().nullable(),
    mediaTimecode: z.string().nullable(),
    legalBasis: z.array(z.string()),
    postedAt: Timestamp.nullable(),
    hashes: z.array(ContentHash),
    notifierRef: z.string(),
    /** Null in a first referral. */
    relation: Relation.nullable().default(null),
    /** Id of the referral that it corrects or takes back. */
    relatesTo: Id.nullable().default(null),
  })
  .meta({ id: 'Referral' });
export type Referral = z.infer<typeof Referral>;

/** A referral in the console. */
export const ReferralView = z
  .object({
    referralId: Id,
    itemId: Id,
    recipientId: Id,
    recipient: z.string(),
    state: ReferralState,
    batchId: Id.nullable(),
    /** Of a correction or retraction: what it is, and of which referral. */
    relation: Relation.nullable(),
    relatesTo: Id.nullable(),
    platform: Platform,
    kind: ContentKind,
    url: z.string(),
    category: Category,
    severity: Severity,
    urgency: Urgency,
    imminentDanger: z.boolean(),
    /** True while rule 6 forbids sending: danger is imminent and police were not told, nor did a lead override. */
    heldForLawEnforcement: z.boolean(),
    createdAt: Timestamp,
    sentAt: Timestamp.nullable(),
    /** Since when an answer is waited for: when it was sent, or opened again. */
    waitingSince: Timestamp.nullable(),
    outcomes: z.array(OutcomeView),
    /** Looks of analysts at what was referred, oldest first. */
    rechecks: z.array(RecheckView),
  })
  .meta({ id: 'ReferralView' });
export type ReferralView = z.infer<typeof ReferralView>;

export const ReferralQuery = z.strictObject({
  recipientId: Id.optional(),
  state: ReferralState.optional(),
  /** A referral's id, or an address in any spelling: only what it names. */
  find: line(4096).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ReferralQuery = z.infer<typeof ReferralQuery>;

export const ReferralPage = z
  .object({ referrals: z.array(ReferralView), nextCursor: z.string().nullable() })
  .meta({ id: 'ReferralPage' });
export type ReferralPage = z.infer<typeof ReferralPage>;
