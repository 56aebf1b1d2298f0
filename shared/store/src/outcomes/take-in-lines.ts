import { eq, inArray } from 'drizzle-orm';
import { v7 } from 'uuid';
import { outcomeLines, referrals } from '../schema/index.ts';
import type { Actor, Transaction } from '../store.ts';
import { addReceipt } from './add-receipt.ts';
import { addSeenOutcome } from './add-seen-outcome.ts';
import type { LineToTakeIn } from './plan-outcomes.ts';

/**
 * Takes planned lines of a recipient in: outcomes where there is no doubt about the referral, the rest into the tray.
 *
 * @param actor who brought them; null where the recipient's own system did, which answers no imminent danger
 * @returns how many outcomes were recorded
 */
export async function takeInLines(
  transaction: Transaction,
  actor: Actor | null,
  recipientId: string,
  take: readonly LineToTakeIn[],
): Promise<number> {
  const ids = take.flatMap(({ match }) => ('referralId' in match ? [match.referralId] : []));
  const locked = await transaction
    .select()
    .from(referrals)
    .where(inArray(referrals.id, ids))
    .orderBy(referrals.id)
    .for('update');
  const byId = new Map(locked.map((referral) => [referral.id, referral]));
  const brought =
    actor === null
      ? { source: 'CALLBACK' as const, importedBy: null }
      : { source: 'FILE' as const, importedBy: actor.personId };
  const rows: (typeof outcomeLines.$inferInsert)[] = [];
  for (const { digest, cells, kind, observedAt, match } of take) {
    const { line, reference, url, ticket, note } = cells;
    const said = { recipientId, digest, line, reference, url, ticket, kind, observedAt, note };
    const row = { id: v7(), ...said, ...brought };
    const referral = 'referralId' in match ? byId.get(match.referralId) : undefined;
    if (referral) {
      const reply = {
        kind,
        source: 'RECIPIENT_REPLY',
        observedAt,
        note: note.trim(),
        fromMachine: actor === null,
      } as const;
      const { outcomeId } = await addSeenOutcome(transaction, actor, referral, reply);
      // The next line about the same referral begins where this one left it.
      const [moved] = await transaction.select().from(referrals).where(eq(referrals.id, referral.id));
      if (moved) byId.set(moved.id, moved);
      await addReceipt(transaction, actor, { referralId: referral.id, ticket, receivedAt: observedAt });
      rows.push({ ...row, state: 'RECORDED', outcomeId });
    } else {
      rows.push({ ...row, state: 'WAITING', trayReason: 'reason' in match ? match.reason : 'UNMATCHED' });
    }
  }
  await transaction.insert(outcomeLines).values(rows);
  return rows.filter(({ state }) => state === 'RECORDED').length;
}
