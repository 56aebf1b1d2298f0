import type { BatchFile, EvidenceGround, EvidenceItem, EvidenceState } from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
import {
  bigint,
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
  uuid,
} from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';
import { items } from './items.ts';
import { people } from './people.ts';
import { recipientConfiguration, recipients } from './referrals.ts';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** A sealed package for the police about items of one case. Two people make it: one asks, another approves. */
export const evidencePackages = pgTable(
  'evidence_packages',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    recipientId: uuid('recipient_id')
      .notNull()
      .references(() => recipients.id),
    state: text('state').$type<EvidenceState>().notNull().default('REQUESTED'),
    ground: jsonb('ground').$type<EvidenceGround>().notNull(),
    requestedBy: uuid('requested_by')
      .notNull()
      .references(() => people.id),
    requestedAt: at('requested_at').notNull().defaultNow(),
    idempotencyKey: text('idempotency_key').notNull(),
    bodyHash: text('body_hash').notNull(),
    decidedBy: uuid('decided_by').references(() => people.id),
    decidedAt: at('decided_at'),
    declinedReason: text('declined_reason').notNull().default(''),
    /** The recipient's configuration, what is said of the items and which audit rows go along: fixed by the approval. */
    configuration: recipientConfiguration('configuration'),
    content: jsonb('content').$type<{ items: EvidenceItem[]; subjects: { kind: string; id: string }[] }>(),
    /** Leaves of the audit log whose checkpoint it proves its rows by; fixed when building began. */
    checkpointSize: bigint('checkpoint_size', { mode: 'number' }),
    /** Not null: the exporter has work to do since then. */
    buildDueAt: at('build_due_at'),
    attempts: integer('attempts').notNull().default(0),
    lastError: text('last_error'),
    builtAt: at('built_at'),
    changedAt: at('changed_at').notNull().defaultNow(),
  },
  (table) => [
    unique('evidence_packages_idempotency_key').on(table.requestedBy, table.idempotencyKey),
    index('evidence_packages_requested').on(table.requestedAt.desc().nullsFirst(), table.id),
    index('evidence_packages_build_due').on(table.buildDueAt).where(sql`build_due_at is not null`),
    // Rule 5: what leaves for the police was approved by somebody else than who asked for it.
    check(
      'evidence_packages_two_people',
      sql`state in ('REQUESTED', 'DECLINED') or (decided_by is not null and decided_by <> requested_by)`,
    ),
    check('evidence_packages_decided', sql`(state = 'REQUESTED') = (decided_at is null)`),
    check('evidence_packages_content', sql`(state in ('BUILDING', 'BUILT')) = (content is not null)`),
  ],
);

/** The items of a package, in their order. */
export const evidenceItems = pgTable(
  'evidence_items',
  {
    packageId: uuid('package_id')
      .notNull()
      .references(() => evidencePackages.id),
    itemId: uuid('item_id')
      .notNull()
      .references(() => items.id),
    position: integer('position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.packageId, table.itemId] }),
    index('evidence_items_item').on(table.itemId),
  ],
);

/** The finished archive of a package, which Lapwing wrote: text and documents only, never content (rule 1). */
export const evidenceArchives = pgTable('evidence_archives', {
  packageId: uuid('package_id')
    .primaryKey()
    .references(() => evidencePackages.id),
  bytes: bytes('bytes').notNull(),
  size: integer('size').notNull(),
  sha256: text('sha256').notNull(),
  files: jsonb('files').$type<BatchFile[]>().notNull(),
});
