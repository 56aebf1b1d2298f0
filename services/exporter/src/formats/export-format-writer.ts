import { type ExportFormat, fieldsOf, type Referral, type ReferralField } from '@lapwing/contracts';
import type { Envelope, EnvelopeHead } from '../envelope.ts';

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
  /** How a batch of any size is written, page by page. Absent: the whole envelope has to be in memory. */
  grows?: GrowingFormat;
}

export interface GrowingHead extends EnvelopeHead {
  /** What is said of every referral of the batch: see `fieldsOf`. */
  fields: readonly ReferralField[];
}

/** A format whose file is a heading and an entry for each referral: however it is cut into pages, it is the same. */
export interface GrowingFormat {
  heading(head: GrowingHead): string;
  /** Made once for a file. */
  entries(head: GrowingHead): (referrals: readonly Referral[]) => string;
}

/** A writer whose files grow. */
export function growingWriter(
  writer: Omit<ExportFormatWriter, 'write' | 'grows' | 'carries' | 'oneReferralPerFile'> & GrowingFormat,
): ExportFormatWriter {
  const { heading, entries, ...rest } = writer;
  return {
    ...rest,
    grows: { heading, entries },
    async *write({ referrals, ...around }) {
      const head = { ...around, fields: fieldsOf(around.configuration.fields, referrals) };
      yield new TextEncoder().encode(heading(head) + entries(head)(referrals));
    },
  };
}
