import type { Referral } from '@lapwing/contracts';
import type { BatchFileSource } from '@lapwing/store/batches/write-batch-file';
import type { Envelope } from './envelope.ts';
import { carriesReferral } from './formats/carries-referral.ts';
import type { ExportFormatWriter } from './formats/export-format-writer.ts';
import { formatWriters } from './formats/registry.ts';
import { whatMayLeave } from './what-may-leave.ts';

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
