import { MAX_REMINDED_AT_ONCE, type OverdueList, type OverdueRecipient } from '@lapwing/contracts';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { batches, items, receipts, recipients, referrals } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { composeReminder } from './compose-reminder.ts';

const Waiting = z.array(
  z.object({
    id: z.uuid(),
    recipient_id: z.uuid(),
    since: z.coerce.date(),
    reminded_at: z.coerce.date().nullable(),
    total: z.coerce.number().int(),
  }),
);

/**
 * What recipients have left without any answer for longer than they are expected to take, since it was sent, was opened
 * again, or they were last reminded of it: by recipient, the longest waiting first, with a text to send.
 */
export async function listOverdue(store: Pick<Store, 'db'>): Promise<OverdueList> {
  const found = await store.db.execute(sql`
    with waiting as (
      select referrals.id, referrals.recipient_id, reminded.at as reminded_at,
        greatest(referrals.sent_at, reopened.at) as since,
        (recipients.configuration ->> 'expectedResponseHours')::int * interval '1 hour' as expected
      from referrals
      join recipients on recipients.id = referrals.recipient_id
      left join lateral (select max(reopened_at) as at from reopenings where referral_id = referrals.id) reopened on true
      left join lateral (select max(reminded_at) as at from reminders where referral_id = referrals.id) reminded on true
      where referrals.state = 'SENT' and referrals.relates_to is null
    ), overdue as (
      select waiting.*, count(*) over (partition by recipient_id) as total,
        row_number() over (partition by recipient_id order by since, id) as place
      from waiting
      where greatest(since, reminded_at) + expected < now()
        and not exists (
          select from outcomes
          where outcomes.referral_id = waiting.id and outcomes.source = 'RECIPIENT_REPLY' and outcomes.recorded_at >= since
        )
    )
    select id, recipient_id, since, reminded_at, total from overdue where place <= ${MAX_REMINDED_AT_ONCE}
    order by since, id`);
  const waiting = Waiting.parse(found.rows);
  if (waiting.length === 0) return { recipients: [] };
  const ids = waiting.map(({ id }) => id);
  const [rows, numbers] = await Promise.all([
    store.db
      .select({
        referral: referrals,
        url: items.canonicalUrl,
        recipient: recipients,
        sentAs: batches.configuration,
      })
      .from(referrals)
      .innerJoin(items, eq(items.id, referrals.itemId))
      .innerJoin(recipients, eq(recipients.id, referrals.recipientId))
      .leftJoin(batches, eq(batches.id, referrals.batchId))
      .where(and(inArray(referrals.id, ids))),
    store.db
      .selectDistinctOn([receipts.referralId], { id: receipts.referralId, ticket: receipts.ticket })
      .from(receipts)
      .where(inArray(receipts.referralId, ids))
      .orderBy(receipts.referralId, desc(receipts.receivedAt)),
  ]);
  const known = new Map(rows.map((row) => [row.referral.id, row]));
  const ticketOf = new Map(numbers.map(({ id, ticket }) => [id, ticket]));
  const byRecipient = Map.groupBy(waiting, (row) => row.recipient_id);
  return {
    recipients: [...byRecipient].flatMap(([recipientId, own]): OverdueRecipient[] => {
      const shown = own.flatMap((row) => {
        const more = known.get(row.id);
        return more ? [{ ...row, ...more }] : [];
      });
      const [first] = shown;
      if (!first) return [];
      const { recipient } = first;
      return [
        {
          recipientId,
          recipient: recipient.name,
          expectedResponseHours: recipient.configuration.expectedResponseHours,
          referrals: shown.map(({ referral, url, since, reminded_at }) => ({
            referralId: referral.id,
            itemId: referral.itemId,
            url,
            waitingSince: since.toISOString(),
            remindedAt: reminded_at?.toISOString() ?? null,
          })),
          total: first.total,
          text: composeReminder(
            recipient.configuration.language,
            shown.map(({ referral, since, sentAs }) => ({
              referralId: referral.id,
              sentAt: referral.sentAt ?? since,
              content: referral.content,
              // Of its batch: what the recipient is to get today says nothing about what it got then.
              fields: sentAs?.fields ?? [],
              ticket: ticketOf.get(referral.id) ?? null,
            })),
          ),
        },
      ];
    }),
  };
}
