import type { BatchFile } from '@lapwing/contracts';
import type { Store } from '../store.ts';
import { batchFileView, filesOfBatches } from './batch-view.ts';

/** The files of a batch that are written so far, in their order: what its manifest lists. */
export async function listWrittenFiles(store: Pick<Store, 'db'>, batchId: string): Promise<BatchFile[]> {
  return (await filesOfBatches(store.db, [batchId])).map(batchFileView);
}
