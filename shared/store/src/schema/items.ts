import type {
  Category,
  ContentHash,
  ContentKind,
  ImminentBasis,
  ImminentDanger,
  ItemState,
  Modifier,
  Platform,
  PriorityReason,
  ScoreSpan,
  Severity,
  Urgency,
} from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  real,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';
import { people } from './people.ts';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** The piece of content itself. Facts of its flags are folded in here, so that the queue is one index scan. */
export const items = pgTable(
  'items',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    /** Platform and content id, or canonical URL: see `identityKey` in contracts. */
    identityKey: text('identity_key').notNull().unique(),
    platform: text('platform').$type<Platform>().notNull(),
    kind: text('kind').$type<ContentKind>().notNull(),
    contentId: text('content_id'),
    ids: jsonb('ids').$type<Record<string, string>>().notNull(),
    canonicalUrl: text('canonical_url').notNull(),
    unresolved: boolean('unresolved').notNull(),
    state: text('state').$type<ItemState>().notNull().default('QUEUED'),
    /** Grows by one with every change: the ETag, and what a decision must have seen. */
    version: integer('version').notNull().default(1),
    /** Starts anew when a dismissed item is flagged again; decisions belong to a round. */
    reviewRound: integer('review_round').notNull().default(1),
    /** The last fencing token given out. */
    claimToken: integer('claim_token').notNull().default(0),
    heldUntil: at('held_until'),
    category: text('category').$type<Category>().notNull(),
    severity: smallint('severity').$type<Severity>().notNull(),
    urgency: text('urgency').$type<Urgency>().notNull(),
    imminentBases: text('imminent_bases').array().$type<ImminentBasis[]>().notNull(),
    flaggers: integer('flaggers').notNull(),
    language: text('language'),
    /** The shape of the text with every letter replaced; safe to show in a list. */
    excerpt: text('excerpt').notNull(),
    risk: real('risk'),
    abstained: boolean('abstained').notNull().default(false),
    /** Version of the model that risk and abstention are of; null while unscored. */
    scoredBy: text('scored_by'),
    /** Picked to check the model: stands at least as high as this score (0–100). Null: not picked. */
    checkPercent: smallint('check_percent'),
    rank: integer('rank').notNull(),
    reasons: jsonb('reasons').$type<PriorityReason[]>().notNull(),
    /** Not null: a score is due since then. The sweeper enqueues what stayed due. */
    scoreDueAt: at('score_due_at'),
    firstFlaggedAt: at('first_flagged_at').notNull(),
    changedAt: at('changed_at').notNull().defaultNow(),
  },
  (table) => [
    index('items_queue')
      .on(table.rank.desc().nullsFirst(), table.firstFlaggedAt.asc(), table.id.asc())
      .where(sql`state in ('QUEUED', 'SECOND_REVIEW', 'WITH_LEAD')`),
    index('items_state_queue').on(
      table.state,
      table.rank.desc().nullsFirst(),
      table.firstFlaggedAt.asc(),
      table.id.asc(),
    ),
    index('items_changed').on(table.changedAt),
    index('items_score_due').on(table.scoreDueAt).where(sql`score_due_at is not null`),
    check('items_severity', sql`severity between 1 and 4`),
  ],
);

/** One person's report of one piece of content at one time. Append-only: it is evidence. */
export const flags = pgTable(
  'flags',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    itemId: uuid('item_id')
      .notNull()
      .references(() => items.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    idempotencyKey: text('idempotency_key').notNull(),
    /** SHA-256 of the canonical request body, to tell a repetition from a reuse of the key. */
    bodyHash: text('body_hash').notNull(),
    /** True when the item had flags before this one: part of the first answer, which is repeated. */
    alreadyKnown: boolean('already_known').notNull(),
    urlOriginal: text('url_original').notNull(),
    category: text('category').$type<Category>().notNull(),
    secondaryCategories: text('secondary_categories').array().$type<Category[]>().notNull(),
    modifiers: text('modifiers').array().$type<Modifier[]>().notNull(),
    severity: smallint('severity').$type<Severity>().notNull(),
    urgency: text('urgency').$type<Urgency>().notNull(),
    imminentDanger: jsonb('imminent_danger').$type<ImminentDanger>(),
    /** Sealed with the organisation's key; reading it is a disclosure (rule 7). Null when there is none. */
    textSealed: text('text_sealed'),
    textLength: integer('text_length').notNull(),
    noteSealed: text('note_sealed'),
    excerpt: text('excerpt').notNull(),
    language: text('language'),
    authorHandle: text('author_handle'),
    authorId: text('author_id'),
    parentId: text('parent_id'),
    groupId: text('group_id'),
    mediaTimecode: text('media_timecode'),
    postedAt: at('posted_at'),
    observedAt: at('observed_at').notNull(),
    hashes: jsonb('hashes').$type<ContentHash[]>().notNull(),
    client: text('client').notNull(),
    receivedAt: at('received_at').notNull().defaultNow(),
  },
  (table) => [
    unique('flags_idempotency_key').on(table.personId, table.idempotencyKey),
    index('flags_item').on(table.itemId),
    index('flags_person').on(table.personId, table.id.desc().nullsFirst()),
  ],
);

/** What one version of the classifier said of one item. One row per item, version, text and role. */
export const scores = pgTable(
  'scores',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    itemId: uuid('item_id')
      .notNull()
      .references(() => items.id),
    modelVersion: text('model_version').notNull(),
    /** SHA-256 of the text that was scored: scoring the same text twice has no second effect. */
    inputHash: text('input_hash').notNull(),
    risk: real('risk').notNull(),
    probabilities: jsonb('probabilities').$type<Partial<Record<Category, number>>>().notNull(),
    abstained: boolean('abstained').notNull(),
    /** Said by a challenger: on record for comparison, and orders nothing. */
    shadow: boolean('shadow').notNull().default(false),
    /** Share of the post's words that the model knows, 0–1; for drift. Null: scored before it was recorded. */
    knownWords: real('known_words'),
    /** Stretches of the scored text that moved the score; offsets only, no letter of the text. Null: not explained. */
    spans: jsonb('spans').$type<ScoreSpan[]>(),
    scoredAt: at('scored_at').notNull().defaultNow(),
  },
  (table) => [
    unique('scores_once').on(table.itemId, table.modelVersion, table.inputHash, table.shadow),
    index('scores_item').on(table.itemId, table.scoredAt.desc().nullsFirst()),
    index('scores_scored').on(table.scoredAt, table.id).where(sql`not shadow`),
  ],
);

/** A reviewer's lease on an item. */
export const claims = pgTable(
  'claims',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    itemId: uuid('item_id')
      .notNull()
      .references(() => items.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    token: integer('token').notNull(),
    state: text('state').$type<'OPEN' | 'DECIDED' | 'HANDED_BACK' | 'EXPIRED'>().notNull().default('OPEN'),
    claimedAt: at('claimed_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    endedAt: at('ended_at'),
  },
  (table) => [
    uniqueIndex('claims_one_open_per_item').on(table.itemId).where(sql`state = 'OPEN'`),
    unique('claims_fencing_token').on(table.itemId, table.token),
    index('claims_open_of_person').on(table.personId).where(sql`state = 'OPEN'`),
    index('claims_expiry').on(table.expiresAt).where(sql`state = 'OPEN'`),
    check('claims_ended', sql`(state = 'OPEN') = (ended_at is null)`),
  ],
);

/** That law enforcement was told, or a lead's written override (rule 6). Append-only. */
export const lawEnforcementNotices = pgTable(
  'law_enforcement_notices',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    itemId: uuid('item_id')
      .notNull()
      .references(() => items.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    kind: text('kind').$type<'NOTICE' | 'OVERRIDE'>().notNull(),
    notifiedAt: at('notified_at'),
    agency: text('agency'),
    reference: text('reference'),
    reason: text('reason'),
    recordedAt: at('recorded_at').notNull().defaultNow(),
  },
  (table) => [
    index('law_enforcement_item').on(table.itemId),
    check(
      'law_enforcement_complete',
      sql`(kind = 'NOTICE' and notified_at is not null and agency is not null and reference is not null)
        or (kind = 'OVERRIDE' and reason is not null)`,
    ),
  ],
);

/** What a reviewer concluded. Append-only; a trigger refuses a CONFIRM by anybody who flagged the item (rule 5). */
export const decisions = pgTable(
  'decisions',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    itemId: uuid('item_id')
      .notNull()
      .references(() => items.id),
    reviewRound: integer('review_round').notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    claimId: uuid('claim_id')
      .notNull()
      .references(() => claims.id),
    verdict: text('verdict').$type<'CONFIRM' | 'DISMISS' | 'ESCALATE' | 'NEED_INFO'>().notNull(),
    category: text('category').$type<Category>(),
    secondaryCategories: text('secondary_categories').array().$type<Category[]>().notNull(),
    modifiers: text('modifiers').array().$type<Modifier[]>().notNull(),
    severity: smallint('severity').$type<Severity>(),
    explanation: text('explanation').notNull(),
    note: text('note').notNull(),
    /** The item's state before and after. */
    fromState: text('from_state').$type<ItemState>().notNull(),
    toState: text('to_state').$type<ItemState>().notNull(),
    decidedAt: at('decided_at').notNull().defaultNow(),
  },
  (table) => [
    unique('decisions_once_per_round').on(table.itemId, table.reviewRound, table.personId),
    unique('decisions_one_per_claim').on(table.claimId),
    index('decisions_item').on(table.itemId, table.decidedAt),
    index('decisions_concluded').on(table.decidedAt).where(sql`to_state in ('CONFIRMED', 'DISMISSED')`),
  ],
);
