import { standingOf } from '@lapwing/contracts';
import { and, asc, desc, eq, isNull, not, or, sql } from 'drizzle-orm';
import { sendableTo } from '../recipients/sendable-to.ts';
import { isHeld, isImminent } from '../referrals/law-enforcement-first.ts';
import { flags, items, lawEnforcementNotices, recipients, referrals } from '../schema/index.ts';
import type { Database, Store, Transaction } from '../store.ts';

/** What one look takes, most pressing first; the rest is taken at the next. */
const MOST_AT_ONCE = 100;

/** Since somebody cancelled it, danger was named again or law enforcement told again: whoever did so may not know of that. */
const isNewSinceCancelled = sql`(
  exists (
    select from ${flags}
    where ${flags.itemId} = ${items.id} and ${flags.imminentDanger} is not null
      and ${flags.receivedAt} > ${referrals.urgentCancelledAt}
  ) or exists (
    select from ${lawEnforcementNotices}
    where ${lawEnforcementNotices.itemId} = ${items.id}
      and ${lawEnforcementNotices.recordedAt} > ${referrals.urgentCancelledAt}
  )
)`;

/**
 * Referrals about imminent danger that wait for no run of their recipient's schedule: they are ready, law enforcement was
 * told, and nobody cancelled a batch of imminent danger with them since danger was last named. None where the recipient has no schedule, or takes none.
 */
export async function urgentReferrals(
  store: Pick<Store, 'db'>,
  recipientId: string,
  now: Date,
): Promise<string[]> {
  const [recipient] = await store.db.select().from(recipients).where(eq(recipients.id, recipientId));
  if (!recipient || recipient.scheduleDueAt === null || standingOf(recipient, now) !== 'OPEN') return [];
  return urgentOf(store.db, recipient);
}

/** The same of a recipient that takes some; of the named referral alone where one is named. */
export async function urgentOf(
  db: Database | Transaction,
  { id, configuration }: typeof recipients.$inferSelect,
  referralId?: string,
): Promise<string[]> {
  const urgent = await db
    .select({ id: referrals.id })
    .from(referrals)
    .innerJoin(items, eq(items.id, referrals.itemId))
    .where(
      and(
        eq(referrals.recipientId, id),
        referralId === undefined ? undefined : eq(referrals.id, referralId),
        eq(referrals.state, 'READY'),
        or(isNull(referrals.urgentCancelledAt), isNewSinceCancelled),
        isImminent,
        not(isHeld),
        sendableTo(configuration),
      ),
    )
    .orderBy(desc(referrals.rank), asc(referrals.id))
    .limit(MOST_AT_ONCE);
  return urgent.map((referral) => referral.id);
}
