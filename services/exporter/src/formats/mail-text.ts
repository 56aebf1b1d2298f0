import { MAIL_TEXT_FILE } from '@lapwing/contracts';
import { composeLetter, fieldsOfEveryLetter } from '../letter/compose-letter.ts';
import { textOfLetter } from '../letter/text-of-letter.ts';
import type { ExportFormatWriter } from './export-format-writer.ts';

/** The letter as plain text: to be pasted into a mail, or what the mail says where Lapwing sends it. */
export const mailText: ExportFormatWriter = {
  format: 'mail-text',
  fileName: MAIL_TEXT_FILE,
  mediaType: 'text/plain; charset=utf-8',
  always: fieldsOfEveryLetter,
  async *write(envelope) {
    yield new TextEncoder().encode(textOfLetter(composeLetter(envelope, { besideFiles: false })));
  },
};
