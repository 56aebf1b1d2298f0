import type { Permission, Role } from '@lapwing/contracts';
import { eq, sql } from 'drizzle-orm';
import { authPasskeys, authUsers, people } from '../schema/index.ts';
import type { Database, Store, Transaction } from '../store.ts';

/** Somebody who proved who she is, and by what. */
export interface Principal {
  personId: string;
  name: string;
  email: string;
  pseudonym: string;
  roles: Role[];
  /** How the request was authenticated; a session is a person at the console. */
  by: 'SESSION' | 'EXTENSION' | 'API_TOKEN';
  /** Null for a session. */
  credentialId: string | null;
  /** What the token was given for; null is no cut. */
  scopes: Permission[] | null;
  /** Whether the person has enrolled TOTP or a passkey. */
  secondFactor: boolean;
}

/** True in SQL when the person of this row has a second factor; needs `auth_users` joined. */
export const hasSecondFactor = sql<boolean>`(coalesce(${authUsers.twoFactorEnabled}, false)
  or exists (select from ${authPasskeys} where ${authPasskeys.userId} = ${people.id}))`;

/** The columns of a person that a principal is made of. */
export const principalColumns = {
  personId: people.id,
  name: people.name,
  email: people.email,
  pseudonym: people.pseudonym,
  roles: people.roles,
  secondFactor: hasSecondFactor,
} as const;

/** The person behind a session, or null when she is gone or deactivated. */
export async function findSessionPrincipal(
  store: Pick<Store, 'db'>,
  personId: string,
): Promise<Principal | null> {
  const [row] = await store.db
    .select({ ...principalColumns, active: people.active })
    .from(people)
    .leftJoin(authUsers, eq(authUsers.id, people.id))
    .where(eq(people.id, personId));
  if (!row?.active) return null;
  const { active: _, ...person } = row;
  return { ...person, by: 'SESSION', credentialId: null, scopes: null };
}

/** Whether a person may sign in at all: she exists and is active. */
export async function maySignIn(db: Database | Transaction, personId: string): Promise<boolean> {
  const [row] = await db.select({ active: people.active }).from(people).where(eq(people.id, personId));
  return row?.active ?? false;
}
