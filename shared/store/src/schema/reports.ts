import { sql } from 'drizzle-orm';
import { boolean, check, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { people } from './people.ts';

/** What the organisation says of itself in reports: one row, or none while nobody has written anything. */
export const reportText = pgTable(
  'report_text',
  {
    onlyOne: boolean('only_one').primaryKey().default(true),
    /** Grows by one with every change: the ETag, and what a change must have seen. */
    version: integer('version').notNull(),
    independence: text('independence').notNull(),
    changedAt: timestamp('changed_at', { withTimezone: true, mode: 'date' }).notNull(),
    changedBy: uuid('changed_by')
      .notNull()
      .references(() => people.id),
  },
  () => [check('report_text_only_one', sql`only_one`)],
);
