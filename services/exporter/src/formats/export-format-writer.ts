import type { ExportFormat } from '@lapwing/contracts';
import type { Envelope } from '../envelope.ts';

/** One file format. Writing is pure: the same envelope gives the same bytes (a crash and a retry change nothing). */
export interface ExportFormatWriter {
  format: ExportFormat;
  fileName: string;
  mediaType: string;
  write(envelope: Envelope): AsyncIterable<Uint8Array>;
}
