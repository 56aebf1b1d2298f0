import { and, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { authUsers, credentials, people } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { type Principal, principalColumns } from './principal.ts';
import { hashToken } from './secret-token.ts';

/** What a bearer token turned out to be. ENDED: it was one of ours, and is revoked, expired or its person is gone. */
export type FoundCredential =
  | { state: 'VALID'; principal: Principal; expiresAt: Date }
  | { state: 'ENDED'; kind: 'EXTENSION' | 'API_TOKEN' }
  | { state: 'UNKNOWN' };

/** Looks up a bearer token by its hash, with the person it speaks for. */
export async function findCredential(store: Pick<Store, 'db'>, token: string): Promise<FoundCredential> {
  const [row] = await store.db
    .select({
      person: principalColumns,
      active: people.active,
      credential: {
        id: credentials.id,
        kind: credentials.kind,
        scopes: credentials.scopes,
        expiresAt: credentials.expiresAt,
        revokedAt: credentials.revokedAt,
      },
    })
    .from(credentials)
    .innerJoin(people, eq(people.id, credentials.personId))
    .leftJoin(authUsers, eq(authUsers.id, people.id))
    .where(eq(credentials.tokenHash, hashToken(token)));
  if (!row) return { state: 'UNKNOWN' };
  const { person, active, credential } = row;
  if (!active || credential.revokedAt !== null || credential.expiresAt <= new Date())
    return { state: 'ENDED', kind: credential.kind };
  return {
    state: 'VALID',
    expiresAt: credential.expiresAt,
    principal: { ...person, by: credential.kind, credentialId: credential.id, scopes: credential.scopes },
  };
}

/** Notes that a credential is in use, at most once in five minutes. Not audited: it changes nothing for anybody. */
export async function touchCredential(store: Pick<Store, 'db'>, credentialId: string): Promise<void> {
  await store.db
    .update(credentials)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(
        eq(credentials.id, credentialId),
        or(isNull(credentials.lastUsedAt), lt(credentials.lastUsedAt, sql`now() - interval '5 minutes'`)),
      ),
    );
}
