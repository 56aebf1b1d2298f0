import { referralRow } from '@lapwing/contracts';
import { neutralCell } from '@lapwing/store/batches/neutral-cell';
import { stringify } from 'csv-stringify/sync';
import { growingWriter } from './export-format-writer.ts';

const dialect = { quoted: true, quoted_empty: true, record_delimiter: '\r\n' };

/**
 * RFC 4180: comma, CRLF, every cell in quotes, a header with the names of the fields in the recipient's order. UTF-8
 * without a byte order mark, which would become part of the first heading for readers that follow the RFC. No cell
 * can be taken for a formula.
 */
export const csv = growingWriter({
  format: 'csv',
  fileName: 'referrals.csv',
  mediaType: 'text/csv; charset=utf-8',
  always: [],
  heading: ({ fields }) => stringify([[...fields]], dialect),
  entries:
    ({ fields }) =>
    (referrals) =>
      stringify(
        referrals.map((referral) => referralRow(referral, fields).map(neutralCell)),
        dialect,
      ),
});
