import {
  type RecipientConfiguration,
  type RecipientView,
  type ReferralState,
  type Relation,
  standingOf,
  unsayableIn,
} from '@lapwing/contracts';
import { and, asc, eq, inArray, isNull, not, type SQL, sql } from 'drizzle-orm';
import { isHeld, isImminent } from '../referrals/law-enforcement-first.ts';
import { batches, corrections, items, recipients, referrals } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';
import { readPublicKey } from './read-public-key.ts';

/**
 * Recipients with the counts of their referrals: `ready` can be sent now, `heldForLawEnforcement` are ready but for
 * rule 6, `unsayable` are ready but none of the recipient's formats can say them (`sayableTo`), `awaitingOutcome` were sent
 * and are not concluded, `imminentUnsent` wait for nothing but a person, whether somebody or a schedule built
 * their batch or nobody did. And `unsentBatches`, of batches.
 */
export async function recipientViews(
  db: Database | Transaction,
  recipientId?: string,
): Promise<RecipientView[]> {
  const tallies = await tallyReferrals(db, recipientId);
  const unsent = db
    .select({ recipientId: batches.recipientId, batches: sql<number>`count(*)::int`.as('unsent_batches') })
    .from(batches)
    .where(inArray(batches.state, ['BUILDING', 'BUILT']))
    .groupBy(batches.recipientId)
    .as('unsent');
  const rows = await db
    .select({
      recipient: recipients,
      unsentBatches: unsent.batches,
    })
    .from(recipients)
    .leftJoin(unsent, eq(unsent.recipientId, recipients.id))
    .where(recipientId === undefined ? undefined : eq(recipients.id, recipientId))
    .orderBy(asc(recipients.name));
  const now = new Date();
  const keys = await Promise.all(
    rows.map(({ recipient }) => keyFacts(recipient.configuration.publicKey, now)),
  );
  return rows.map(({ recipient, unsentBatches }, index) => ({
    recipientId: recipient.id,
    slug: recipient.slug,
    name: recipient.name,
    active: recipient.active,
    configuration: recipient.configuration,
    version: recipient.version,
    changedAt: recipient.changedAt.toISOString(),
    standing: standingOf(recipient, now),
    publicKey: keys[index] ?? null,
    ...countsOf(
      tallies.filter((tally) => tally.recipientId === recipient.id),
      recipient.configuration,
    ),
    unsentBatches: unsentBatches ?? 0,
    schedule: scheduleOf(recipient),
    tokenAt: recipient.tokenAt?.toISOString() ?? null,
    webhookSecretAt: recipient.webhookSecretAt?.toISOString() ?? null,
  }));
}

interface Tally {
  relation: Relation | null;
  ready: number;
  held: number;
  awaiting: number;
  imminentUnsent: number;
}

/** How many referrals there are of each kind, by recipient and by what they are to an earlier one. */
function tallyReferrals(
  db: Database | Transaction,
  recipientId: string | undefined,
): Promise<(Tally & { recipientId: string })[]> {
  const countWhere = (condition: SQL | undefined) => sql<number>`count(*) filter (where ${condition})::int`;
  const isIn = (state: ReferralState) => eq(referrals.state, state);
  return db
    .select({
      recipientId: referrals.recipientId,
      relation: corrections.relation,
      ready: countWhere(and(isIn('READY'), not(isHeld))),
      held: countWhere(and(isIn('READY'), isHeld)),
      awaiting: countWhere(and(isIn('SENT'), isNull(referrals.relatesTo))),
      imminentUnsent: countWhere(
        and(inArray(referrals.state, ['READY', 'BATCHED']), isImminent, not(isHeld)),
      ),
    })
    .from(referrals)
    .innerJoin(items, eq(items.id, referrals.itemId))
    .leftJoin(corrections, eq(corrections.referralId, referrals.id))
    .where(recipientId === undefined ? undefined : eq(referrals.recipientId, recipientId))
    .groupBy(referrals.recipientId, corrections.relation);
}

/** What the tallies of one recipient come to with its settings: what no format of it can say is not ready. */
function countsOf(tallies: readonly Tally[], { formats }: RecipientConfiguration) {
  const unsayable = unsayableIn(formats);
  const says = ({ relation }: Tally): boolean => relation === null || !unsayable.includes(relation);
  const sum = (of: readonly Tally[], count: (tally: Tally) => number): number =>
    of.reduce((total, tally) => total + count(tally), 0);
  return {
    ready: sum(tallies.filter(says), ({ ready }) => ready),
    heldForLawEnforcement: sum(tallies, ({ held }) => held),
    unsayable: sum(
      tallies.filter((tally) => !says(tally)),
      ({ ready }) => ready,
    ),
    awaitingOutcome: sum(tallies, ({ awaiting }) => awaiting),
    // Danger that no format can say waits for a person above all others.
    imminentUnsent: sum(tallies, ({ imminentUnsent }) => imminentUnsent),
  };
}

function scheduleOf({
  scheduleDueAt: next,
  scheduleRanAt: at,
  scheduleResult: result,
}: typeof recipients.$inferSelect): RecipientView['schedule'] {
  if (next === null) return null;
  const lastRun = at === null || result === null ? null : { at: at.toISOString(), result };
  return { nextRunAt: next.toISOString(), lastRun };
}

async function keyFacts(armored: string, now: Date): Promise<RecipientView['publicKey']> {
  if (armored === '') return null;
  const { facts } = await readPublicKey(armored, now);
  if (facts === null) return null;
  const { fingerprint, expiresAt } = facts;
  return {
    fingerprint,
    expiresAt: expiresAt?.toISOString() ?? null,
    expired: expiresAt !== null && expiresAt <= now,
  };
}

/** One recipient that was just written in the same transaction. */
export async function recipientView(db: Database | Transaction, recipientId: string): Promise<RecipientView> {
  const [view] = await recipientViews(db, recipientId);
  if (!view) throw new Error('A recipient vanished; recipients are never deleted');
  return view;
}
