import type { ReportText, ReportTextInput } from '@lapwing/contracts';
import { writeAudit } from '../audit/write-audit.ts';
import { colleaguesNamed } from '../decisions/refuse-personal-data.ts';
import { fieldRefusal, Refusal } from '../refusal.ts';
import { reportText } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { reportTextView } from './read-report-text.ts';

/**
 * Replaces what the organisation says of itself in reports. `version` is the one the caller saw, 0 where there was none;
 * when somebody else changed it since, the change is refused (`stale`); and words that name somebody who works here
 * (`invalid-request`).
 */
export function changeReportText(
  store: Pick<Store, 'db'>,
  actor: Actor,
  change: { version: number; input: ReportTextInput },
): Promise<ReportText> {
  return store.db.transaction(async (transaction) => {
    const [before] = await transaction.select().from(reportText).for('update');
    if ((before?.version ?? 0) !== change.version) throw changedMeanwhile();
    if ((await colleaguesNamed(transaction, change.input.independence)).length > 0)
      throw fieldRefusal(
        '/independence',
        'names_a_colleague',
        'This names somebody who works here, and nobody who works here is named outside',
      );
    const row = {
      independence: change.input.independence.trim(),
      version: change.version + 1,
      changedAt: new Date(),
      changedBy: actor.personId,
    };
    // Two first changes at once find no row to lock: one of them inserts nothing.
    const [after] = before
      ? await transaction.update(reportText).set(row).returning()
      : await transaction.insert(reportText).values(row).onConflictDoNothing().returning();
    if (!after) throw changedMeanwhile();
    await writeAudit(transaction, {
      verb: 'REPORT_TEXT_CHANGED',
      actor,
      subjectKind: 'report',
      subjectId: 'independence',
      details: { version: after.version, before: before?.independence ?? '', after: after.independence },
    });
    return reportTextView(after);
  });
}

const changedMeanwhile = () =>
  new Refusal('stale', 'Somebody else changed this text; look again before you save');
