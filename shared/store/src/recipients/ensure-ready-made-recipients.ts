import { writeAudit } from '../audit/write-audit.ts';
import { recipients } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { readyMadeRecipients } from './ready-made-recipients.ts';

/**
 * Adds the ready-made recipients that are not there yet and leaves the others as an admin set them. Safe to run at
 * every start and in several processes at once.
 *
 * @returns short names of those that were added now
 */
export function ensureReadyMadeRecipients(store: Pick<Store, 'db'>): Promise<string[]> {
  return store.db.transaction(async (transaction) => {
    const added = await transaction
      .insert(recipients)
      .values([...readyMadeRecipients])
      .onConflictDoNothing({ target: recipients.slug })
      .returning({ id: recipients.id, slug: recipients.slug, configuration: recipients.configuration });
    await writeAudit(
      transaction,
      ...added.map(({ id, slug, configuration }) => ({
        verb: 'RECIPIENT_CREATED' as const,
        actor: null,
        subjectKind: 'recipient' as const,
        subjectId: id,
        details: { slug, active: true, configuration },
      })),
    );
    return added.map(({ slug }) => slug);
  });
}
