import type { AuditVerb } from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';
import { people } from './people.ts';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Every change and every disclosure, written in the transaction of the change (rule 7). Append-only. */
export const audit = pgTable(
  'audit',
  {
    sequence: bigint('sequence', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: at('at').notNull().defaultNow(),
    verb: text('verb').$type<AuditVerb>().notNull(),
    /** Null for the machine. */
    actorId: uuid('actor_id').references(() => people.id),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    details: jsonb('details').$type<Record<string, unknown>>().notNull(),
    requestId: text('request_id'),
    /** Which transaction wrote it: the sealer seals only below the oldest transaction that still runs. */
    transactionId: text('transaction_id').notNull().default(sql`pg_current_xact_id()::text`),
  },
  (table) => [index('audit_subject').on(table.subjectKind, table.subjectId)],
);

/** A job that failed for good. It blocks nothing; an admin sees it and can have it tried again. */
export const deadLetters = pgTable(
  'dead_letters',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    queue: text('queue').notNull(),
    subjectId: text('subject_id').notNull(),
    error: text('error').notNull(),
    attempts: integer('attempts').notNull(),
    failedAt: at('failed_at').notNull().defaultNow(),
    resolvedAt: at('resolved_at'),
  },
  (table) => [index('dead_letters_open').on(table.failedAt.desc()).where(sql`resolved_at is null`)],
);
