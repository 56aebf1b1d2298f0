import { composeLetter, fieldsOfEveryLetter } from '../letter/compose-letter.ts';
import { pdfOfLetter } from '../letter/pdf-of-letter.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';

/** The cover letter on A4. */
export const pdf: ExportFormatWriter = {
  format: 'pdf',
  fileName: 'letter.pdf',
  mediaType: 'application/pdf',
  always: fieldsOfEveryLetter,
  write: (envelope) => pdfOfLetter(composeLetter(envelope), envelope),
};
