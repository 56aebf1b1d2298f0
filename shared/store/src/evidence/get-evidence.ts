import type { EvidenceDetail } from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { evidencePackages, recipients } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { evidenceView, previewOf } from './evidence-view.ts';

/** One package with what it says. Refused: an unknown id (`not-found`). */
export async function getEvidence(store: Pick<Store, 'db'>, packageId: string): Promise<EvidenceDetail> {
  const [found] = await store.db
    .select({
      name: recipients.name,
      current: recipients.configuration,
      approved: evidencePackages.configuration,
      content: evidencePackages.content,
    })
    .from(evidencePackages)
    .innerJoin(recipients, eq(recipients.id, evidencePackages.recipientId))
    .where(eq(evidencePackages.id, packageId));
  if (!found) throw new Refusal('not-found', 'There is no such package');
  const view = await evidenceView(store.db, packageId);
  const recipient = { name: found.name, configuration: found.approved ?? found.current };
  const { itemIds } = view;
  return {
    ...view,
    preview: await previewOf(store, { recipient, itemIds, content: found.content?.items ?? null }),
  };
}
