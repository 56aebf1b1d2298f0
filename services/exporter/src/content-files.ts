import type { ExportFormat, Referral } from '@lapwing/contracts';
import type { GrowingFile } from '@lapwing/store/batches/grow-batch-files';
import type { BatchFileSource } from '@lapwing/store/batches/write-batch-file';
import type { Envelope, EnvelopeHead } from './envelope.ts';
import { carriesReferral } from './formats/carries-referral.ts';
import type { ExportFormatWriter, GrowingHead } from './formats/export-format-writer.ts';
import { formatWriters } from './formats/registry.ts';
import { agreedOnly, headThatMayLeave, whatMayLeave } from './what-may-leave.ts';

/**
 * The files with the referrals, in the order in which the recipient's formats are listed. A format that has no word for
 * any of the referrals makes no file; one that takes a single referral makes a numbered file for each.
 */
export function contentFiles(envelope: Envelope): BatchFileSource[] {
  const writers = [...new Set(envelope.configuration.formats)].map((format) => formatWriters[format]);
  return writers
    .flatMap((writer) => filesOf(writer, envelope))
    .map((file, position) => ({ position, ...file }));
}

function filesOf(writer: ExportFormatWriter, envelope: Envelope): Omit<BatchFileSource, 'position'>[] {
  const { fileName, mediaType } = writer;
  const carried = envelope.referrals.filter((referral) => carriesReferral(writer, referral));
  if (carried.length === 0) return [];
  const write = (referrals: readonly Referral[]) =>
    writer.write(whatMayLeave({ ...envelope, referrals }, writer.always));
  if (!writer.oneReferralPerFile) return [{ name: fileName, mediaType, read: () => write(carried) }];
  return carried.map((referral, index) => ({
    name: fileName.replace('.', `-${index + 1}.`),
    mediaType,
    read: () => write([referral]),
  }));
}

/** A batch in which the recipient would look for a referral in vain. Another attempt would give the same files. */
export class ReferralUnsaid extends Error {
  override name = 'ReferralUnsaid';
}

/**
 * Throws {@link ReferralUnsaid} where none of the recipient's formats has a word for a referral, which would be called sent
 * though no file has it: a correction or a retraction, where the formats were changed after it was written.
 */
export function refuseUnsaid({ configuration, referrals }: Envelope): void {
  const writers = configuration.formats.map((format) => formatWriters[format]);
  const unsaid = referrals.find((referral) => !writers.some((writer) => carriesReferral(writer, referral)));
  if (unsaid === undefined) return;
  throw new ReferralUnsaid(
    `None of the formats of this batch can say ${unsaid.referralId}: cancel the batch, withdraw that referral and tell the recipient by other means`,
  );
}

/** The formats of a batch: those whose files grow page by page, and those that are made of the whole envelope. */
export function formatsOf({ configuration }: EnvelopeHead): {
  growing: ExportFormat[];
  whole: ExportFormat[];
} {
  const formats = [...new Set(configuration.formats)];
  const grows = (format: ExportFormat): boolean => formatWriters[format].grows !== undefined;
  return { growing: formats.filter(grows), whole: formats.filter((format) => !grows(format)) };
}

/** The files that grow, through the same door as the others. */
export function growingFiles(head: GrowingHead, formats: readonly ExportFormat[]): GrowingFile[] {
  const shown = { ...headThatMayLeave(head), fields: head.fields };
  return formats.flatMap((format, position) => {
    const { fileName: name, mediaType, always, grows } = formatWriters[format];
    if (!grows) return [];
    const agreed = agreedOnly(head, always);
    const entries = grows.entries(shown);
    const heading = grows.heading(shown);
    return [{ position, name, mediaType, heading, entries: (page) => entries(agreed(page)) }];
  });
}
