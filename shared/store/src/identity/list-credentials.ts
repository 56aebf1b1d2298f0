import type { CredentialView } from '@lapwing/contracts';
import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { credentials } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** A credential as its owner sees it. Never the token, nor its hash. */
export function credentialView(row: typeof credentials.$inferSelect): CredentialView {
  return {
    credentialId: row.id,
    kind: row.kind,
    label: row.label,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
  };
}

/** A person's paired extensions and API tokens that still work, newest first. */
export async function listCredentials(store: Pick<Store, 'db'>, personId: string): Promise<CredentialView[]> {
  const rows = await store.db
    .select()
    .from(credentials)
    .where(
      and(
        eq(credentials.personId, personId),
        isNull(credentials.revokedAt),
        gt(credentials.expiresAt, new Date()),
      ),
    )
    .orderBy(desc(credentials.id));
  return rows.map(credentialView);
}

/** Whether any extension from this origin is paired now: the only origins that browsers may call from. */
export async function isPairedOrigin(store: Pick<Store, 'db'>, origin: string): Promise<boolean> {
  const rows = await store.db
    .select({ id: credentials.id })
    .from(credentials)
    .where(
      and(
        eq(credentials.origin, origin),
        isNull(credentials.revokedAt),
        gt(credentials.expiresAt, new Date()),
      ),
    )
    .limit(1);
  return rows.length > 0;
}
