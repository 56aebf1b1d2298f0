import { ReportContents } from '@lapwing/contracts';
import type { JobPayload } from '@lapwing/store/queues/queue-names';
import {
  type ReportAnswer,
  reportAnswerContext,
  reportQuestionContext,
} from '@lapwing/store/reports/report-seals';
import type { Sealer } from '@lapwing/store/sealing';
import type { z } from 'zod';
import type { Organisation } from './envelope.ts';
import { composeReport } from './report/compose-report.ts';
import { reportCsv } from './report/report-csv.ts';
import { reportHtml } from './report/report-html.ts';

export interface ReportFile {
  name: string;
  mediaType: string;
  bytes: Buffer;
}

/** A report as a file. */
export async function reportFile(contents: ReportContents, organisation: Organisation): Promise<ReportFile> {
  const report = composeReport(contents, organisation);
  const { kind, year, format, language } = contents.input;
  const name = `lapwing-${kind}-${year}-${language}.${format}`;
  switch (format) {
    case 'html':
      return { name, mediaType: 'text/html; charset=utf-8', bytes: Buffer.from(reportHtml(report)) };
    case 'pdf': {
      // Loaded by the first report: see formats/pdf.ts.
      const { reportPdf } = await import('./report/report-pdf.ts');
      return { name, mediaType: 'application/pdf', bytes: await reportPdf(report, organisation.name) };
    }
    case 'csv':
      return { name, mediaType: 'text/csv; charset=utf-8', bytes: Buffer.from(reportCsv(report)) };
  }
}

/**
 * The exporter's side of `takeReport`: opens the question, writes the file, seals the answer. Gives nothing for a question
 * that nobody waits for any more, and does not open it.
 */
export async function answerReport(
  sealer: Sealer,
  organisation: Organisation,
  job: JobPayload<'report'>,
): Promise<string> {
  if (Date.parse(job.expiresAt) < Date.now()) return '';
  const opened = sealer.open(job.sealed, reportQuestionContext(job.requestId));
  const file = await reportFile(ReportContents.parse(JSON.parse(opened)), organisation);
  const answer: z.infer<typeof ReportAnswer> = { ...file, bytes: file.bytes.toString('base64') };
  return sealer.seal(JSON.stringify(answer), reportAnswerContext(job.requestId));
}
