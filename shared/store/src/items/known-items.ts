import type { OutcomeKind, OutcomeSource, OutcomeView } from '@lapwing/contracts';
import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm';
import { outcomes, recipients, referrals } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';

/** A referral with its recipient's name and its outcomes, oldest first. */
export interface ReferralTrail {
  itemId: string;
  recipient: string;
  state: string;
  sentAt: Date | null;
  outcomes: OutcomeView[];
}

/** What became of each item: its referrals with their outcomes, for many items in two statements. */
export async function referralTrails(
  db: Database | Transaction,
  itemIds: readonly string[],
): Promise<ReferralTrail[]> {
  if (itemIds.length === 0) return [];
  const rows = await db
    .select({
      id: referrals.id,
      itemId: referrals.itemId,
      recipient: recipients.name,
      state: referrals.state,
      sentAt: referrals.sentAt,
    })
    .from(referrals)
    .innerJoin(recipients, eq(recipients.id, referrals.recipientId))
    .where(and(inArray(referrals.itemId, [...itemIds]), isNull(referrals.relatesTo)))
    .orderBy(desc(referrals.createdAt));
  if (rows.length === 0) return [];
  const seen = await db
    .select()
    .from(outcomes)
    .where(
      inArray(
        outcomes.referralId,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(asc(outcomes.recordedAt));
  return rows.map(({ id, ...row }) => ({
    ...row,
    outcomes: seen.filter((outcome) => outcome.referralId === id).map(outcomeView),
  }));
}

/** An outcome row as seen outside. */
export function outcomeView(row: {
  id: string;
  kind: OutcomeKind;
  source: OutcomeSource;
  observedAt: Date;
  recordedAt: Date;
  note: string;
}): OutcomeView {
  return {
    outcomeId: row.id,
    kind: row.kind,
    source: row.source,
    observedAt: row.observedAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    note: row.note,
  };
}
