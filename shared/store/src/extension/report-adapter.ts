import type { AdapterReportInput } from '@lapwing/contracts';
import { lt, sql } from 'drizzle-orm';
import { adapterReports } from '../schema/index.ts';
import type { Store } from '../store.ts';

const KEPT_DAYS = 90;
const today = sql`(now() at time zone 'utc')::date`;

/**
 * Counts that an adapter of the extension found nothing, by its version and the day. Nobody is named, and counts of
 * more than 90 days ago are cleared.
 */
export async function reportAdapter(store: Pick<Store, 'db'>, report: AdapterReportInput): Promise<void> {
  await store.db
    .insert(adapterReports)
    .values({ ...report, day: sql`${today}`, times: 1 })
    .onConflictDoUpdate({
      target: [adapterReports.day, adapterReports.adapter, adapterReports.extensionVersion],
      // A day's counter that is full stays full.
      set: { times: sql`least(${adapterReports.times}::bigint + 1, 2147483647)` },
    });
  await store.db.delete(adapterReports).where(lt(adapterReports.day, sql`${today} - ${KEPT_DAYS}::int`));
}
