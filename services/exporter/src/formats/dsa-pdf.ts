import { fieldsOfEveryLetter } from '../letter/compose-letter.ts';
import { composeNotice } from '../letter/compose-notice.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';

/** Notices under Article 16 of the Digital Services Act as a letter on A4. */
export const dsaPdf: ExportFormatWriter = {
  format: 'dsa-pdf',
  fileName: 'notice.pdf',
  mediaType: 'application/pdf',
  always: fieldsOfEveryLetter,
  async *write(envelope) {
    // Loaded by the first letter: see pdf.ts.
    const { pdfOfLetter } = await import('../letter/pdf-of-letter.ts');
    yield* pdfOfLetter(composeNotice(envelope), envelope);
  },
};
