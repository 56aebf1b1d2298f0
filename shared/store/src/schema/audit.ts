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
    transactionId: bigint('transaction_id', { mode: 'bigint' })
      .notNull()
      .default(sql`pg_current_xact_id()::text::bigint`),
    /** Keeps what a leaf commits to from being guessed. Null in rows that were sealed before there were salts. */
    salt: uuid('salt').default(sql`gen_random_uuid()`),
  },
  (table) => [
    index('audit_subject').on(table.subjectKind, table.subjectId),
    index('audit_transaction').on(table.transactionId, table.sequence),
  ],
);

/** Leaves of the Merkle log over the audit rows, numbered from 0 without a hole. Append-only. */
export const auditLeaves = pgTable('audit_leaves', {
  leafIndex: bigint('leaf_index', { mode: 'number' }).primaryKey(),
  auditSequence: bigint('audit_sequence', { mode: 'number' })
    .notNull()
    .unique()
    .references(() => audit.sequence),
  /** Base64 of the RFC 6962 leaf hash of the row's canonical bytes. */
  leafHash: text('leaf_hash').notNull(),
  /**
   * Version of the row's bytes; 0 in leaves from before it was said. It has no default, so that a sealer from before
   * there were salts, which would hash what nobody can recompute, is refused.
   */
  version: integer('version').notNull(),
});

/** The signed state of the Merkle log after each run of the sealer. Append-only. */
export const auditCheckpoints = pgTable('audit_checkpoints', {
  /** Number of leaves that the checkpoint covers. */
  size: bigint('size', { mode: 'number' }).primaryKey(),
  /** Base64, as in the checkpoint's text. */
  rootHash: text('root_hash').notNull(),
  /** Roots of the full subtrees whose sizes add up to `size`, largest first: from them the log grows on. */
  rightEdge: text('right_edge').array().notNull(),
  /** C2SP tlog-checkpoint, signed. */
  checkpoint: text('checkpoint').notNull(),
  /** Every row whose transaction id is below this is sealed. */
  horizon: bigint('horizon', { mode: 'bigint' }).notNull(),
  /** Which database cluster counted that transaction id: a dump restored elsewhere starts to count anew. */
  systemIdentifier: text('system_identifier').notNull(),
  sealedAt: at('sealed_at').notNull().defaultNow(),
});

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
  (table) => [
    index('dead_letters_open').on(table.failedAt.desc().nullsFirst()).where(sql`resolved_at is null`),
  ],
);
