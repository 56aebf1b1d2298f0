import type { EvidenceItem, EvidencePreview, EvidenceView, RecipientConfiguration } from '@lapwing/contracts';
import { asc, eq, inArray } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { evidenceArchives, evidenceItems, evidencePackages, people, recipients } from '../schema/index.ts';
import type { Database, Store, Transaction } from '../store.ts';
import { composeEvidenceItems } from './compose-evidence-items.ts';
import { namePeople } from './name-people.ts';

const requester = alias(people, 'requester');
const decider = alias(people, 'decider');

/** Packages as seen outside, in the order of the ids. */
export async function evidenceViews(
  db: Database | Transaction,
  packageIds: readonly string[],
): Promise<EvidenceView[]> {
  if (packageIds.length === 0) return [];
  const ids = [...packageIds];
  const rows = await db
    .select({
      row: evidencePackages,
      recipient: recipients.name,
      requestedBy: requester.pseudonym,
      decidedBy: decider.pseudonym,
      size: evidenceArchives.size,
      sha256: evidenceArchives.sha256,
      files: evidenceArchives.files,
    })
    .from(evidencePackages)
    .innerJoin(recipients, eq(recipients.id, evidencePackages.recipientId))
    .innerJoin(requester, eq(requester.id, evidencePackages.requestedBy))
    .leftJoin(decider, eq(decider.id, evidencePackages.decidedBy))
    .leftJoin(evidenceArchives, eq(evidenceArchives.packageId, evidencePackages.id))
    .where(inArray(evidencePackages.id, ids));
  const inside = await db
    .select({ packageId: evidenceItems.packageId, itemId: evidenceItems.itemId })
    .from(evidenceItems)
    .where(inArray(evidenceItems.packageId, ids))
    .orderBy(asc(evidenceItems.position));
  const byId = new Map(rows.map((row) => [row.row.id, row]));
  return ids.flatMap((id) => {
    const found = byId.get(id);
    if (!found) return [];
    const { row, recipient, requestedBy, decidedBy, size, sha256, files } = found;
    return {
      packageId: id,
      recipientId: row.recipientId,
      recipient,
      state: row.state,
      ground: row.ground,
      itemIds: inside.filter(({ packageId }) => packageId === id).map(({ itemId }) => itemId),
      requestedBy,
      requestedAt: row.requestedAt.toISOString(),
      decidedBy,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      declinedReason: row.declinedReason,
      builtAt: row.builtAt?.toISOString() ?? null,
      archive: size === null || sha256 === null ? null : { bytes: size, sha256 },
      files: files ?? [],
      lastError: row.lastError,
      givenUp: row.state === 'BUILDING' && row.buildDueAt === null,
    };
  });
}

/** One package that is known to exist. */
export async function evidenceView(db: Database | Transaction, packageId: string): Promise<EvidenceView> {
  const [view] = await evidenceViews(db, [packageId]);
  if (!view) throw new Error('A package vanished; packages are never deleted');
  return view;
}

/** What a package says, or would say, of its items; `content` where it was fixed already. */
export async function previewOf(
  store: Pick<Store, 'db'>,
  {
    recipient,
    itemIds,
    content,
  }: {
    recipient: { id: string; name: string; configuration: RecipientConfiguration };
    itemIds: readonly string[];
    content?: EvidenceItem[] | null;
  },
): Promise<EvidencePreview> {
  const { fields, tlp } = recipient.configuration;
  const named = namePeople({ pseudonyms: fields.includes('notifier_ref') });
  const items = content ?? (await composeEvidenceItems(store, itemIds, recipient));
  return {
    recipient: recipient.name,
    tlp: `TLP:${tlp}`,
    fields,
    items: items.map((item) => ({ ...item, events: item.events.map(named) })),
  };
}
