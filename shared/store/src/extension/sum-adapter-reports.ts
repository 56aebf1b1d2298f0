import { ADAPTER_REPORT_DAYS, type AdapterReports } from '@lapwing/contracts';
import { asc, desc, gt, max, sql } from 'drizzle-orm';
import { adapterReports } from '../schema/index.ts';
import type { Store } from '../store.ts';

/** How often each adapter of the extension found nothing in the last seven days, the most troubled first. */
export async function sumAdapterReports(store: Pick<Store, 'db'>): Promise<AdapterReports> {
  const times = sql<number>`least(sum(${adapterReports.times}), 2147483647)::int`;
  const rows = await store.db
    .select({
      adapter: adapterReports.adapter,
      times,
      lastOn: max(adapterReports.day),
      extensionVersions: sql<
        string[]
      >`array_agg(${adapterReports.extensionVersion} order by ${adapterReports.day} desc, ${adapterReports.extensionVersion} desc)`,
    })
    .from(adapterReports)
    .where(gt(adapterReports.day, sql`(now() at time zone 'utc')::date - ${ADAPTER_REPORT_DAYS}::int`))
    .groupBy(adapterReports.adapter)
    .orderBy(desc(times), asc(adapterReports.adapter));
  return {
    days: ADAPTER_REPORT_DAYS,
    adapters: rows.map((row) => ({
      ...row,
      lastOn: row.lastOn ?? '',
      extensionVersions: [...new Set(row.extensionVersions)].slice(0, 10),
    })),
  };
}
