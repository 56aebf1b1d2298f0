import { z } from 'zod';
import { Platform } from './taxonomy.ts';

/** Reports are summed up over this many days, today included. */
export const ADAPTER_REPORT_DAYS = 7;

/**
 * Body of `POST /v1/extension/adapter-reports`: the reader of this platform found nothing on a page of its own. That
 * is all there is to say: no address, nothing of the page, nobody's name.
 */
export const AdapterReportInput = z
  .strictObject({
    adapter: Platform,
    /** As in a manifest: one to four numbers. */
    extensionVersion: z.string().regex(/^\d{1,9}(?:\.\d{1,9}){0,3}$/, 'Not the version of an extension'),
  })
  .meta({ id: 'AdapterReportInput' });
export type AdapterReportInput = z.infer<typeof AdapterReportInput>;

/** How often the reader of one platform found nothing in the last days. */
export const AdapterTrouble = z
  .object({
    adapter: Platform,
    times: z.number().int().min(1),
    /** The last day (UTC) that it happened. */
    lastOn: z.iso.date(),
    /** Versions of the extension that it happened to, newest report first. */
    extensionVersions: z.array(z.string()),
  })
  .meta({ id: 'AdapterTrouble' });
export type AdapterTrouble = z.infer<typeof AdapterTrouble>;

/** `GET /v1/extension/adapter-reports`: the most troubled first. */
export const AdapterReports = z
  .object({ days: z.literal(ADAPTER_REPORT_DAYS), adapters: z.array(AdapterTrouble) })
  .meta({ id: 'AdapterReports' });
export type AdapterReports = z.infer<typeof AdapterReports>;
