import { formatsWithout, type Referral } from '@lapwing/contracts';
import type { ExportFormatWriter } from './export-format-writer.ts';

/**
 * Whether a format has words for a referral: for its category, and for what it is to an earlier one where it corrects or
 * takes one back. Those without are left out.
 */
export function carriesReferral(
  { format, carries }: Pick<ExportFormatWriter, 'format' | 'carries'>,
  referral: Referral,
): boolean {
  const { relation } = referral;
  if (relation !== null && formatsWithout[relation].has(format)) return false;
  return carries?.(referral) ?? true;
}
