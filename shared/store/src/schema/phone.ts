import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';
import { people } from './people.ts';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** A short-lived link over which a phone hands in what its analyst saw there. One per person; only a hash is kept. */
export const phoneLinks = pgTable(
  'phone_links',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    personId: uuid('person_id')
      .notNull()
      .unique()
      .references(() => people.id),
    tokenHash: text('token_hash').notNull().unique(),
    /** Entries that it took, by the ids that the phone gave them. */
    entryIds: uuid('entry_ids').array().notNull().default(sql`'{}'`),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
  },
  () => [check('phone_links_entries', sql`cardinality(entry_ids) <= 20`)],
);

/** What a phone handed in, sealed, until its analyst's panel has it. */
export const phoneEntries = pgTable(
  'phone_entries',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    urlSealed: text('url_sealed').notNull(),
    noteSealed: text('note_sealed').notNull(),
    receivedAt: at('received_at').notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (table) => [
    index('phone_entries_person').on(table.personId, table.receivedAt),
    index('phone_entries_expiry').on(table.expiresAt),
  ],
);
