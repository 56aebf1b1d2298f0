import { count, eq } from 'drizzle-orm';
import { authPasskeys, authUsers } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** Which second factors a person has enrolled. */
export interface SecondFactors {
  totp: boolean;
  passkeys: number;
}

/** Reads what a person has enrolled; nothing for somebody unknown. */
export async function secondFactorsOf(store: Pick<Store, 'db'>, personId: string): Promise<SecondFactors> {
  const [user] = await store.db
    .select({ totp: authUsers.twoFactorEnabled })
    .from(authUsers)
    .where(eq(authUsers.id, personId));
  const [passkeys] = await store.db
    .select({ count: count() })
    .from(authPasskeys)
    .where(eq(authPasskeys.userId, personId));
  return { totp: user?.totp ?? false, passkeys: passkeys?.count ?? 0 };
}
