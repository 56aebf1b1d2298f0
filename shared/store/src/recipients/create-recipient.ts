import type { FieldError, RecipientInput, RecipientView } from '@lapwing/contracts';
import { databaseError, Refusal } from '../refusal.ts';
import type { Actor, Store } from '../store.ts';
import { findRecipientFaults } from './find-recipient-faults.ts';
import { recipientView } from './recipient-view.ts';
import { insertRecipient } from './write-recipient.ts';

const UNIQUE_VIOLATION = '23505';

/**
 * Adds a channel that takes referrals. Refused: a short name that is taken (`conflict`), and settings with faults
 * (`invalid-request`, a pointer to each; see `findRecipientFaults`).
 */
export async function createRecipient(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: RecipientInput,
): Promise<RecipientView> {
  try {
    return await store.db.transaction(async (transaction) => {
      refuseFaults(await findRecipientFaults(transaction, input, null));
      const recipientId = await insertRecipient(transaction, actor, input);
      return recipientView(transaction, recipientId);
    });
  } catch (error) {
    throw slugTaken(error) ?? error;
  }
}

/** Refuses settings with faults, if there are any. */
export function refuseFaults(faults: FieldError[]): void {
  if (faults.length > 0)
    throw new Refusal('invalid-request', 'Some settings of this recipient cannot be used', faults);
}

/** The refusal for a short name that another recipient has, or null for any other error. */
export function slugTaken(error: unknown): Refusal | null {
  const problem = databaseError(error);
  if (problem?.code !== UNIQUE_VIOLATION || problem.constraint !== 'recipients_slug_unique') return null;
  const detail = 'Another recipient has this short name';
  return new Refusal('conflict', detail, [{ pointer: '/slug', code: 'taken', detail }]);
}
