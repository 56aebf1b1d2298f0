import type { ReportInput } from '@lapwing/contracts';
import { v4 } from 'uuid';
import { Refusal } from '../refusal.ts';
import type { Actor, Store } from '../store.ts';
import { discloseReport } from './disclose-report.ts';
import { ReportAnswer, reportAnswerContext, reportQuestionContext } from './report-seals.ts';

/** How long somebody waits at most, in milliseconds: a PDF takes a moment. */
const PATIENCE_MS = 8_000;

/**
 * A report as a file, written by the exporter. Question and answer travel sealed and are kept nowhere; on record as
 * `discloseReport` has it, before it is written. Refused as there, and when no exporter answers in time (`unavailable`).
 */
export async function takeReport(
  store: Pick<Store, 'db' | 'sealer' | 'queues'>,
  actor: Actor,
  input: ReportInput,
): Promise<{ name: string; mediaType: string; bytes: Buffer }> {
  const contents = await discloseReport(store, actor, input);
  const requestId = v4();
  const sealed = store.sealer.seal(JSON.stringify(contents), reportQuestionContext(requestId));
  const answer = await store.queues.askReport({ requestId, sealed }, PATIENCE_MS);
  if (answer === null) throw new Refusal('unavailable', 'The exporter does not answer at the moment');
  const file = ReportAnswer.parse(JSON.parse(store.sealer.open(answer, reportAnswerContext(requestId))));
  return { ...file, bytes: Buffer.from(file.bytes, 'base64') };
}
