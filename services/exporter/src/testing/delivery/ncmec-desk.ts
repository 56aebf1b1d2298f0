import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { NCMEC_FILE } from '@lapwing/contracts';
import { ncmec as ncmecFormat } from '../../formats/ncmec.ts';
import type { DeliveryToSend } from '../../transports/batch-transport.ts';
import { inventEnvelope, inventReferral } from '../invented-envelope.ts';
import { findProgram } from '../programs.ts';
import { publishedSchemaPath, withPublishedSchemas } from '../published-schemas.ts';
import type { DeskKind } from './desk.ts';
import { type DeskRequest, expectedOverHttps, openHttpsDesk } from './https-desk.ts';

/** What lets in at this desk; nothing real. */
export const inventedNcmecAccount = { user: 'plover', password: 'invented password' };

/** Whether reports are looked at by NCMEC's own schema here. */
export const looksAtSchema =
  findProgram('xmllint') !== null && !withPublishedSchemas('ncmec', 'reports').absent;

/** Reports that NCMEC holds, by number. */
export interface NcmecReports {
  readonly open: Map<string, string>;
  readonly finished: Set<string>;
  readonly retracted: Set<string>;
  /** Answers the next request of this kind with a code of the documentation, instead of doing it. */
  refuseNext(verb: string, code: number): void;
}

/** The documented protocol (report.cybertip.org/ispws/documentation): submit opens, finish ends, retract takes back. */
export function ncmecProtocol(): NcmecReports & {
  answer(request: DeskRequest): { status: number; xml: string };
} {
  const [open, finished, retracted] = [new Map<string, string>(), new Set<string>(), new Set<string>()];
  const refusals = new Map<string, number>();
  let count = 4_564_000;
  const plain = (code: number, id = '') =>
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<reportResponse><responseCode>${code}</responseCode><responseDescription>${code === 0 ? 'Success' : 'Not done'}</responseDescription>${id === '' ? '' : `<reportId>${id}</reportId>`}</reportResponse>`;
  const of = ({ path, method, headers, body }: DeskRequest): string => {
    const basic = Buffer.from(Object.values(inventedNcmecAccount).join(':')).toString('base64');
    if (headers.authorization !== `Basic ${basic}`) return plain(2000);
    const verb = path.replace('/ispws/', '');
    const refusal = refusals.get(verb);
    refusals.delete(verb);
    if (refusal !== undefined) return plain(refusal);
    if (method !== 'POST') return plain(4000);
    if (verb === 'submit') {
      if (!/^text\/xml; charset=utf-8$/i.test(headers['content-type'] ?? '')) return plain(4000);
      if (!isValid(body)) return plain(4100);
      count += 1;
      const id = String(count);
      open.set(id, body);
      return plain(0, id);
    }
    const id = idIn(headers['content-type'] ?? '', body);
    if (id === null || (verb !== 'finish' && verb !== 'retract')) return plain(4000);
    if (finished.has(id)) return plain(5102, id);
    if (retracted.has(id)) return plain(5101, id);
    if (!open.has(id)) return plain(5001);
    if (verb === 'retract') {
      open.delete(id);
      retracted.add(id);
      return plain(0, id);
    }
    finished.add(id);
    return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<reportDoneResponse><responseCode>0</responseCode><reportId>${id}</reportId><files/></reportDoneResponse>`;
  };
  return {
    open,
    finished,
    retracted,
    refuseNext: (verb, code) => void refusals.set(verb, code),
    answer: (request) => ({ status: 200, xml: of(request) }),
  };
}

/** The number of the report in a form of several parts, as another library than ours would read it. */
function idIn(type: string, body: string): string | null {
  const [, boundary] = /^multipart\/form-data; boundary=([\w-]{1,70})$/.exec(type) ?? [];
  if (boundary === undefined) return null;
  const [before, part, after] = body.split(`--${boundary}`);
  if (before !== '' || part === undefined || after?.trim() !== '--') return null;
  return /^\r\ncontent-disposition: form-data; name="id"\r\n\r\n(\d+)\r\n$/i.exec(part)?.[1] ?? null;
}

/** By NCMEC's own schema where it and xmllint are on this machine; industryClassification is never said in any case. */
function isValid(xml: string): boolean {
  if (!xml.includes('<report>') || xml.includes('industryClassification')) return false;
  if (!looksAtSchema) return true;
  const folder = mkdtempSync(join(tmpdir(), 'lapwing-ncmec-desk-'));
  try {
    const file = join(folder, 'report.xml');
    writeFileSync(file, xml);
    const schema = publishedSchemaPath('ncmec/cyber_tipline.xsd');
    execFileSync('xmllint', ['--noout', '--schema', schema, file], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A batch with the file of one referral to NCMEC. */
export async function ncmecDelivery(referralId: string): Promise<Partial<DeliveryToSend>> {
  const envelope = inventEnvelope([inventReferral({ referralId })]);
  const content = await buffer(Readable.from(ncmecFormat.write(envelope)));
  return { files: [{ name: NCMEC_FILE, mediaType: 'application/xml', sha256: '', content }] };
}

/** As NCMEC's documentation of its reporting API says. What is handed over is finished; to open is only to ask. */
export const ncmecDesk: DeskKind = {
  transport: 'NCMEC',
  name: 'NCMEC',
  carries: 'REPORT',
  connections: 2,
  open: async () => {
    const protocol = ncmecProtocol();
    let last = { status: 200, xml: '' };
    let kept: string | null = null;
    const first = await ncmecDelivery('01990000-0000-7000-8000-00000000a001');
    return openHttpsDesk({
      host: 'ncmec.platform.example',
      target: () => ({ kind: 'NCMEC', environment: 'TEST' }),
      account: (origin) => ({ ...inventedNcmecAccount, origins: { LIVE: origin, TEST: origin } }),
      delivery: {
        ...first,
        get openReport() {
          return kept === null ? null : { id: kept, openedAt: new Date().toISOString() };
        },
        keepOpenReport: async (id) => {
          kept = id;
        },
        giveUpOpenReport: async ({ gone }) => {
          if (gone) kept = null;
        },
      },
      another: {
        ...(await ncmecDelivery('01990000-0000-7000-8000-00000000d003')),
        openReport: null,
        keepOpenReport: () => Promise.resolve(),
        giveUpOpenReport: () => Promise.resolve(),
      },
      answer: (request) => (request.path === '/ispws/submit' ? protocol.answer(request) : null),
      take: (request) => {
        last = protocol.answer(request);
        const [, id = ''] = /\r\n(\d+)\r\n/.exec(request.body) ?? [];
        const [referral = ''] =
          /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/.exec(protocol.open.get(id) ?? '') ?? [];
        return { id: referral, files: [] };
      },
      thanks: () => last,
    });
  },
  // Its answer says whether a report is finished: without one nobody knows.
  expected: { ...expectedOverHttps, BREAKS_OFF_ITS_ANSWER: 'CONNECTION_LOST' },
};
