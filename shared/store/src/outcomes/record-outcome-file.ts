import type {
  FieldError,
  OutcomeFileConfirmed,
  OutcomeFileRecorded,
  OutcomeMapping,
  PlannedLine,
} from '@lapwing/contracts';
import { eq } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import { fieldRefusal, Refusal } from '../refusal.ts';
import { outcomeMappings, recipients } from '../schema/index.ts';
import type { Actor, Store, Transaction } from '../store.ts';
import { planOutcomes } from './plan-outcomes.ts';
import { takeInLines } from './take-in-lines.ts';

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
    const recorded = await takeInLines(transaction, actor, input.recipientId, take);
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
