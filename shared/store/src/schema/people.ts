import type { Permission, Role } from '@lapwing/contracts';
import { sql } from 'drizzle-orm';
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

/**
 * What a machine shows instead of a person's session: a paired extension, or a personal API token. Only the hash of
 * the token is kept. Revoked rows stay, so that an old token can be told from an unknown one.
 */
export const credentials = pgTable(
  'credentials',
  {
    id: uuid('id').primaryKey().$defaultFn(v7),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    kind: text('kind').$type<'EXTENSION' | 'API_TOKEN'>().notNull(),
    label: text('label').notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    scopes: jsonb('scopes').$type<Permission[]>().notNull(),
    /** Origin of a paired extension: the only one that a browser may call from (CORS). */
    origin: text('origin'),
    createdAt: at('created_at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
    lastUsedAt: at('last_used_at'),
    revokedAt: at('revoked_at'),
  },
  (table) => [
    index('credentials_person').on(table.personId),
    index('credentials_origin').on(table.origin).where(sql`revoked_at is null`),
  ],
);
