import type { NoteTemplate, Platform, SafeViewingPreset } from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { people } from './people.ts';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** What the organisation decides for its analysts' extensions: one row, or none while the defaults hold. */
export const extensionPolicy = pgTable(
  'extension_policy',
  {
    onlyOne: boolean('only_one').primaryKey().default(true),
    /** Grows by one with every change: the ETag, and what a change must have seen. */
    version: integer('version').notNull(),
    adaptersOff: text('adapters_off').array().$type<Exclude<Platform, 'WEB'>[]>().notNull(),
    suggestions: boolean('suggestions').notNull(),
    safeViewing: text('safe_viewing').$type<SafeViewingPreset>().notNull(),
    breakAfterMinutes: integer('break_after_minutes'),
    noteTemplates: jsonb('note_templates').$type<NoteTemplate[]>().notNull(),
    changedAt: at('changed_at').notNull(),
    changedBy: uuid('changed_by')
      .notNull()
      .references(() => people.id),
  },
  () => [
    check('extension_policy_only_one', sql`only_one`),
    check('extension_policy_safe_viewing', sql`safe_viewing in ('OFF', 'ON', 'LOCKED_ON')`),
  ],
);

/** How often the extension's reader of a platform found nothing, per version and day: no person, no address. */
export const adapterReports = pgTable(
  'adapter_reports',
  {
    adapter: text('adapter').$type<Platform>().notNull(),
    extensionVersion: text('extension_version').notNull(),
    /** In UTC. */
    day: date('day', { mode: 'string' }).notNull(),
    times: integer('times').notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.adapter, table.extensionVersion] })],
);
