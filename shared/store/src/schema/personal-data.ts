import { sql } from 'drizzle-orm';
import { boolean, check, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { people } from './people.ts';

/** The organisation's list of schools: one row, or none while there is no list. */
export const schoolList = pgTable(
  'school_list',
  {
    onlyOne: boolean('only_one').primaryKey().default(true),
    /** Grows by one with every change: the ETag, and what a change must have seen. */
    version: integer('version').notNull(),
    /** Each school with its name and other names, as they were put there. */
    schools: jsonb('schools').$type<string[][]>().notNull(),
    schoolCount: integer('school_count').notNull(),
    /** Under what they are found (`keysOfSchool`), each once. */
    keys: text('keys').array().notNull(),
    keyCount: integer('key_count').notNull(),
    /** SHA-256 of the keys, by which a process knows whether what it has in memory still holds. */
    digest: text('digest').notNull(),
    changedAt: timestamp('changed_at', { withTimezone: true, mode: 'date' }).notNull(),
    changedBy: uuid('changed_by')
      .notNull()
      .references(() => people.id),
  },
  () => [check('school_list_only_one', sql`only_one`)],
);
