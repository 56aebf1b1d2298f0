import { createHash } from 'node:crypto';
import type { CallbackInput, FieldError, OutcomeFileRecorded, PlannedLine } from '@lapwing/contracts';
import { and, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { planOutcomes } from '../outcomes/plan-outcomes.ts';
import { takeInLines } from '../outcomes/take-in-lines.ts';
import { Refusal } from '../refusal.ts';
import { callbacks, recipients } from '../schema/index.ts';
import type { Store } from '../store.ts';
import { mayCall } from './may-call.ts';

/** Our own codes and times in ISO 8601: nothing needs to be explained. */
const mapping = { columns: {}, words: [], dateOrder: 'DAY_FIRST', timeZone: 'UTC' } as const;

/**
 * Records what a recipient's own system says, all or nothing, as the lines of a file: outcomes where there is no doubt about
 * the referral, the rest into the tray. The same call again gives the first answer and changes nothing. The caller proved
 * that it is the recipient. Refused: a recipient whose system may not call any more, a time in the future, by its place, and another body under an id that was used.
 */
export function recordCallback(
  store: Pick<Store, 'db'>,
  { recipientId, webhookId, body }: { recipientId: string; webhookId: string; body: CallbackInput },
): Promise<OutcomeFileRecorded> {
  return store.db.transaction(async (transaction) => {
    // One call of a recipient at a time: of two under one id the second sees what the first recorded.
    const [recipient] = await transaction
      .select({ active: recipients.active, configuration: recipients.configuration })
      .from(recipients)
      .where(eq(recipients.id, recipientId))
      .for('no key update');
    if (!recipient || !mayCall(recipient))
      throw new Refusal('not-found', 'There is no such recipient whose system may call');
    const bodyHash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
    const [before] = await transaction
      .select()
      .from(callbacks)
      .where(and(eq(callbacks.recipientId, recipientId), eq(callbacks.webhookId, webhookId)));
    if (before) {
      if (before.bodyHash !== bodyHash)
        throw new Refusal('idempotency-key-reused', 'This webhook-id was used for something else');
      return before.result;
    }
    const lines = body.data.outcomes.map((said, index) => ({
      line: index + 1,
      reference: said.referralId ?? '',
      url: said.url,
      ticket: said.reference,
      outcome: said.outcome,
      observedAt: said.observedAt ?? body.timestamp,
      note: said.note,
    }));
    const file = { recipientId, mapping: { ...mapping, words: [] }, receivedAt: body.timestamp, lines };
    const { plan, take } = await planOutcomes(transaction, file);
    refuseWrong(plan.lines);
    const recorded = take.length === 0 ? 0 : await takeInLines(transaction, null, recipientId, take);
    const result = {
      recorded,
      waiting: take.length - recorded,
      already: plan.lines.filter(({ fate }) => fate === 'ALREADY').length,
    };
    await transaction.insert(callbacks).values({ recipientId, webhookId, bodyHash, result });
    await writeAudit(transaction, {
      verb: 'CALLBACK_RECORDED',
      actor: null,
      subjectKind: 'recipient',
      subjectId: recipientId,
      details: { webhookId, lines: lines.length, ...result },
    });
    return result;
  });
}

const fieldOf = {
  reference: 'referralId',
  url: 'url',
  ticket: 'reference',
  outcome: 'outcome',
  observedAt: 'observedAt',
  note: 'note',
};

function refuseWrong(lines: readonly PlannedLine[]): void {
  const errors = lines.flatMap(({ problems }, index) =>
    problems.map(
      ({ column, code }): FieldError => ({
        pointer: `/data/outcomes/${index}/${fieldOf[column]}`,
        code: code.toLowerCase(),
        detail: 'This cannot be read',
      }),
    ),
  );
  if (errors.length > 0) throw new Refusal('invalid-request', 'Some outcomes cannot be read', errors);
}
