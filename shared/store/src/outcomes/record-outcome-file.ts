import type {
  FieldError,
  OutcomeFileConfirmed,
  OutcomeFileRecorded,
  OutcomeMapping,
  PlannedLine,
} from '@lapwing/contracts';
import { eq, inArray } from 'drizzle-orm';
import { v7 } from 'uuid';
import { writeAudit } from '../audit/write-audit.ts';
import { fieldRefusal, Refusal } from '../refusal.ts';
import { outcomeLines, outcomeMappings, recipients, referrals } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { addReceipt } from './add-receipt.ts';
import { addSeenOutcome } from './add-seen-outcome.ts';
import { type LineToTakeIn, planOutcomes } from './plan-outcomes.ts';

/** Most problems that one refusal names. */
const MOST_ERRORS = 100;

/**
 * Records what a recipient's file says, as the preview showed it, all or nothing: outcomes where there is no doubt
 * about the referral, the rest into the tray. The mapping is remembered. A file that was recorded before changes
 * nothing. Refused: a line that is wrong (by its place and column), and a file of which something else would be
 * recorded by now than the preview said (`stale`).
 */
export function recordOutcomeFile(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: OutcomeFileConfirmed,
): Promise<OutcomeFileRecorded> {
  return store.db.transaction(async (transaction) => {
    // One file of a recipient at a time: of two presses the second sees what the first recorded.
    const [recipient] = await transaction
      .select({ id: recipients.id })
      .from(recipients)
      .where(eq(recipients.id, input.recipientId))
      .for('no key update');
    if (!recipient) throw fieldRefusal('/recipientId', 'unknown', 'There is no such recipient');
    const { plan, take } = await planOutcomes(transaction, input);
    refuseWrong(plan.lines);
    const already = plan.lines.filter(({ fate }) => fate === 'ALREADY').length;
    if (take.length === 0) return { recorded: 0, waiting: 0, already };
    if (plan.plan !== input.plan)
      throw new Refusal('stale', 'Something else would be recorded by now than the preview showed');
    const recorded = await takeIn(transaction, actor, input.recipientId, take);
    await rememberMapping(transaction, actor, input.recipientId, input.mapping);
    await writeAudit(transaction, {
      verb: 'OUTCOME_FILE_RECORDED',
      actor,
      subjectKind: 'recipient',
      subjectId: input.recipientId,
      details: { lines: plan.lines.length, recorded, waiting: take.length - recorded, already },
    });
    return { recorded, waiting: take.length - recorded, already };
  });
}

function refuseWrong(lines: readonly PlannedLine[]): void {
  const errors = lines.flatMap(({ line, problems }, index) =>
    problems.map(
      ({ column, code }): FieldError => ({
        pointer: `/lines/${index}/${column}`,
        code: code.toLowerCase(),
        detail: `Line ${line} cannot be read`,
      }),
    ),
  );
  if (errors.length > 0)
    throw new Refusal('invalid-request', 'Some lines cannot be read', errors.slice(0, MOST_ERRORS));
}

/** Returns how many outcomes were recorded. */
async function takeIn(
  transaction: Transaction,
  actor: Actor,
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
  const rows: (typeof outcomeLines.$inferInsert)[] = [];
  for (const { digest, cells, kind, observedAt, match } of take) {
    const { line, reference, url, ticket, note } = cells;
    const said = { recipientId, digest, line, reference, url, ticket, kind, observedAt, note };
    const row = { id: v7(), ...said, importedBy: actor.personId };
    const referral = 'referralId' in match ? byId.get(match.referralId) : undefined;
    if (referral) {
      const reply = { kind, source: 'RECIPIENT_REPLY', observedAt, note: note.trim() } as const;
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

async function rememberMapping(
  transaction: Transaction,
  actor: Actor,
  recipientId: string,
  mapping: OutcomeMapping,
): Promise<void> {
  const remembered = { mapping, changedBy: actor.personId, changedAt: new Date() };
  await transaction
    .insert(outcomeMappings)
    .values({ recipientId, ...remembered })
    .onConflictDoUpdate({ target: outcomeMappings.recipientId, set: remembered });
}
