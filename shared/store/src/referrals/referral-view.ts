import type { Category, OutcomeView, ReferralView, Severity } from '@lapwing/contracts';
import { asc, eq, inArray, max, sql } from 'drizzle-orm';
import { recheckView } from '../rechecks/recheck-view.ts';
import {
  corrections,
  decisions,
  items,
  outcomes,
  rechecks,
  recipients,
  referrals,
  reopenings,
} from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';
import { isHeld, isImminent } from './law-enforcement-first.ts';

/** Referrals with what a view of them needs; callers add conditions and an order. */
export function selectReferrals(db: Database | Transaction) {
  return db
    .select({
      referral: referrals,
      item: items,
      recipient: recipients.name,
      category: sql<Category | null>`coalesce(${corrections.category}, ${decisions.category})`,
      severity: sql<Severity | null>`coalesce(${corrections.severity}, ${decisions.severity})`,
      relation: corrections.relation,
      imminent: isImminent,
      held: isHeld,
      changedMicroseconds: sql<string>`(extract(epoch from ${referrals.changedAt}) * 1000000)::bigint::text`,
    })
    .from(referrals)
    .innerJoin(items, eq(items.id, referrals.itemId))
    .innerJoin(recipients, eq(recipients.id, referrals.recipientId))
    .innerJoin(decisions, eq(decisions.id, referrals.decisionId))
    .leftJoin(corrections, eq(corrections.referralId, referrals.id))
    .$dynamic();
}

type Selected = Awaited<ReturnType<typeof selectReferrals>>[number];

/** Selected rows as seen outside, with their outcomes, oldest first. */
export async function referralViews(
  db: Database | Transaction,
  rows: readonly Selected[],
): Promise<ReferralView[]> {
  const ids = rows.map(({ referral }) => referral.id);
  const [found, looks, reopened] =
    rows.length === 0
      ? [[], [], []]
      : await Promise.all([
          db
            .select()
            .from(outcomes)
            .where(inArray(outcomes.referralId, ids))
            .orderBy(asc(outcomes.recordedAt), asc(outcomes.id)),
          db
            .select()
            .from(rechecks)
            .where(inArray(rechecks.referralId, ids))
            .orderBy(asc(rechecks.seenAt), asc(rechecks.id)),
          db
            .select({ referralId: reopenings.referralId, at: max(reopenings.reopenedAt) })
            .from(reopenings)
            .where(inArray(reopenings.referralId, ids))
            .groupBy(reopenings.referralId),
        ]);
  const outcomesOf = Map.groupBy(found, ({ referralId }) => referralId);
  const reopenedAt = new Map(reopened.map(({ referralId, at }) => [referralId, at]));
  const looksOf = Map.groupBy(looks, ({ referralId }) => referralId);
  return rows.map(({ referral, item, recipient, category, severity, relation, imminent, held }) => ({
    referralId: referral.id,
    itemId: item.id,
    recipientId: referral.recipientId,
    recipient,
    state: referral.state,
    batchId: referral.batchId,
    relation,
    relatesTo: referral.relatesTo,
    platform: item.platform,
    kind: item.kind,
    url: item.canonicalUrl,
    category: category ?? item.category,
    severity: severity ?? item.severity,
    urgency: item.urgency,
    imminentDanger: imminent,
    heldForLawEnforcement: held && (referral.state === 'READY' || referral.state === 'BATCHED'),
    createdAt: referral.createdAt.toISOString(),
    sentAt: referral.sentAt?.toISOString() ?? null,
    waitingSince: (reopenedAt.get(referral.id) ?? referral.sentAt)?.toISOString() ?? null,
    outcomes: (outcomesOf.get(referral.id) ?? []).map(outcomeView),
    rechecks: (looksOf.get(referral.id) ?? []).map(recheckView),
  }));
}

/** One outcome as seen outside. */
export function outcomeView(outcome: typeof outcomes.$inferSelect): OutcomeView {
  return {
    outcomeId: outcome.id,
    kind: outcome.kind,
    source: outcome.source,
    observedAt: outcome.observedAt.toISOString(),
    recordedAt: outcome.recordedAt.toISOString(),
    note: outcome.note,
  };
}
