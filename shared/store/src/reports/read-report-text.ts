import type { ReportText } from '@lapwing/contracts';
import { reportText } from '../schema/index.ts';
import type { Database, Store, Transaction } from '../store.ts';

/** What the organisation says of itself in reports; nothing (version 0) until somebody wrote it. */
export function readReportText(store: Pick<Store, 'db'>): Promise<ReportText> {
  return reportTextOf(store.db);
}

/** The same inside a transaction of the caller's. */
export async function reportTextOf(db: Database | Transaction): Promise<ReportText> {
  const [row] = await db.select().from(reportText);
  return row ? reportTextView(row) : { independence: '', updatedAt: null, version: 0 };
}

/** A stored text as it is answered. */
export function reportTextView(row: typeof reportText.$inferSelect): ReportText {
  const { independence, changedAt, version } = row;
  return { independence, updatedAt: changedAt.toISOString(), version };
}
