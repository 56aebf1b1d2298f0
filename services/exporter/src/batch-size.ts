import type { BatchFile } from '@lapwing/contracts';
import type { EnvelopeHead } from './envelope.ts';

/** The files of a batch are more than its recipient takes. Another attempt would give the same bytes. */
export class BatchTooLarge extends Error {
  override name = 'BatchTooLarge';
}

/**
 * Throws {@link BatchTooLarge} where the files are more than the recipient's limit. Imminent danger does not wait for a
 * limit: such a batch is built whatever its size.
 */
export function refuseTooLarge(
  { configuration: { maximumBytes }, imminent }: EnvelopeHead,
  count: number,
  files: readonly BatchFile[],
): void {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (imminent || maximumBytes === null || bytes <= maximumBytes) return;
  throw new BatchTooLarge(
    `The files are ${bytes} bytes and this recipient takes ${maximumBytes}: cancel this batch of ${count} and build it with fewer referrals or fewer formats`,
  );
}
