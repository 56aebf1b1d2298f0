import type { CallMailError, EscalationEnding, EscalationReason, EscalationState } from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';
import { people } from './people.ts';
import { batches } from './referrals.ts';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** An urgent batch about which leads are called, until somebody takes it over. */
export const escalations = pgTable(
  'escalations',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    batchId: uuid('batch_id')
      .notNull()
      .references(() => batches.id),
    reason: text('reason').$type<EscalationReason>().notNull(),
    state: text('state').$type<EscalationState>().notNull().default('OPEN'),
    openedAt: at('opened_at').notNull(),
    /** Not null: the next lead is called then. */
    nextCallAt: at('next_call_at'),
    /** Steps of calls before it was opened again: rounds are counted from there. */
    callsBefore: integer('calls_before').notNull().default(0),
    takenBy: uuid('taken_by').references(() => people.id),
    takenAt: at('taken_at'),
    ending: text('ending').$type<EscalationEnding>(),
    settledBy: uuid('settled_by').references(() => people.id),
    settledAt: at('settled_at'),
    done: text('done').notNull().default(''),
  },
  (table) => [
    uniqueIndex('escalations_one_at_a_time').on(table.batchId).where(sql`state <> 'SETTLED'`),
    index('escalations_batch').on(table.batchId),
    index('escalations_next_call').on(table.nextCallAt).where(sql`next_call_at is not null`),
    check('escalations_state', sql`state in ('OPEN', 'TAKEN', 'SETTLED')`),
    check('escalations_next_call', sql`next_call_at is null or state = 'OPEN'`),
    check('escalations_taken', sql`(taken_by is null) = (taken_at is null)`),
    check('escalations_taken_by', sql`state <> 'TAKEN' or taken_by is not null`),
    check('escalations_settled', sql`(state = 'SETTLED') = (ending is not null and settled_at is not null)`),
  ],
);

/** A lead was called: one row for each step, so that nobody is called twice at one step, whatever is killed in between. */
export const escalationCalls = pgTable(
  'escalation_calls',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    escalationId: uuid('escalation_id')
      .notNull()
      .references(() => escalations.id),
    /** From 1. */
    step: integer('step').notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    calledAt: at('called_at').notNull(),
    /** Not null: the e-mail to her is to be sent from then on. */
    mailDueAt: at('mail_due_at'),
    mailAttempts: integer('mail_attempts').notNull().default(0),
    mailError: text('mail_error').$type<CallMailError>(),
    mailedAt: at('mailed_at'),
  },
  (table) => [
    unique('escalation_calls_step').on(table.escalationId, table.step),
    index('escalation_calls_mail_due').on(table.mailDueAt).where(sql`mail_due_at is not null`),
    check('escalation_calls_mailed', sql`mailed_at is null or mail_due_at is null`),
  ],
);

/** Who is called, in which order: one row, or none while all active leads are. */
export const callOrder = pgTable(
  'call_order',
  {
    onlyOne: boolean('only_one').primaryKey().default(true),
    /** Grows by one with every change: what a change must have seen. */
    version: integer('version').notNull(),
    personIds: uuid('person_ids').array().notNull(),
    changedAt: at('changed_at').notNull(),
    changedBy: uuid('changed_by')
      .notNull()
      .references(() => people.id),
  },
  () => [check('call_order_only_one', sql`only_one`)],
);
