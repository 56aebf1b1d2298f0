import {
  type DeliveryError,
  meaningOfDeliveryError,
  NCMEC_FILE,
  type NcmecTransport,
} from '@lapwing/contracts';
import { postOnce } from '../network/post-once.ts';
import type { BatchTransport, DeliveryToSend, NcmecAccount, TransportContext } from './batch-transport.ts';
import { failure } from './report-api.ts';
import { waitOf } from './retry-after.ts';

/** Codes of NCMEC's documentation that mean something of their own; others go by their thousand. */
const codes = { done: 0, unknownReport: 5001, retracted: 5101, finished: 5102 } as const;

/**
 * Reports to NCMEC's CyberTipline (report.cybertip.org/ispws/documentation): opens a report with the batch's XML, then
 * finishes it. Its number is noted in between. An attempt that breaks off before that leaves a report which nobody
 * finishes and NCMEC drops by itself. After it, the next attempt asks to finish that very report, however long ago it was
 * opened: one that is finished already has arrived, and only where NCMEC says that it has none is another opened. So
 * nothing is doubled, and an uncertain end is tried again.
 */
export function ncmec({ environment }: NcmecTransport): BatchTransport {
  return {
    transport: 'NCMEC',
    handOver: async (delivery, context) => {
      const { ncmec: account } = context;
      if (account === null) return failure('NOT_REGISTERED');
      const xml = delivery.files.find(({ name }) => name === NCMEC_FILE)?.content.toString('utf8');
      // A category for which a person has to choose the type of incident has no such file.
      if (xml === undefined) return failure('NOT_ADDRESSABLE');
      const ask = asking(account, environment, context);

      let id = delivery.openReport?.id ?? null;
      if (id === null) {
        const opened = await ask('submit', 'text/xml; charset=utf-8', xml);
        if (!('code' in opened)) return failure(nothingThere(opened.error), opened.status, opened.wait);
        if (opened.code !== codes.done || opened.reportId === null)
          return failure(nothingThere(meaningOf(opened.code)), opened.status);
        id = opened.reportId;
        await delivery.keepOpenReport(id);
      }
      const reportId = id;
      const form = formOf(delivery, reportId);
      const finished = await ask('finish', form.type, form.body);
      if (!('code' in finished)) return failure(finished.error, finished.status, finished.wait);
      switch (finished.code) {
        case codes.done:
        case codes.finished:
          return { kind: 'ARRIVED', reference: reportId, status: finished.status };
        case codes.unknownReport:
        case codes.retracted:
          // It lapsed meanwhile: the next attempt opens another.
          await delivery.giveUpOpenReport({
            reportId,
            finishAnswer: finished.code,
            retractAnswer: null,
            gone: true,
          });
          return failure('BROKE_OFF', finished.status);
        default: {
          const error = meaningOf(finished.code);
          if (error === 'REFUSED') {
            // Given up: what lies open there is not left for a day. Should that fail, it lapses by itself.
            const retracted = await ask('retract', form.type, form.body);
            const retractAnswer = 'code' in retracted ? retracted.code : retracted.error;
            // An earlier attempt finished it, and its answer was lost.
            if (retractAnswer === codes.finished)
              return { kind: 'ARRIVED', reference: reportId, status: retracted.status };
            const gone = [codes.done, codes.unknownReport, codes.retracted].some(
              (code) => code === retractAnswer,
            );
            await delivery.giveUpOpenReport({ reportId, finishAnswer: finished.code, retractAnswer, gone });
          }
          return failure(error, finished.status);
        }
      }
    },
  };
}

/** An open report is not there yet, whatever became of the request that was to open it. */
const nothingThere = (error: DeliveryError): DeliveryError =>
  meaningOfDeliveryError[error].mayHaveArrived ? 'BROKE_OFF' : error;

function meaningOf(code: number): DeliveryError {
  if (code < 2000) return 'SERVER_ERROR';
  return code < 4000 ? 'NOT_REGISTERED' : 'REFUSED';
}

/** The id of a report as a form of several parts (RFC 7578), as `/finish` and `/retract` want it. */
function formOf({ batchId }: Pick<DeliveryToSend, 'batchId'>, id: string): { type: string; body: string } {
  const boundary = `lapwing-${batchId}`;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: `--${boundary}\r\ncontent-disposition: form-data; name="id"\r\n\r\n${id}\r\n--${boundary}--\r\n`,
  };
}

/** What NCMEC answered, or what kept it from answering in its own words. */
type Answered =
  | { code: number; reportId: string | null; status: number }
  | { error: DeliveryError; status: number | null; wait: number | null };

const asking =
  (
    { user, password, origins }: NcmecAccount,
    environment: NcmecTransport['environment'],
    { network, patience }: TransportContext,
  ) =>
  async (verb: 'submit' | 'finish' | 'retract', type: string, body: string): Promise<Answered> => {
    const posted = await postOnce(network, patience, {
      url: new URL(`/ispws/${verb}`, origins[environment]),
      headers: {
        accept: 'text/xml, application/xml',
        authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
        'content-type': type,
        'user-agent': 'Lapwing',
      },
      body,
    });
    if (posted.kind === 'FAILED') return { error: posted.error, status: null, wait: null };
    const { status, retryAfter, body: xml } = posted;
    // Two whole numbers of a schema without mixed content; nothing else of the answer is looked at.
    const number = (name: string) =>
      new RegExp(`<${name}>\\s*(\\d{1,18})\\s*</${name}>`).exec(xml)?.[1] ?? null;
    const code = number('responseCode');
    if (code !== null) return { code: Number(code), reportId: number('reportId'), status };
    const wait = retryAfter === null ? null : waitOf(retryAfter);
    if (status === 429) return { error: 'BUSY', status, wait };
    if (status === 401 || status === 403) return { error: 'NOT_REGISTERED', status, wait: null };
    if (status === 410) return { error: 'GONE', status, wait: null };
    if (status >= 300 && status < 400) return { error: 'REDIRECTED', status, wait: null };
    // An answer that says nothing may be the end of one that said that it is there.
    if (status < 300) return { error: 'CONNECTION_LOST', status, wait: null };
    return status === 408 || status >= 500
      ? { error: 'SERVER_ERROR', status, wait }
      : { error: 'REFUSED', status, wait: null };
  };
