import { and, eq, isNull } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import { credentials } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';

/** Ends one of the caller's own credentials. Somebody else's is as unknown as one that never was. */
export function revokeCredential(store: Store, actor: Actor, credentialId: string): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const [row] = await transaction
      .update(credentials)
      .set({ revokedAt: new Date() })
      .where(
        and(
          eq(credentials.id, credentialId),
          eq(credentials.personId, actor.personId),
          isNull(credentials.revokedAt),
        ),
      )
      .returning({ id: credentials.id, kind: credentials.kind });
    if (!row) throw new Refusal('not-found', 'There is no such pairing or token');
    await writeAudit(transaction, {
      verb: 'CREDENTIAL_REVOKED',
      actor,
      subjectKind: 'credential',
      subjectId: row.id,
      details: { kind: row.kind },
    });
  });
}

/** Ends all credentials of a person inside the caller's transaction, each with its audit row. */
export async function revokeAllCredentials(
  transaction: Transaction,
  actor: Actor | null,
  personId: string,
): Promise<void> {
  const rows = await transaction
    .update(credentials)
    .set({ revokedAt: new Date() })
    .where(and(eq(credentials.personId, personId), isNull(credentials.revokedAt)))
    .returning({ id: credentials.id, kind: credentials.kind });
  await writeAudit(
    transaction,
    ...rows.map(
      (row) =>
        ({
          verb: 'CREDENTIAL_REVOKED',
          actor,
          subjectKind: 'credential',
          subjectId: row.id,
          details: { kind: row.kind },
        }) as const,
    ),
  );
}
