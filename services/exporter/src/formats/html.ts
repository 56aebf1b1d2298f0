import { composeLetter, fieldsOfEveryLetter } from '../letter/compose-letter.ts';
import { htmlOfLetter } from '../letter/html-of-letter.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';

/** The cover letter as a page. */
export const html: ExportFormatWriter = {
  format: 'html',
  fileName: 'letter.html',
  mediaType: 'text/html; charset=utf-8',
  always: fieldsOfEveryLetter,
  write: (envelope) => htmlOfLetter(composeLetter(envelope)),
};
