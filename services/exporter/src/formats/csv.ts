import { fieldsOf, referralRow } from '@lapwing/contracts';
import { neutralCell } from '@lapwing/store/batches/neutral-cell';
import { stringify } from 'csv-stringify';
import type { Envelope } from '../envelope.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';

/**
 * RFC 4180: comma, CRLF, every cell in quotes, a header with the names of the fields in the recipient's order. UTF-8
 * without a byte order mark, which would become part of the first heading for readers that follow the RFC. No cell
 * can be taken for a formula.
 */
export const csv: ExportFormatWriter = {
  format: 'csv',
  fileName: 'referrals.csv',
  mediaType: 'text/csv; charset=utf-8',
  always: [],
  async *write({ configuration, referrals }: Envelope) {
    const rows = stringify({ quoted: true, quoted_empty: true, record_delimiter: '\r\n' });
    const feed = async (): Promise<void> => {
      const fields = fieldsOf(configuration.fields, referrals);
      rows.write(fields);
      for (const referral of referrals) {
        const more = rows.write(referralRow(referral, fields).map(neutralCell));
        if (!more) await new Promise((resolve) => rows.once('drain', resolve));
      }
      rows.end();
    };
    const feeding = feed();
    for await (const bytes of rows) yield bytes;
    await feeding;
  },
};
