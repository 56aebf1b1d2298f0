import {
  type Category,
  type DeliveryError,
  type DeliveryState,
  defaultRecipientSettings,
  type NewTranslation,
  type OutcomeKind,
  type OutcomeMapping,
  type OutcomeSource,
  type PushTransport,
  type RecheckFinding,
  type RecipientConfiguration,
  type RecipientSettings,
  type Referral,
  type ReferralState,
  type Relation,
  type ReopeningReason,
  type ScheduleResult,
  type Severity,
  type TranslationLanguage,
} from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';
import { decisions, items } from './items.ts';
import { people } from './people.ts';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** A recipient's configuration. Settings that came after a row was written have their defaults when it is read. */
export const recipientConfiguration = customType<{
  data: RecipientConfiguration;
  driverData: Omit<RecipientConfiguration, keyof RecipientSettings> & Partial<RecipientSettings>;
}>({
  dataType: () => 'jsonb',
  toDriver: (configuration) => configuration,
  fromDriver: (stored) => ({ ...defaultRecipientSettings, ...stored }),
});

/** A channel that takes referrals. */
export const recipients = pgTable(
  'recipients',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    slug: text('slug').notNull().unique(),
    name: text('name').notNull(),
    active: boolean('active').notNull(),
    configuration: recipientConfiguration('configuration').notNull(),
    /** What signs webhooks to it; sealed, beside the configuration, so that no view of that can show it. */
    webhookSecretSealed: text('webhook_secret_sealed'),
    webhookSecretAt: at('webhook_secret_at'),
    /** What lets reports in there; sealed for the server that it was given for. */
    tokenSealed: text('token_sealed'),
    tokenAt: at('token_at'),
    /** Attempts to deliver that failed one after the other because it was not there or not well. */
    failedInARow: integer('failed_in_a_row').notNull().default(0),
    /** Not null: it is left in peace until then. */
    pausedUntil: at('paused_until'),
    /** Not null: it has a schedule, which builds next then. */
    scheduleDueAt: at('schedule_due_at'),
    /** When the schedule built last, or had nothing to build, and which of the two. */
    scheduleRanAt: at('schedule_ran_at'),
    scheduleResult: text('schedule_result').$type<ScheduleResult>(),
    /** A run that is under way, batch by batch; null between two runs. */
    scheduleRun: jsonb('schedule_run').$type<ScheduleRun>(),
    version: integer('version').notNull().default(1),
    createdAt: at('created_at').notNull().defaultNow(),
    changedAt: at('changed_at').notNull().defaultNow(),
  },
  () => [
    check(
      'recipients_schedule_due',
      sql`(schedule_due_at is null) = (jsonb_typeof(coalesce(configuration -> 'schedule', 'null'::jsonb)) = 'null')`,
    ),
    check('recipients_schedule_ran', sql`(schedule_ran_at is null) = (schedule_result is null)`),
    check(
      'recipients_schedule_result',
      sql`schedule_result in ('BUILT', 'NOTHING_READY', 'TOO_FEW', 'LIMIT_REACHED', 'CLOSED')`,
    ),
  ],
);

/** A report at a recipient whose API opens and finishes reports in two steps; an unfinished one lapses there by itself. */
export interface OpenReport {
  /** As the recipient numbers it. */
  id: string;
  /** ISO 8601. */
  openedAt: string;
  /** Where it was opened (`destinationOf`). */
  destination: string;
}

/** How far a run of a schedule has got: whoever goes on with it, after it was cut off, makes nothing twice. */
export interface ScheduleRun {
  /** When it was planned, ISO 8601; of several that were missed the last. */
  plannedFor: string;
  /** Referrals that were ready when it began. */
  ready: number;
  /** Those that are in its batches. */
  taken: number;
  batchIds: string[];
}

/** The envelope that carries referrals to one recipient. */
export const batches = pgTable(
  'batches',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    recipientId: uuid('recipient_id')
      .notNull()
      .references(() => recipients.id),
    state: text('state').$type<'BUILDING' | 'BUILT' | 'SENT' | 'CANCELLED'>().notNull().default('BUILDING'),
    imminent: boolean('imminent').notNull(),
    /** The recipient's configuration as it was when the batch was made: a later edit changes no envelope. */
    configuration: recipientConfiguration('configuration').notNull(),
    /** Null: a schedule made it. */
    createdBy: uuid('created_by').references(() => people.id),
    /** Not null: when the run was planned that it was made in, and at which a schedule counts it, however late the run was. */
    scheduledFor: at('scheduled_for'),
    idempotencyKey: text('idempotency_key'),
    /** Several envelopes can come of one request; they share the key and are numbered. */
    idempotencyIndex: integer('idempotency_index').notNull().default(0),
    bodyHash: text('body_hash'),
    createdAt: at('created_at').notNull().defaultNow(),
    /** Not null: the exporter has work to do since then. */
    buildDueAt: at('build_due_at'),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    builtAt: at('built_at'),
    sentAt: at('sent_at'),
    sentBy: uuid('sent_by').references(() => people.id),
    /** Who gave it the second look that its configuration asks for. */
    releasedBy: uuid('released_by').references(() => people.id),
    releasedAt: at('released_at'),
    deliveryState: text('delivery_state').$type<DeliveryState>().notNull().default('NONE'),
    /** Where the person who asked agreed that it goes, kept for every attempt. */
    deliveryTarget: jsonb('delivery_target').$type<PushTransport>(),
    /** The OpenPGP key that she agreed it is encrypted to; empty where it is not. */
    deliveryPublicKey: text('delivery_public_key').notNull().default(''),
    deliveryRequestedBy: uuid('delivery_requested_by').references(() => people.id),
    deliveryRequestedAt: at('delivery_requested_at'),
    /** Not null: the exporter has an attempt to make since then. */
    deliveryDueAt: at('delivery_due_at'),
    /** Attempts begun since it was asked for. */
    deliveryAttempts: integer('delivery_attempts').notNull().default(0),
    /** How the newest attempt failed; null from its beginning until its end is recorded, by which one that was cut off is known. */
    deliveryError: text('delivery_error').$type<DeliveryError>(),
    /** A report that was opened at NCMEC and is not known to be finished: the next attempt asks to finish it. */
    deliveryOpenReport: jsonb('delivery_open_report').$type<OpenReport>(),
    /** An attempt was begun, and how it ended leaves open whether the recipient has the batch. */
    mayHaveArrived: boolean('may_have_arrived').notNull().default(false),
    /** Not null: danger about which a lead is called from then on, unless the recipient answers before. */
    answerDueAt: at('answer_due_at'),
    changedAt: at('changed_at').notNull().defaultNow(),
  },
  (table) => [
    unique('batches_idempotency_key').on(table.createdBy, table.idempotencyKey, table.idempotencyIndex),
    index('batches_recipient').on(table.recipientId, table.createdAt.desc().nullsFirst()),
    index('batches_build_due').on(table.buildDueAt).where(sql`build_due_at is not null`),
    index('batches_changed').on(table.changedAt),
    index('batches_delivery_next')
      .on(table.recipientId, table.imminent.desc().nullsFirst(), table.deliveryDueAt)
      .where(sql`delivery_due_at is not null`),
    index('batches_answer_due').on(table.answerDueAt).where(sql`answer_due_at is not null`),
    check('batches_answer_due', sql`answer_due_at is null or imminent or delivery_error = 'DANGER_SINCE'`),
    check('batches_released', sql`(released_by is null) = (released_at is null)`),
    check('batches_released_by_another', sql`released_by <> created_by`),
    // Of what a schedule made nobody has seen anything before: one person looks, and another sends.
    check(
      'batches_scheduled_sent_by_another',
      sql`created_by is not null or released_by is null or (released_by is distinct from delivery_requested_by and released_by is distinct from sent_by)`,
    ),
    check(
      'batches_second_look',
      sql`not ((state = 'SENT' or delivery_state = 'WAITING') and released_at is null and not imminent and coalesce((configuration ->> 'secondLook')::boolean, false))`,
    ),
    check('batches_delivery_state', sql`delivery_state in ('NONE', 'WAITING', 'GIVEN_UP', 'DELIVERED')`),
    check('batches_delivery_due', sql`(delivery_state = 'WAITING') = (delivery_due_at is not null)`),
    // Rule 3: what is on its way is neither cancelled nor sent by hand, and what may have arrived is not cancelled.
    check('batches_delivery_waits', sql`delivery_state <> 'WAITING' or state = 'BUILT'`),
    check('batches_delivery_uncertain', sql`not (state = 'CANCELLED' and may_have_arrived)`),
  ],
);

/** One item addressed to one recipient. `batch_id` is one column, so it is in at most one batch (rule 3). */
export const referrals = pgTable(
  'referrals',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    itemId: uuid('item_id')
      .notNull()
      .references(() => items.id),
    recipientId: uuid('recipient_id')
      .notNull()
      .references(() => recipients.id),
    decisionId: uuid('decision_id')
      .notNull()
      .references(() => decisions.id),
    state: text('state').$type<ReferralState>().notNull().default('READY'),
    batchId: uuid('batch_id').references(() => batches.id),
    /** Not null: it corrects or takes back that referral, which was sent; `corrections` says how. */
    relatesTo: uuid('relates_to').references((): AnyPgColumn => referrals.id),
    /** Place inside its batch, from 0. */
    batchPosition: integer('batch_position'),
    /** What is sent, fixed when the batch was made: building again gives the same bytes. Null outside a batch. */
    content: jsonb('content').$type<Referral>(),
    imminent: boolean('imminent').notNull(),
    rank: integer('rank').notNull(),
    withdrawnReason: text('withdrawn_reason'),
    createdAt: at('created_at').notNull().defaultNow(),
    sentAt: at('sent_at'),
    /** Not null: a retraction of it was sent. Nothing opens it again, and a new decision can refer its item anew. */
    takenBackAt: at('taken_back_at'),
    /** Not null: somebody cancelled a batch of imminent danger that it was in. A person builds the next, no schedule. */
    urgentCancelledAt: at('urgent_cancelled_at'),
    /** Not null: its flagger should look again from then on. */
    recheckDueAt: at('recheck_due_at'),
    changedAt: at('changed_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('referrals_one_per_decision_and_recipient')
      .on(table.decisionId, table.recipientId)
      .where(sql`relates_to is null`),
    // Two reviewers confirm a grave item, so one referral per decision is not enough (rule 3).
    uniqueIndex('referrals_one_per_item_and_recipient')
      .on(table.itemId, table.recipientId)
      .where(sql`state <> 'WITHDRAWN' and relates_to is null and taken_back_at is null`),
    // What is written and not sent yet is sent or withdrawn before the next is written.
    uniqueIndex('referrals_one_correction_at_a_time')
      .on(table.relatesTo)
      .where(sql`state in ('READY', 'BATCHED')`),
    index('referrals_relates_to').on(table.relatesTo).where(sql`relates_to is not null`),
    index('referrals_ready')
      .on(table.recipientId, table.rank.desc().nullsFirst(), table.id)
      .where(sql`state = 'READY'`),
    index('referrals_item').on(table.itemId),
    index('referrals_batch').on(table.batchId, table.batchPosition),
    index('referrals_recheck_due').on(table.recheckDueAt, table.id).where(sql`recheck_due_at is not null`),
    index('referrals_state').on(
      table.state,
      table.changedAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
  ],
);

/** A file of a batch: text formats and letters only, never content (rule 1). Complete once `sha256` is set. */
export const batchFiles = pgTable(
  'batch_files',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    batchId: uuid('batch_id')
      .notNull()
      .references(() => batches.id),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    /** Bytes that are kept so far. */
    size: integer('size').notNull(),
    /** Null while the file grows. */
    sha256: text('sha256'),
    /** Place in the batch of the next referral that it will say; null once it is complete. */
    nextPosition: integer('next_position'),
    writtenAt: at('written_at').notNull().defaultNow(),
  },
  (table) => [
    unique('batch_files_name').on(table.batchId, table.name),
    check('batch_files_complete', sql`(sha256 is null) = (next_position is not null)`),
  ],
);

/** The bytes of a batch file in pieces, so that neither writing nor reading holds a whole file in memory. */
export const batchFileChunks = pgTable(
  'batch_file_chunks',
  {
    fileId: uuid('file_id')
      .notNull()
      .references(() => batchFiles.id),
    position: integer('position').notNull(),
    /** Whether the bytes are a frame of Zstandard (RFC 8878), of which the piece of the file is what it holds. */
    compressed: boolean('compressed').notNull().default(false),
    bytes: bytes('bytes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.fileId, table.position] })],
);

/** One attempt to hand a batch over. Append-only. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    batchId: uuid('batch_id')
      .notNull()
      .references(() => batches.id),
    transport: text('transport').notNull(),
    personId: uuid('person_id').references(() => people.id),
    succeeded: boolean('succeeded').notNull(),
    reference: text('reference').notNull(),
    /** Address of the webhook (of older rows its host) or of the e-mail; null where a person handed it over. */
    destination: text('destination'),
    error: text('error').$type<DeliveryError>(),
    /** Status of HTTP or SMTP that was answered with. */
    status: integer('status'),
    /** When it was handed over, or when the attempt had failed. */
    deliveredAt: at('delivered_at').notNull(),
    recordedAt: at('recorded_at').notNull().defaultNow(),
  },
  (table) => [index('deliveries_batch').on(table.batchId)],
);

/** What became of a referral. Append-only. */
export const outcomes = pgTable(
  'outcomes',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    referralId: uuid('referral_id')
      .notNull()
      .references(() => referrals.id),
    kind: text('kind').$type<OutcomeKind>().notNull(),
    source: text('source').$type<OutcomeSource>().notNull(),
    observedAt: at('observed_at').notNull(),
    /** Null where the recipient's own system said it. */
    recordedBy: uuid('recorded_by').references(() => people.id),
    recordedAt: at('recorded_at').notNull().defaultNow(),
    note: text('note').notNull(),
  },
  (table) => [index('outcomes_referral').on(table.referralId, table.recordedAt)],
);

/** What an analyst saw when she looked again, in her own browser, at what was referred. Append-only. */
export const rechecks = pgTable(
  'rechecks',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    referralId: uuid('referral_id')
      .notNull()
      .references(() => referrals.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    idempotencyKey: text('idempotency_key').notNull(),
    finding: text('finding').$type<RecheckFinding>().notNull(),
    seenAt: at('seen_at').notNull(),
    recordedAt: at('recorded_at').notNull().defaultNow(),
    /** The outcome that it was recorded as; null where it concludes nothing. */
    outcomeId: uuid('outcome_id').references(() => outcomes.id),
    /** When the next look was due after it: part of the first answer, which is repeated. */
    nextDueAt: at('next_due_at'),
  },
  (table) => [
    unique('rechecks_idempotency_key').on(table.personId, table.idempotencyKey),
    index('rechecks_referral').on(table.referralId, table.seenAt),
    check('rechecks_finding', sql`finding in ('GONE', 'RESTRICTED', 'STILL_THERE', 'CANNOT_TELL')`),
    check('rechecks_outcome', sql`(finding in ('GONE', 'RESTRICTED')) = (outcome_id is not null)`),
  ],
);

/** A recipient's own number for a referral: it has it, and this is how it speaks of it. Append-only. */
export const receipts = pgTable(
  'receipts',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    referralId: uuid('referral_id')
      .notNull()
      .references(() => referrals.id),
    ticket: text('ticket').notNull(),
    receivedAt: at('received_at').notNull(),
    /** Null where the recipient's own system said it. */
    recordedBy: uuid('recorded_by').references(() => people.id),
    recordedAt: at('recorded_at').notNull().defaultNow(),
  },
  (table) => [
    unique('receipts_once').on(table.referralId, table.ticket),
    index('receipts_ticket').on(table.ticket),
  ],
);

/** How the outcomes that a recipient sends are read: as somebody said when the last file was recorded. */
export const outcomeMappings = pgTable('outcome_mappings', {
  recipientId: uuid('recipient_id')
    .primaryKey()
    .references(() => recipients.id),
  mapping: jsonb('mapping').$type<OutcomeMapping>().notNull(),
  changedBy: uuid('changed_by')
    .notNull()
    .references(() => people.id),
  changedAt: at('changed_at').notNull().defaultNow(),
});

/** A closed referral was opened again, and why. Append-only. */
export const reopenings = pgTable(
  'reopenings',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    referralId: uuid('referral_id')
      .notNull()
      .references(() => referrals.id),
    reason: text('reason').$type<ReopeningReason>().notNull(),
    /** What was flagged under the other address. */
    otherItemId: uuid('other_item_id').references(() => items.id),
    note: text('note').notNull(),
    reopenedBy: uuid('reopened_by')
      .notNull()
      .references(() => people.id),
    reopenedAt: at('reopened_at').notNull().defaultNow(),
  },
  (table) => [
    index('reopenings_referral').on(table.referralId, table.reopenedAt),
    check('reopenings_other', sql`(reason = 'OTHER_ADDRESS') = (other_item_id is not null)`),
  ],
);

/** A person reminded the recipient of a referral. Append-only. */
export const reminders = pgTable(
  'reminders',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    referralId: uuid('referral_id')
      .notNull()
      .references(() => referrals.id),
    remindedBy: uuid('reminded_by')
      .notNull()
      .references(() => people.id),
    remindedAt: at('reminded_at').notNull(),
    recordedAt: at('recorded_at').notNull().defaultNow(),
  },
  (table) => [unique('reminders_once').on(table.referralId, table.remindedAt)],
);

/** What a referral says of an earlier one that was sent: what was wrong in it, or that it is taken back. Append-only. */
export const corrections = pgTable(
  'corrections',
  {
    referralId: uuid('referral_id')
      .primaryKey()
      .references(() => referrals.id),
    relation: text('relation').$type<Relation>().notNull(),
    reason: text('reason').notNull(),
    /** What takes the place of what was sent; null where it stays. */
    category: text('category').$type<Category>(),
    severity: integer('severity').$type<Severity>(),
    explanation: text('explanation'),
    /** What our translation reads now; null where it stays. */
    translation: jsonb('translation').$type<NewTranslation>(),
    /** All of it in the recipient's language: its explanation. */
    words: text('words').notNull(),
    writtenBy: uuid('written_by')
      .notNull()
      .references(() => people.id),
    /** Not when its transaction began: it waited for the item meanwhile. */
    writtenAt: at('written_at').notNull().default(sql`clock_timestamp()`),
  },
  () => [check('corrections_relation', sql`relation in ('CORRECTION', 'RETRACTION')`)],
);

/**
 * The explanation of a confirmation in another language, by a person. Append-only: the newest into a language counts. A trigger
 * refuses one by anybody who flagged the item (rule 5).
 */
export const translations = pgTable(
  'translations',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    decisionId: uuid('decision_id')
      .notNull()
      .references(() => decisions.id),
    language: text('language').$type<TranslationLanguage>().notNull(),
    /** Of the explanation, where that is known. */
    translatedFrom: text('translated_from').$type<TranslationLanguage>(),
    text: text('text').notNull(),
    /** The newest correction of a translation into its language that its writer knew; null: there was none. */
    correctionId: uuid('correction_id').references(() => corrections.referralId),
    /** Written by who decided, with the decision; another one is looked at a second time before it leaves. */
    withDecision: boolean('with_decision').notNull().default(false),
    writtenBy: uuid('written_by')
      .notNull()
      .references(() => people.id),
    /** Not when its transaction began: it waited for the item meanwhile. */
    writtenAt: at('written_at').notNull().default(sql`clock_timestamp()`),
  },
  (table) => [
    index('translations_decision').on(table.decisionId, table.language, table.writtenAt.desc().nullsFirst()),
    check('translations_languages', sql`language <> translated_from`),
  ],
);
