import { z } from 'zod';
import { ItemState } from './lifecycle/item-lifecycle.ts';
import { OutcomeView } from './outcome.ts';
import {
  Category,
  ContentKind,
  HashAlgorithm,
  ImminentBasis,
  Modifier,
  Platform,
  Severity,
  Urgency,
} from './taxonomy.ts';
import {
  Id,
  LanguageTag,
  line,
  MAX_NOTE_LENGTH,
  MAX_TEXT_LENGTH,
  MAX_URL_LENGTH,
  Timestamp,
  text,
} from './text.ts';

const hashLengths: Record<z.infer<typeof HashAlgorithm>, number> = {
  MD5: 32,
  'SHA-1': 40,
  'SHA-256': 64,
  PDQ: 64,
};

/** A hash that the caller already had, and where it came from. Lapwing never computes one (rule 1). */
export const ContentHash = z
  .strictObject({ algorithm: HashAlgorithm, value: z.string().regex(/^[0-9a-f]+$/), source: line(200) })
  .refine((hash) => hash.value.length === hashLengths[hash.algorithm], {
    message: 'Wrong length for the algorithm',
  });
export type ContentHash = z.infer<typeof ContentHash>;

/** That law enforcement was told: which agency, when, under which reference. */
export const LawEnforcementNotice = z.strictObject({
  notifiedAt: Timestamp,
  agency: line(200),
  reference: line(200),
});
export type LawEnforcementNotice = z.infer<typeof LawEnforcementNotice>;

/** A child may be in danger now. Does not wait for a queue or a batch (rule 6). */
export const ImminentDanger = z.strictObject({
  basis: z.array(ImminentBasis).min(1).max(6),
  childLocatable: z.boolean().optional(),
  deadline: Timestamp.optional(),
  lawEnforcement: LawEnforcementNotice.optional(),
});
export type ImminentDanger = z.infer<typeof ImminentDanger>;

/** One person's report of one piece of content: the body of `POST /v1/flags`. Unknown fields are refused. */
export const FlagInput = z
  .strictObject({
    url: text(MAX_URL_LENGTH, 1),
    category: Category,
    secondaryCategories: z.array(Category).max(11).default([]),
    modifiers: z.array(Modifier).max(3).default([]),
    severity: Severity,
    urgency: Urgency,
    imminentDanger: ImminentDanger.nullish(),
    /** Visible text of the post, as the analyst saw it. */
    text: text(MAX_TEXT_LENGTH).default(''),
    /** The analyst's own words; a reason is required for OTHER_SEC_RISK. */
    note: text(MAX_NOTE_LENGTH).default(''),
    language: LanguageTag.nullish(),
    authorHandle: line(200).nullish(),
    authorId: line(200).nullish(),
    parentId: line(200).nullish(),
    groupId: line(200).nullish(),
    mediaTimecode: z
      .string()
      .regex(/^(?:\d{1,2}:)?\d{1,2}:\d{2}$/)
      .nullish(),
    postedAt: Timestamp.nullish(),
    /** When the analyst saw the content live. */
    observedAt: Timestamp,
    hashes: z.array(ContentHash).max(20).default([]),
    client: line(100).default('api'),
  })
  .refine((flag) => flag.category !== 'OTHER_SEC_RISK' || flag.note.trim() !== '', {
    path: ['note'],
    message: 'A reason is required for OTHER_SEC_RISK',
  })
  .refine((flag) => (flag.urgency === 'IMMINENT') === Boolean(flag.imminentDanger), {
    path: ['imminentDanger'],
    message: 'Urgency IMMINENT and a statement of imminent danger go together',
  })
  .meta({ id: 'FlagInput' });
/** A flag as a client writes it, before defaults. */
export type FlagInput = z.input<typeof FlagInput>;
/** A flag after parsing. */
export type ParsedFlag = z.output<typeof FlagInput>;

/** How far a client's clock may run ahead of the server's, in milliseconds. */
export const CLOCK_SKEW_MS = 5 * 60_000;
/** An observation older than this (milliseconds) is a wrong clock, not a long time offline. */
export const OLDEST_OBSERVATION_MS = 180 * 24 * 3_600_000;

/** Whether a client's observation time can be believed at server time `now`. */
export function observationTimeProblem(observedAt: string, now: Date): 'IN_FUTURE' | 'TOO_OLD' | null {
  const difference = Date.parse(observedAt) - now.getTime();
  if (difference > CLOCK_SKEW_MS) return 'IN_FUTURE';
  return -difference > OLDEST_OBSERVATION_MS ? 'TOO_OLD' : null;
}

/** What everybody may know of an item: enough to see that it is known, nothing of its text. */
export const KnownItem = z
  .object({
    itemId: Id,
    state: ItemState,
    flaggedAt: Timestamp,
    flaggers: z.number().int(),
    flaggedByMe: z.boolean(),
    referredTo: z.array(z.object({ recipient: z.string(), sentAt: Timestamp.nullable() })),
    lastOutcome: OutcomeView.nullable(),
  })
  .meta({ id: 'KnownItem' });
export type KnownItem = z.infer<typeof KnownItem>;

/** The answer to an accepted flag, 201. The same for a repeated Idempotency-Key with the same body. */
export const FlagAccepted = z
  .object({
    flagId: Id,
    itemId: Id,
    receivedAt: Timestamp,
    /** True when other flags of this item existed before. */
    alreadyKnown: z.boolean(),
    /** True for opaque short links: kept, and never resolved by the server (rule 2). */
    unresolved: z.boolean(),
  })
  .meta({ id: 'FlagAccepted' });
export type FlagAccepted = z.infer<typeof FlagAccepted>;

/** An analyst's own flag with what became of it: a row of `GET /v1/flags`. */
export const OwnFlag = z
  .object({
    flagId: Id,
    itemId: Id,
    url: z.string(),
    platform: Platform,
    kind: ContentKind,
    category: Category,
    severity: Severity,
    urgency: Urgency,
    receivedAt: Timestamp,
    observedAt: Timestamp,
    itemState: ItemState,
    referrals: z.array(
      z.object({
        recipient: z.string(),
        state: z.string(),
        sentAt: Timestamp.nullable(),
        outcomes: z.array(OutcomeView),
      }),
    ),
  })
  .meta({ id: 'OwnFlag' });
export type OwnFlag = z.infer<typeof OwnFlag>;

export const OwnFlagPage = z
  .object({ flags: z.array(OwnFlag), nextCursor: z.string().nullable() })
  .meta({ id: 'OwnFlagPage' });
export type OwnFlagPage = z.infer<typeof OwnFlagPage>;

/** `POST /v1/flags/lookup`: "is this already known?" for 1 to 100 URLs. A POST, so that URLs stay out of logs. */
export const LookupInput = z
  .strictObject({ urls: z.array(text(MAX_URL_LENGTH, 1)).min(1).max(100) })
  .meta({ id: 'LookupInput' });
export type LookupInput = z.infer<typeof LookupInput>;

export const LookupResult = z
  .object({
    results: z.array(
      z.object({
        url: z.string(),
        platform: Platform.nullable(),
        kind: ContentKind.nullable(),
        canonicalUrl: z.string().nullable(),
        /** Why the URL cannot be flagged, or null. */
        refused: z.string().nullable(),
        known: KnownItem.nullable(),
      }),
    ),
  })
  .meta({ id: 'LookupResult' });
export type LookupResult = z.infer<typeof LookupResult>;
