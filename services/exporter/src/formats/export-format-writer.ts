import type { ExportFormat, Referral, ReferralField } from '@lapwing/contracts';
import type { Envelope } from '../envelope.ts';

/** One file format. Writing is pure: the same envelope gives the same bytes (a crash and a retry change nothing). */
export interface ExportFormatWriter {
  format: ExportFormat;
  fileName: string;
  mediaType: string;
  /**
   * Fields that every file of this format says, whether or not they were agreed with the recipient: without them
   * nobody could act on an entry. All others are said only where the recipient's configuration has them.
   */
  always: readonly ReferralField[];
  /** Whether the format has a word for this referral's category; those without are left out. Absent: for all. */
  carries?(referral: Referral): boolean;
  /** One file for each referral, numbered, and `write` is called with one referral at a time. Absent: one for all. */
  oneReferralPerFile?: true;
  write(envelope: Envelope): AsyncIterable<Uint8Array>;
}
