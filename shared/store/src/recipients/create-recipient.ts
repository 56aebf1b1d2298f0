import type { RecipientInput, RecipientView } from '@lapwing/contracts';
import { writeAudit } from '../audit/write-audit.ts';
import { databaseError, Refusal } from '../refusal.ts';
import { recipients } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { recipientView } from './recipient-view.ts';

const UNIQUE_VIOLATION = '23505';

/** Adds a channel that takes referrals. A short name that is taken is refused (`conflict`). */
export async function createRecipient(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: RecipientInput,
): Promise<RecipientView> {
  try {
    return await store.db.transaction(async (transaction) => {
      const [created] = await transaction.insert(recipients).values(input).returning({ id: recipients.id });
      if (!created) throw new Error('An insert returned no row');
      await writeAudit(transaction, {
        verb: 'RECIPIENT_CREATED',
        actor,
        subjectKind: 'recipient',
        subjectId: created.id,
        details: { slug: input.slug, active: input.active, configuration: input.configuration },
      });
      return recipientView(transaction, created.id);
    });
  } catch (error) {
    throw slugTaken(error) ?? error;
  }
}

/** The refusal for a short name that another recipient has, or null for any other error. */
export function slugTaken(error: unknown): Refusal | null {
  const problem = databaseError(error);
  if (problem?.code !== UNIQUE_VIOLATION || problem.constraint !== 'recipients_slug_unique') return null;
  const detail = 'Another recipient has this short name';
  return new Refusal('conflict', detail, [{ pointer: '/slug', code: 'taken', detail }]);
}
