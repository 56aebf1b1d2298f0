import type { RecipientFile } from '@lapwing/contracts';
import { asc } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { recipients } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

/** Every recipient as a file, by short name. It names people outside, so that it is a disclosure and on record. */
export function exportRecipients(store: Pick<Store, 'db'>, actor: Actor): Promise<RecipientFile> {
  return store.db.transaction(async (transaction) => {
    const rows = await transaction.select().from(recipients).orderBy(asc(recipients.slug));
    await writeAudit(
      transaction,
      ...rows.map(({ id, version }) => ({
        verb: 'DISCLOSED_RECIPIENT' as const,
        actor,
        subjectKind: 'recipient' as const,
        subjectId: id,
        details: { version },
      })),
    );
    return {
      lapwing: 'recipients/1',
      recipients: rows.map(({ slug, name, active, configuration }) => ({
        slug,
        name,
        active,
        configuration,
      })),
    };
  });
}
