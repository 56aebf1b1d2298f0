import { fieldsOfEveryLetter } from '../letter/compose-letter.ts';
import { composeNotice } from '../letter/compose-notice.ts';
import { htmlOfLetter } from '../letter/html-of-letter.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';

/** Notices under Article 16 of the Digital Services Act as a letter as a page. */
export const dsaHtml: ExportFormatWriter = {
  format: 'dsa-html',
  fileName: 'notice.html',
  mediaType: 'text/html; charset=utf-8',
  always: fieldsOfEveryLetter,
  write: (envelope) => htmlOfLetter(composeNotice(envelope)),
};
