import { lt } from 'drizzle-orm';
import { authDeviceCodes, authSessions, authVerifications } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** How long after it ran out a session, a challenge or a device code is still kept, in milliseconds. */
const KEPT_MS = 24 * 3_600_000;

/**
 * Deletes sessions, challenges and device codes that ran out more than a day ago: they open nothing any more. Signing
 * in and pairing stay on record in the audit log. Returns how many rows it deleted.
 */
export async function forgetExpiredSignIns(store: Pick<Store, 'db'>): Promise<number> {
  const before = new Date(Date.now() - KEPT_MS);
  let deleted = 0;
  for (const table of [authSessions, authVerifications, authDeviceCodes]) {
    deleted += (await store.db.delete(table).where(lt(table.expiresAt, before))).rowCount ?? 0;
  }
  return deleted;
}
