import type { Role } from '@lapwing/contracts';
import { boolean, index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Somebody who works with Lapwing. Credentials live in the identity tables; this is who the work belongs to. */
export const people = pgTable('people', {
  id: uuid('id').primaryKey().$defaultFn(v7),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  /** How the person appears on items, and outside the system (rule 8). Never derived from the name. */
  pseudonym: text('pseudonym').notNull().unique(),
  roles: text('roles').array().$type<Role[]>().notNull(),
  active: boolean('active').notNull().default(true),
  joinedAt: at('joined_at'),
  createdAt: at('created_at').notNull().defaultNow(),
});

/** A one-time link by which an invited person sets up an account. Only the hash of the token is kept. */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    tokenHash: text('token_hash').notNull().unique(),
    invitedBy: uuid('invited_by').references(() => people.id),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  (table) => [index('invitations_person').on(table.personId)],
);

/** An extension that a person paired: which session it is, what it may do, and from which origin it may be called. */
export const pairings = pgTable(
  'pairings',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    sessionId: text('session_id').notNull().unique(),
    origin: text('origin'),
    label: text('label').notNull(),
    scopes: jsonb('scopes').$type<string[]>().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    lastUsedAt: at('last_used_at'),
    revokedAt: at('revoked_at'),
  },
  (table) => [index('pairings_origin').on(table.origin)],
);
