import { type EvidenceView, evidenceLifecycle } from '@lapwing/contracts';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import { evidenceItems, evidencePackages, flags } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { composeEvidenceItems } from './compose-evidence-items.ts';
import { custodySubjects } from './custody-subjects.ts';
import { digestEvidence } from './digest-evidence.ts';
import { evidenceRecipient } from './evidence-recipient.ts';
import { evidenceView, previewOf } from './evidence-view.ts';
import { lockEvidence } from './lock-evidence.ts';
import { refuseNamedColleagues } from './refuse-named-colleagues.ts';
import { refuseUnconfirmed } from './refuse-unconfirmed.ts';

/**
 * A second person lets a package be made: what it says of its items is fixed now, with the fields that the recipient has
 * agreed on now. `digest` is that of what she saw: where anything else would be said by now, nothing happens (`stale`).
 * Also refused: who asked for it, and who flagged any of its items (`two-people`); one that was decided already
 * (`transition-refused`); a recipient that takes nothing today (`conflict`).
 */
export async function approveEvidence(
  store: Pick<Store, 'db'>,
  actor: Actor,
  { packageId, digest }: { packageId: string; digest: string },
): Promise<EvidenceView> {
  const asked = await askedFor(store, packageId);
  const { configuration } = asked.recipient;
  // Confirmed items stay confirmed, so what is read before the transaction is about the same items.
  const said = await composeEvidenceItems(store, asked.itemIds, asked.recipient);
  const preview = await previewOf(store, {
    recipient: asked.recipient,
    itemIds: asked.itemIds,
    content: said,
  });
  return store.db.transaction(async (transaction) => {
    const found = await lockEvidence(transaction, packageId);
    const state = evidenceLifecycle.next(found.state, 'APPROVE');
    const { itemIds } = asked;
    await refuseSamePerson(transaction, actor, found.requestedBy, itemIds);
    await refuseUnconfirmed(transaction, itemIds);
    await refuseNamedColleagues(transaction, itemIds, said);
    const recipient = await evidenceRecipient(transaction, found.recipientId);
    if (recipient.version !== asked.recipient.version)
      throw new Refusal('conflict', 'The recipient was changed at this moment: look again and decide anew');
    if (digestEvidence(found.ground, preview) !== digest)
      throw new Refusal('stale', 'The package says something else by now: read it again before you decide');
    const subjects = await custodySubjects(transaction, { itemIds, packageId });
    const now = new Date();
    await transaction
      .update(evidencePackages)
      .set({
        state,
        decidedBy: actor.personId,
        decidedAt: now,
        configuration,
        content: { items: said, subjects },
        buildDueAt: now,
        changedAt: now,
      })
      .where(eq(evidencePackages.id, packageId));
    await writeAudit(transaction, {
      verb: 'EVIDENCE_APPROVED',
      actor,
      subjectKind: 'evidence',
      subjectId: packageId,
      details: {
        recipientId: found.recipientId,
        itemIds,
        fields: configuration.fields,
        tlp: configuration.tlp,
      },
    });
    return evidenceView(transaction, packageId);
  });
}

/** What a request is about, which never changes, and its recipient as it is now. */
async function askedFor(store: Pick<Store, 'db'>, packageId: string) {
  const inside = await store.db
    .select({ itemId: evidenceItems.itemId, recipientId: evidencePackages.recipientId })
    .from(evidenceItems)
    .innerJoin(evidencePackages, eq(evidencePackages.id, evidenceItems.packageId))
    .where(eq(evidenceItems.packageId, packageId))
    .orderBy(asc(evidenceItems.position));
  const [first] = inside;
  if (!first) throw new Refusal('not-found', 'There is no such package');
  return {
    itemIds: inside.map(({ itemId }) => itemId),
    recipient: await evidenceRecipient(store.db, first.recipientId),
  };
}

async function refuseSamePerson(
  transaction: Transaction,
  actor: Actor,
  requestedBy: string,
  itemIds: readonly string[],
): Promise<void> {
  if (requestedBy === actor.personId)
    throw new Refusal('two-people', 'You asked for this package; somebody else approves it');
  const [flagged] = await transaction
    .select({ id: flags.id })
    .from(flags)
    .where(and(inArray(flags.itemId, [...itemIds]), eq(flags.personId, actor.personId)))
    .limit(1);
  if (flagged)
    throw new Refusal('two-people', 'You flagged something in this package; somebody else approves it');
}
