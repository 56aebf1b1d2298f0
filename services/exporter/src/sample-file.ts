import type { BatchFileSource } from '@lapwing/store/batches/write-batch-file';
import { contentFiles } from './content-files.ts';
import { type SampleWish, sampleEnvelope } from './sample/sample-envelope.ts';

/**
 * An invented file of a format, written through the same door as those of a batch, so that a recipient can see
 * beforehand what it will get; null where the format has no word for the category.
 */
export function sampleFile(wish: SampleWish): BatchFileSource | null {
  const [file] = contentFiles(sampleEnvelope(wish));
  return file ?? null;
}
