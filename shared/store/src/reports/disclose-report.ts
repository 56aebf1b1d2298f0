import type { ReportContents, ReportInput, ReportKind } from '@lapwing/contracts';
import { writeAudit } from '../audit/write-audit.ts';
import { figuresOf } from '../figures/read-figures.ts';
import { fieldRefusal } from '../refusal.ts';
import type { Actor, Store } from '../store.ts';
import { reportTextOf } from './read-report-text.ts';

/** What a report of each kind tells, for the audit log. */
const tables: Readonly<Record<ReportKind, readonly string[]>> = {
  dsa: ['recipient', 'category', 'action', 'independence'],
  donor: ['recipient', 'category', 'language', 'month', 'action'],
};

/**
 * What a report says, small counts withheld as everywhere; a disclosure, and on record, since it leaves as a file. Refused:
 * a report by Article 22 while nobody has written how the organisation stays independent.
 */
export function discloseReport(
  store: Pick<Store, 'db'>,
  actor: Actor,
  input: ReportInput,
): Promise<ReportContents> {
  const { kind, year, format, language } = input;
  return store.db.transaction(async (transaction) => {
    const { independence, version } = await reportTextOf(transaction);
    if (kind === 'dsa' && independence === '')
      throw fieldRefusal(
        '/kind',
        'no_independence_text',
        'Article 22 asks how you stay independent of platforms; write that first',
      );
    const platforms = await figuresOf(transaction, { year, scope: 'PLATFORMS' });
    const others = kind === 'donor' ? await figuresOf(transaction, { year, scope: 'OTHERS' }) : null;
    await writeAudit(transaction, {
      verb: 'DISCLOSED_REPORT',
      actor,
      subjectKind: 'report',
      subjectId: `${kind}-${year}`,
      details: { format, language, tlp: 'CLEAR', tables: tables[kind], textVersion: version },
    });
    return { input, platforms, others, independence };
  });
}
