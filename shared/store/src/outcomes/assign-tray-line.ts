import {
  type FieldError,
  type LineAssignment,
  type OutcomeKind,
  type OutcomesRecorded,
  referralLifecycle,
} from '@lapwing/contracts';
import { and, eq, inArray } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { fieldRefusal, Refusal } from '../refusal.ts';
import { audit, outcomeLines, referrals } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { addReceipt } from './add-receipt.ts';
import { addSeenOutcome, knownOutcome } from './add-seen-outcome.ts';
import { lockTrayLine } from './lock-tray-line.ts';
import type { SeenOutcome } from './seen-outcome.ts';

/**
 * A person says which referrals a line is about, and of a reply what it says: it becomes their outcome, or names the one that
 * they have already. What a program said, in a message or in a call, ends no escalation of imminent danger. Refused: a
 * referral that was not sent to the recipient whose line it is (by its place in the list), a meaning that is missing or that
 * the line has of its own, a reply that this person has not opened, a message that came back, and a line that somebody
 * settled meanwhile (`stale`).
 */
export function assignTrayLine(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: { lineId: string } & LineAssignment,
): Promise<OutcomesRecorded> {
  return store.db.transaction(async (transaction) => {
    const line = await lockTrayLine(transaction, input.lineId);
    const kind = meaningOf(line, input.kind);
    await demandOpened(transaction, actor, line.replyId);
    const { recipientId, observedAt, note } = line;
    const found = await lockAnswerable(transaction, recipientId, input.referralIds);
    const reply: SeenOutcome = {
      kind,
      source: 'RECIPIENT_REPLY',
      observedAt,
      note: note.trim(),
      fromMachine: line.source === 'CALLBACK' || line.replyKind === 'AUTOMATIC',
    };
    const ticket = line.ticket === '' ? (input.ticket ?? '') : line.ticket;
    const outcomeIds: string[] = [];
    let already = 0;
    for (const referral of found) {
      const known = await knownOutcome(transaction, referral.id, reply);
      if (known) already += 1;
      const { outcomeId } = known ?? (await addSeenOutcome(transaction, actor, referral, reply));
      outcomeIds.push(outcomeId);
      await addReceipt(transaction, actor, { referralId: referral.id, ticket, receivedAt: observedAt });
    }
    await transaction
      .update(outcomeLines)
      .set({
        state: 'ASSIGNED',
        // Of several the first; all of them are on record.
        outcomeId: outcomeIds[0] ?? null,
        settledBy: actor.personId,
        settledAt: new Date(),
      })
      .where(eq(outcomeLines.id, line.id));
    await writeAudit(transaction, {
      verb: 'OUTCOME_LINE_ASSIGNED',
      actor,
      subjectKind: 'outcome-line',
      subjectId: line.id,
      details: { referralIds: found.map(({ id }) => id), outcomeIds, kind, recipientId },
    });
    return { recorded: found.length - already, already };
  });
}

function meaningOf(
  line: Awaited<ReturnType<typeof lockTrayLine>>,
  said: OutcomeKind | undefined,
): OutcomeKind {
  if (line.replyKind === 'BOUNCE')
    throw fieldRefusal('/kind', 'came_back', 'A message that came back says nothing of the recipient');
  if (line.kind !== null && said !== undefined)
    throw fieldRefusal('/kind', 'not_asked', 'This line says itself what happened');
  const kind = line.kind ?? said;
  if (kind === undefined) throw fieldRefusal('/kind', 'required', 'Say what the reply means');
  return kind;
}

/** Who says what a reply means has read it: the disclosure is on record. */
async function demandOpened(transaction: Transaction, actor: Actor, replyId: string | null): Promise<void> {
  if (replyId === null) return;
  const [opened] = await transaction
    .select({ sequence: audit.sequence })
    .from(audit)
    .where(
      and(
        eq(audit.subjectKind, 'reply'),
        eq(audit.subjectId, replyId),
        eq(audit.verb, 'DISCLOSED_REPLY'),
        eq(audit.actorId, actor.personId),
      ),
    )
    .limit(1);
  if (!opened) throw fieldRefusal('/kind', 'not_read', 'Read the reply, then say what it means');
}

/** The referrals, locked in one order, so that two people with overlapping lists do not block each other for good. */
async function lockAnswerable(
  transaction: Transaction,
  recipientId: string,
  referralIds: readonly string[],
): Promise<(typeof referrals.$inferSelect)[]> {
  const found = await transaction
    .select()
    .from(referrals)
    .where(and(inArray(referrals.id, [...referralIds]), eq(referrals.recipientId, recipientId)))
    .orderBy(referrals.id)
    .for('update');
  const wrong = referralIds.flatMap((id, index): FieldError[] => {
    const referral = found.find((one) => one.id === id);
    if (referral && referralLifecycle.allows(referral.state, 'OUTCOME')) return [];
    const detail = 'Nothing was sent to this recipient under this id';
    return [{ pointer: `/referralIds/${index}`, code: 'not_sent', detail }];
  });
  if (wrong.length > 0) throw new Refusal('invalid-request', 'Some of these take no outcome', wrong);
  return found;
}
