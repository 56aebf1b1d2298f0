import { CLOCK_SKEW_MS, type FieldError, type ReminderInput } from '@lapwing/contracts';
import { and, eq, inArray } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { fieldRefusal, Refusal } from '../refusal.ts';
import { referrals, reminders } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';

/**
 * Records that a person reminded a recipient of referrals, of all or none; what was recorded with the same time before
 * stays as it is. Refused: a time in the future, and what does not wait for an answer of this recipient, by its place.
 */
export function recordReminder(store: Pick<Store, 'db'>, actor: Actor, input: ReminderInput): Promise<void> {
  return store.db.transaction(async (transaction) => {
    const remindedAt = new Date(input.remindedAt);
    if (remindedAt.getTime() > Date.now() + CLOCK_SKEW_MS)
      throw fieldRefusal('/remindedAt', 'in_future', 'The time of the reminder lies in the future');
    const ids = [...new Set(input.referralIds)];
    const found = await transaction
      .select({ id: referrals.id })
      .from(referrals)
      .where(
        and(
          inArray(referrals.id, ids),
          eq(referrals.recipientId, input.recipientId),
          eq(referrals.state, 'SENT'),
        ),
      )
      .orderBy(referrals.id)
      .for('update');
    const waiting = new Set(found.map(({ id }) => id));
    const wrong = input.referralIds.flatMap((id, index): FieldError[] =>
      waiting.has(id)
        ? []
        : [
            {
              pointer: `/referralIds/${index}`,
              code: 'not_waiting',
              detail: 'This does not wait for an answer of this recipient',
            },
          ],
    );
    if (wrong.length > 0)
      throw new Refusal('invalid-request', 'Some of these do not wait for an answer', wrong);
    const added = await transaction
      .insert(reminders)
      .values(ids.map((referralId) => ({ referralId, remindedBy: actor.personId, remindedAt })))
      .onConflictDoNothing({ target: [reminders.referralId, reminders.remindedAt] })
      .returning({ referralId: reminders.referralId });
    if (added.length === 0) return;
    await writeAudit(transaction, {
      verb: 'RECIPIENT_REMINDED',
      actor,
      subjectKind: 'recipient',
      subjectId: input.recipientId,
      details: { remindedAt: input.remindedAt, referralIds: added.map(({ referralId }) => referralId) },
    });
  });
}
