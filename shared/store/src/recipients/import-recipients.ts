import type { RecipientFile, RecipientFileChanges } from '@lapwing/contracts';
import { Refusal } from '../refusal.ts';
import type { Actor, Store } from '../store.ts';
import { compareRecipientFile } from './compare-recipient-file.ts';
import { slugTaken } from './create-recipient.ts';
import { insertRecipient, updateRecipient } from './write-recipient.ts';

/**
 * Adds the recipients of a file that are not there and changes those that differ, all or none; recipients that it does not
 * name stay as they are. `seen` is what a preview of the same file gave: when a recipient was added or changed since, the
 * import is refused (`stale`). Also refused: settings with faults (`invalid-request`, a pointer into the file for each).
 *
 * @returns what was changed
 */
export async function importRecipients(
  store: Pick<Store, 'db'>,
  actor: Actor,
  file: RecipientFile,
  { seen }: { seen: string },
): Promise<RecipientFileChanges> {
  try {
    return await store.db.transaction(async (transaction) => {
      const compared = await compareRecipientFile(transaction, file, true);
      if (compared.seen !== seen)
        throw new Refusal('stale', 'Somebody changed the recipients since; look at the changes again');
      for (const [index, { change }] of compared.changes.entries()) {
        const input = file.recipients[index];
        const before = compared.found[index];
        if (!input || change === 'SAME') continue;
        if (before) await updateRecipient(transaction, actor, before, input);
        else await insertRecipient(transaction, actor, input);
      }
      return { changes: compared.changes, seen: compared.seen };
    });
  } catch (error) {
    // Somebody added one of them at this moment.
    throw slugTaken(error)
      ? new Refusal('stale', 'Somebody changed the recipients since; look at the changes again')
      : error;
  }
}
