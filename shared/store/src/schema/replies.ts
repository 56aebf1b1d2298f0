import type {
  MailboxError,
  OutcomeFileRecorded,
  OutcomeKind,
  ReplyKind,
  ReplyText,
  TrayReason,
} from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';
import { people } from './people.ts';
import { batches, outcomes, recipients } from './referrals.ts';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** A mailbox that is read, and how far. One row for each account and folder that was ever set up. */
export const mailboxes = pgTable(
  'mailboxes',
  {
    /** Account, server and folder, without a password. */
    name: text('name').primaryKey(),
    /** UIDVALIDITY of the folder (RFC 9051): where it changed, the numbers of messages begin anew. Null: never opened. */
    uidValidity: bigint('uid_validity', { mode: 'bigint' }),
    /** Number of the last message that was dealt with. */
    lastUid: bigint('last_uid', { mode: 'number' }).notNull().default(0),
    /** When it was last looked through to its end. */
    readAt: at('read_at'),
    error: text('error').$type<MailboxError>(),
    failingSince: at('failing_since'),
    /** When somebody last tried to read it. */
    triedAt: at('tried_at').notNull().defaultNow(),
  },
  () => [check('mailboxes_failing', sql`(error is null) = (failing_since is null)`)],
);

/** A message of a mailbox that is about something of ours. Its lines in the tray say for which recipients. Append-only. */
export const replies = pgTable(
  'replies',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    /** Of its Message-ID, sender, date and text: the same message in another folder is known. */
    digest: text('digest').notNull(),
    kind: text('kind').$type<ReplyKind>().notNull(),
    text: text('text').$type<ReplyText>().notNull(),
    /** Sender, subject and the beginning of the text, as JSON. */
    contentSealed: text('content_sealed').notNull(),
    /** The batch whose message it answers; null where it names none. */
    batchId: uuid('batch_id').references(() => batches.id),
    /** What a mail server says of why a message came back (RFC 3463); null for all others. */
    bounceStatus: text('bounce_status'),
    receivedAt: at('received_at').notNull(),
    recordedAt: at('recorded_at').notNull().defaultNow(),
  },
  (table) => [
    unique('replies_once').on(table.digest),
    index('replies_batch').on(table.batchId).where(sql`batch_id is not null`),
    check('replies_kind', sql`kind in ('ANSWER', 'AUTOMATIC', 'BOUNCE')`),
    check('replies_bounce', sql`(kind = 'BOUNCE') = (bounce_status is not null)`),
  ],
);

/**
 * What recipients said, line by line: of files, and of replies by e-mail. Recorded as an outcome, or laid into the tray until
 * a person says what it is about. `digest` is that of the cells or of the reply, so that the same line is taken in once.
 */
export const outcomeLines = pgTable(
  'outcome_lines',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    recipientId: uuid('recipient_id')
      .notNull()
      .references(() => recipients.id),
    digest: text('digest').notNull(),
    line: integer('line').notNull(),
    reference: text('reference').notNull(),
    url: text('url').notNull(),
    ticket: text('ticket').notNull(),
    /** Null for a reply, until a person has read it. */
    kind: text('kind').$type<OutcomeKind>(),
    observedAt: at('observed_at').notNull(),
    note: text('note').notNull(),
    /** How it came: with a file that somebody chose, as a message of the mailbox, or in a call of the recipient's own system. */
    source: text('source').$type<'FILE' | 'MAIL' | 'CALLBACK'>().notNull().default('FILE'),
    /** Null for what nobody brought. */
    importedBy: uuid('imported_by').references(() => people.id),
    replyId: uuid('reply_id').references(() => replies.id),
    /** Whether a reply names an address of the recipient's settings as its sender. */
    senderKnown: boolean('sender_known').notNull().default(false),
    importedAt: at('imported_at').notNull().defaultNow(),
    state: text('state').$type<'RECORDED' | 'WAITING' | 'ASSIGNED' | 'DISMISSED'>().notNull(),
    /** Why it went into the tray; null where there was no doubt. */
    trayReason: text('tray_reason').$type<TrayReason>(),
    outcomeId: uuid('outcome_id').references(() => outcomes.id),
    dismissedReason: text('dismissed_reason'),
    settledBy: uuid('settled_by').references(() => people.id),
    settledAt: at('settled_at'),
  },
  (table) => [
    unique('outcome_lines_once').on(table.recipientId, table.digest),
    index('outcome_lines_reply').on(table.replyId).where(sql`reply_id is not null`),
    index('outcome_lines_waiting').on(table.recipientId, table.id).where(sql`state = 'WAITING'`),
    check('outcome_lines_source', sql`source in ('FILE', 'MAIL', 'CALLBACK')`),
    check('outcome_lines_mail', sql`(source = 'MAIL') = (reply_id is not null)`),
    check('outcome_lines_says', sql`kind is not null or source = 'MAIL'`),
    check('outcome_lines_brought', sql`(imported_by is not null) = (source = 'FILE')`),
    check('outcome_lines_state', sql`state in ('RECORDED', 'WAITING', 'ASSIGNED', 'DISMISSED')`),
    check('outcome_lines_outcome', sql`(state in ('RECORDED', 'ASSIGNED')) = (outcome_id is not null)`),
    check('outcome_lines_dismissed', sql`(state = 'DISMISSED') = (dismissed_reason is not null)`),
  ],
);

/** A call of a recipient's own system that was taken in, so that the same call gets the same answer. Append-only. */
export const callbacks = pgTable(
  'callbacks',
  {
    recipientId: uuid('recipient_id')
      .notNull()
      .references(() => recipients.id),
    /** The id that the recipient gave it. */
    webhookId: text('webhook_id').notNull(),
    bodyHash: text('body_hash').notNull(),
    result: jsonb('result').$type<OutcomeFileRecorded>().notNull(),
    receivedAt: at('received_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.recipientId, table.webhookId] })],
);
