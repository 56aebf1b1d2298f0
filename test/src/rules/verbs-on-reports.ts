import type { ReportInput } from '@lapwing/contracts';
import { changeReportText } from '@lapwing/store/reports/change-report-text';
import { discloseReport } from '@lapwing/store/reports/disclose-report';
import { reportAnswerContext } from '@lapwing/store/reports/report-seals';
import { takeReport } from '@lapwing/store/reports/take-report';
import { addPerson } from '@lapwing/store/testing/workspace';
import type { AuditedVerb } from './prepared-records.ts';

const wish: ReportInput = { kind: 'donor', year: 2025, format: 'csv', language: 'en' };

/** Verbs on what is told of a year. */
export const verbsOnReports: readonly AuditedVerb[] = [
  {
    verb: 'changeReportText',
    puts: 'REPORT_TEXT_CHANGED',
    prepare: async ({ store }) => {
      const lead = await addPerson(store, ['lead']);
      const input = { independence: 'No platform gives us money.' };
      return () => changeReportText(store, lead, { version: 0, input });
    },
  },
  {
    verb: 'discloseReport',
    puts: 'DISCLOSED_REPORT',
    prepare: async ({ store }) => {
      const lead = await addPerson(store, ['lead']);
      return () => discloseReport(store, lead, wish);
    },
  },
  {
    verb: 'takeReport',
    puts: 'DISCLOSED_REPORT',
    prepare: async (world) => {
      const lead = await addPerson(world.store, ['lead']);
      const { sealer, queues } = world.store;
      const answer = JSON.stringify({ name: 'report.csv', mediaType: 'text/csv', bytes: '' });
      const askReport = async ({ requestId }: { requestId: string }) =>
        sealer.seal(answer, reportAnswerContext(requestId));
      const store = { ...world.store, queues: { ...queues, askReport } };
      return () => takeReport(store, lead, wish);
    },
  },
];
