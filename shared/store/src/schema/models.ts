import type { Category, ModelFigures, ModelState } from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
import {
  check,
  doublePrecision,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { people } from './people.ts';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Versions of the classifier. The folder lies on disk; this says which of them orders the queue, and who said so. */
export const modelVersions = pgTable(
  'model_versions',
  {
    version: text('version').primaryKey(),
    state: text('state').$type<ModelState>().notNull(),
    /** When the state began, and by whom; null for the machine. */
    stateSince: at('state_since').notNull().defaultNow(),
    stateBy: uuid('state_by').references(() => people.id),
    labels: text('labels').array().$type<Category[]>().notNull(),
    languages: text('languages').array().notNull(),
    /** What is kept of its `metrics.json`, as it was when the version was added. */
    figures: jsonb('figures').$type<ModelFigures>().notNull(),
    /** From this risk on it says "rather yes". Null: added before this was kept; 0.5 is taken. */
    riskThreshold: doublePrecision('risk_threshold'),
    addedAt: at('added_at').notNull().defaultNow(),
    addedBy: uuid('added_by').references(() => people.id),
    /** When a promotion put another in its place; rolling back leads to the newest. Null: never, or rolled back. */
    supersededAt: at('superseded_at'),
    /** Why a scorer could not load it and kept the one before; null while it can. */
    refused: text('refused'),
  },
  () => [
    uniqueIndex('model_versions_one_champion').on(sql`(true)`).where(sql`state = 'CHAMPION'`),
    uniqueIndex('model_versions_one_challenger').on(sql`(true)`).where(sql`state = 'CHALLENGER'`),
    check('model_versions_state', sql`state in ('AVAILABLE', 'CHALLENGER', 'CHAMPION', 'RETIRED')`),
    check('model_versions_risk_threshold', sql`risk_threshold between 0 and 1`),
  ],
);
