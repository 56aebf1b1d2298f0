import {
  type CredentialView,
  extensionScopes,
  type Permission,
  permissions,
  permissionsOf,
} from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import { credentials, people } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { credentialView } from './list-credentials.ts';
import { mintToken } from './secret-token.ts';

const DAY_MS = 24 * 3_600_000;
/** How long a paired extension works before it must be paired again, in days. */
export const PAIRING_DAYS = 90;
/** How long a personal API token works, in days. */
export const API_TOKEN_DAYS = 365;

/** A credential with its secret, which is shown this once. */
export interface IssuedCredential {
  token: string;
  credential: CredentialView;
}

/** Pairs an extension with a person: a token that can flag and see what became of it, nothing else. */
export function pairExtension(
  store: Store,
  actor: Actor,
  input: { label: string; origin: string | null },
): Promise<IssuedCredential> {
  return issue(store, actor, actor.personId, {
    kind: 'EXTENSION',
    label: input.label,
    scopes: [...extensionScopes],
    origin: input.origin,
    days: PAIRING_DAYS,
  });
}

/**
 * Issues a personal API token. It never carries more than the person may do, now or later: her roles cut it down
 * with every request.
 *
 * @param actor who asks; null is the machine (the command line)
 * @throws Refusal `invalid-request` for a scope that is none, or that the person does not hold
 */
export async function issueApiToken(
  store: Store,
  actor: Actor | null,
  input: { personId: string; label: string; scopes: readonly string[] },
): Promise<IssuedCredential> {
  const [person] = await store.db.select().from(people).where(eq(people.id, input.personId));
  if (!person?.active) throw new Refusal('not-found', 'There is no such person, or she is deactivated');
  const held = permissionsOf(person.roles, null);
  const scopes: Permission[] = [];
  for (const [index, scope] of input.scopes.entries()) {
    const permission = permissions.find((known) => known === scope);
    if (permission === undefined || !held.has(permission)) {
      throw new Refusal('invalid-request', 'A token can only be given what its person may do', [
        {
          pointer: `/scopes/${index}`,
          code: 'scope_not_held',
          detail: `${scope} is not held by this person`,
        },
      ]);
    }
    if (!scopes.includes(permission)) scopes.push(permission);
  }
  return issue(store, actor, person.id, {
    kind: 'API_TOKEN',
    label: input.label,
    scopes,
    origin: null,
    days: API_TOKEN_DAYS,
  });
}

function issue(
  store: Store,
  actor: Actor | null,
  personId: string,
  terms: {
    kind: 'EXTENSION' | 'API_TOKEN';
    label: string;
    scopes: Permission[];
    origin: string | null;
    days: number;
  },
): Promise<IssuedCredential> {
  const { token, hash } = mintToken(terms.kind);
  const { days, ...columns } = terms;
  return store.db.transaction(async (transaction) => {
    const [row] = await transaction
      .insert(credentials)
      .values({ ...columns, personId, tokenHash: hash, expiresAt: new Date(Date.now() + days * DAY_MS) })
      .returning();
    if (!row) throw new Error('An insert returned no row');
    await writeAudit(transaction, {
      verb: 'CREDENTIAL_ISSUED',
      actor,
      subjectKind: 'credential',
      subjectId: row.id,
      details: { personId, kind: terms.kind, scopes: terms.scopes, origin: terms.origin },
    });
    return { token, credential: credentialView(row) };
  });
}
