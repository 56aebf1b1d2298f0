import { createHash } from 'node:crypto';
import type { SchoolListInput, SchoolListView } from '@lapwing/contracts';
import { keysOfSchool } from '@lapwing/contracts/personal-data/school-index';
import { writeAudit } from '../audit/write-audit.ts';
import { Refusal } from '../refusal.ts';
import { schoolList } from '../schema/index.ts';
import type { Actor, Store } from '../store.ts';
import { schoolListView } from './read-school-list.ts';

/**
 * Replaces the organisation's list of schools; an empty one ends it. `version` is the one the caller saw, 0 where there
 * was none; when somebody else changed it since, the change is refused (`stale`). Schools of one name are found together.
 */
export function changeSchoolList(
  store: Pick<Store, 'db'>,
  actor: Actor,
  change: { version: number; input: SchoolListInput },
): Promise<SchoolListView> {
  const { schools } = change.input;
  const keys = [...new Set(schools.flat().flatMap(keysOfSchool))].sort();
  const digest = createHash('sha256').update(keys.join('\n')).digest('hex');
  return store.db.transaction(async (transaction) => {
    const [before] = await transaction
      .select({ version: schoolList.version, schools: schoolList.schoolCount, digest: schoolList.digest })
      .from(schoolList)
      .for('update');
    if ((before?.version ?? 0) !== change.version) throw changedMeanwhile();
    const row = {
      schools,
      schoolCount: schools.length,
      keys,
      keyCount: keys.length,
      digest,
      version: change.version + 1,
      changedAt: new Date(),
      changedBy: actor.personId,
    };
    // Two first changes at once find no row to lock: one of them inserts nothing.
    const [after] = before
      ? await transaction.update(schoolList).set(row).returning({ version: schoolList.version })
      : await transaction
          .insert(schoolList)
          .values(row)
          .onConflictDoNothing()
          .returning({ version: schoolList.version });
    if (!after) throw changedMeanwhile();
    await writeAudit(transaction, {
      verb: 'SCHOOL_LIST_CHANGED',
      actor,
      subjectKind: 'school-list',
      subjectId: 'organisation',
      details: {
        version: after.version,
        before: { schools: before?.schools ?? 0, digest: before?.digest ?? null },
        after: { schools: schools.length, digest },
      },
    });
    return schoolListView(transaction);
  });
}

const changedMeanwhile = () =>
  new Refusal('stale', 'Somebody else changed the list of schools; look again before you save');
