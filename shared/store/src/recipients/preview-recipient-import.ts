import type { RecipientFile, RecipientFileChanges } from '@lapwing/contracts';
import type { Store } from '../store.ts';
import { compareRecipientFile } from './compare-recipient-file.ts';

/** What `importRecipients` would change, without doing it. Refused as it refuses. */
export function previewRecipientImport(
  store: Pick<Store, 'db'>,
  file: RecipientFile,
): Promise<RecipientFileChanges> {
  return store.db.transaction(async (transaction) => {
    const { changes, seen } = await compareRecipientFile(transaction, file, false);
    return { changes, seen };
  });
}
