import { type RecipientView, standingOf } from '@lapwing/contracts';
import { asc, eq, inArray, sql } from 'drizzle-orm';
import { isHeld, isImminent } from '../referrals/law-enforcement-first.ts';
import { batches, items, recipients, referrals } from '../schema/index.ts';
import type { Database, Transaction } from '../store.ts';
import { readPublicKey } from './read-public-key.ts';

/**
 * Recipients with the counts of their referrals: `ready` can be sent now, `heldForLawEnforcement` are ready but for
 * rule 6, `awaitingOutcome` were sent and are not concluded, `imminentUnsent` wait for nothing but a person who sends them,
 * whether somebody or a schedule built their batch or nobody did. And `unsentBatches`, of batches.
 */
export async function recipientViews(
  db: Database | Transaction,
  recipientId?: string,
): Promise<RecipientView[]> {
  const counts = db
    .select({
      recipientId: referrals.recipientId,
      ready: sql<number>`count(*) filter (where ${referrals.state} = 'READY' and not ${isHeld})::int`.as(
        'ready',
      ),
      held: sql<number>`count(*) filter (where ${referrals.state} = 'READY' and ${isHeld})::int`.as('held'),
      awaiting:
        sql<number>`count(*) filter (where ${referrals.state} = 'SENT' and ${referrals.relatesTo} is null)::int`.as(
          'awaiting',
        ),
      imminentUnsent:
        sql<number>`count(*) filter (where ${referrals.state} in ('READY', 'BATCHED') and ${isImminent} and not ${isHeld})::int`.as(
          'imminent_unsent',
        ),
    })
    .from(referrals)
    .innerJoin(items, eq(items.id, referrals.itemId))
    .groupBy(referrals.recipientId)
    .as('counts');
  const unsent = db
    .select({ recipientId: batches.recipientId, batches: sql<number>`count(*)::int`.as('unsent_batches') })
    .from(batches)
    .where(inArray(batches.state, ['BUILDING', 'BUILT']))
    .groupBy(batches.recipientId)
    .as('unsent');
  const rows = await db
    .select({
      recipient: recipients,
      ready: counts.ready,
      held: counts.held,
      awaiting: counts.awaiting,
      imminentUnsent: counts.imminentUnsent,
      unsentBatches: unsent.batches,
    })
    .from(recipients)
    .leftJoin(counts, eq(counts.recipientId, recipients.id))
    .leftJoin(unsent, eq(unsent.recipientId, recipients.id))
    .where(recipientId === undefined ? undefined : eq(recipients.id, recipientId))
    .orderBy(asc(recipients.name));
  const now = new Date();
  const keys = await Promise.all(
    rows.map(({ recipient }) => keyFacts(recipient.configuration.publicKey, now)),
  );
  return rows.map(({ recipient, ready, held, awaiting, imminentUnsent, unsentBatches }, index) => ({
    recipientId: recipient.id,
    slug: recipient.slug,
    name: recipient.name,
    active: recipient.active,
    configuration: recipient.configuration,
    version: recipient.version,
    changedAt: recipient.changedAt.toISOString(),
    standing: standingOf(recipient, now),
    publicKey: keys[index] ?? null,
    ready: ready ?? 0,
    heldForLawEnforcement: held ?? 0,
    awaitingOutcome: awaiting ?? 0,
    unsentBatches: unsentBatches ?? 0,
    imminentUnsent: imminentUnsent ?? 0,
    schedule: scheduleOf(recipient),
    tokenAt: recipient.tokenAt?.toISOString() ?? null,
    webhookSecretAt: recipient.webhookSecretAt?.toISOString() ?? null,
  }));
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
