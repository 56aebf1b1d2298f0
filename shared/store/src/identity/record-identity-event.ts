import { and, eq, ne } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { authSessions } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

/** What the identity library did, which writes its own tables in its own statements. */
export type IdentityEvent =
  | { kind: 'SIGNED_IN'; method: 'PASSWORD' | 'TOTP' | 'BACKUP_CODE' | 'PASSKEY' }
  | { kind: 'ISSUED' | 'REVOKED'; factor: 'PASSWORD' | 'TOTP' | 'BACKUP_CODES' | 'PASSKEY' };

/** Puts a sign-in, or a change of somebody's own password or second factor, on record. */
export function recordIdentityEvent(store: Store, actor: Actor, event: IdentityEvent): Promise<void> {
  return store.db.transaction((transaction) =>
    event.kind === 'SIGNED_IN'
      ? writeAudit(transaction, {
          verb: 'SIGNED_IN',
          actor,
          subjectKind: 'person',
          subjectId: actor.personId,
          details: { method: event.method },
        })
      : writeAudit(transaction, {
          verb: event.kind === 'ISSUED' ? 'CREDENTIAL_ISSUED' : 'CREDENTIAL_REVOKED',
          actor,
          subjectKind: 'person',
          subjectId: actor.personId,
          details: { kind: event.factor },
        }),
  );
}

/** Ends a person's sessions but the one with this token: they may have begun before the account was made safe. */
export async function endOtherSessions(
  store: Pick<Store, 'db'>,
  personId: string,
  keptToken: string,
): Promise<void> {
  await store.db
    .delete(authSessions)
    .where(and(eq(authSessions.userId, personId), ne(authSessions.token, keptToken)));
}
