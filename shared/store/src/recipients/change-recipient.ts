import type { RecipientInput, RecipientView } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { recipients } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { refuseFaults, slugTaken } from './create-recipient.ts';
import { findRecipientFaults } from './find-recipient-faults.ts';
import { recipientView } from './recipient-view.ts';
import { updateRecipient } from './write-recipient.ts';

/**
 * Replaces a recipient's settings. `version` is the one the caller saw; when somebody else changed it since, the
 * change is refused (`stale`), and so are settings with faults (`invalid-request`, a pointer to each; see
 * `findRecipientFaults`). Batches that exist keep the settings they were made with.
 */
export async function changeRecipient(
  store: Pick<Store, 'db'>,
  actor: Actor,
  change: { recipientId: string; version: number; input: RecipientInput },
): Promise<RecipientView> {
  const { recipientId, version, input } = change;
  try {
    return await store.db.transaction(async (transaction) => {
      const [found] = await transaction
        .select()
        .from(recipients)
        .where(eq(recipients.id, recipientId))
        .for('no key update');
      if (!found) throw new Refusal('not-found', 'There is no such recipient');
      if (found.version !== version)
        throw new Refusal('stale', 'Somebody else changed this recipient; look again before you save');
      refuseFaults(await findRecipientFaults(transaction, input, found));
      await updateRecipient(transaction, actor, found, input);
      return recipientView(transaction, recipientId);
    });
  } catch (error) {
    throw slugTaken(error) ?? error;
  }
}
