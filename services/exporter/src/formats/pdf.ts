import { composeLetter, fieldsOfEveryLetter } from '../letter/compose-letter.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';

/** The cover letter on A4. */
export const pdf: ExportFormatWriter = {
  format: 'pdf',
  fileName: 'letter.pdf',
  mediaType: 'application/pdf',
  always: fieldsOfEveryLetter,
  async *write(envelope) {
    // Loaded by the first letter: its libraries and typefaces take memory that an idle exporter need not have.
    const { pdfOfLetter } = await import('../letter/pdf-of-letter.ts');
    yield* pdfOfLetter(composeLetter(envelope), envelope);
  },
};
