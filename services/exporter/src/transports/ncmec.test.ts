import { NCMEC_FILE } from '@lapwing/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../testing/delivery/desk.ts';
import { openHttpsDesk } from '../testing/delivery/https-desk.ts';
import { inventDelivery } from '../testing/delivery/invented-delivery.ts';
import {
  inventedNcmecAccount,
  looksAtSchema,
  ncmecDelivery,
  ncmecProtocol,
} from '../testing/delivery/ncmec-desk.ts';
import type { DeliveryToSend, TransportContext } from './batch-transport.ts';
import { transportOf } from './registry.ts';

const HOUR_MS = 3_600_000;

let protocol: ReturnType<typeof ncmecProtocol>;
let desk: Desk;
let report: Partial<DeliveryToSend>;
/** What is on record here, across attempts. */
let kept: string | null;
let givenUp: Parameters<DeliveryToSend['giveUpOpenReport']>[0][];
beforeAll(async () => {
  report = await ncmecDelivery('01990000-0000-7000-8000-00000000a001');
  desk = await openHttpsDesk({
    host: 'ncmec.platform.example',
    target: () => ({ kind: 'NCMEC', environment: 'TEST' }),
    account: (origin) => ({ ...inventedNcmecAccount, origins: { LIVE: origin, TEST: origin } }),
    delivery: {},
    answer: (request) => protocol.answer(request),
    take: () => ({ id: '', files: [] }),
    thanks: () => ({ status: 500 }),
  });
});
afterAll(() => desk.close());
beforeEach(() => {
  protocol = ncmecProtocol();
  kept = null;
  givenUp = [];
});

const attempt = (changes: Partial<DeliveryToSend> = {}, context: Partial<TransportContext> = {}) =>
  transportOf(desk.target).handOver(
    inventDelivery({
      ...report,
      openReport: kept === null ? null : { id: kept, openedAt: new Date().toISOString() },
      keepOpenReport: async (id) => {
        kept = id;
      },
      giveUpOpenReport: async (end) => {
        givenUp.push(end);
        if (end.gone) kept = null;
      },
      ...changes,
    }),
    { ...desk.context, ...context },
  );
const [opened, finished] = [() => [...protocol.open.keys()], () => [...protocol.finished]];

const title = 'opens a report that is valid by the schema of NCMEC and finishes it under its number';
describe('a report to NCMEC', () => {
  it(looksAtSchema ? title : `${title} (schema left out: it or xmllint is not on this machine)`, async () => {
    const result = await attempt();
    expect(result).toEqual({ kind: 'ARRIVED', reference: opened()[0], status: 200 });
    expect(finished()).toEqual(opened());
    expect(kept).toBe(opened()[0]);
    const [xml = ''] = protocol.open.values();
    expect(xml).toBe(report.files?.[0]?.content.toString('utf8'));
    expect(xml).not.toContain('industryClassification');
  });

  it('is opened again when the attempt was cut off before its number was on record: the first one is never finished', async () => {
    const cutOff = attempt({
      keepOpenReport: () => Promise.reject(new Error('The exporter was killed')),
    });
    await expect(cutOff).rejects.toThrow('killed');
    expect(finished()).toEqual([]);
    expect(await attempt()).toMatchObject({ kind: 'ARRIVED' });
    expect(opened()).toHaveLength(2);
    expect(finished()).toEqual([opened()[1]]);
  });

  it('is finished, not opened again, when the attempt was cut off after its number was on record', async () => {
    protocol.refuseNext('finish', 1000);
    expect(await attempt()).toMatchObject({ kind: 'FAILED', error: 'SERVER_ERROR' });
    expect(await attempt()).toMatchObject({ kind: 'ARRIVED', reference: opened()[0] });
    expect(opened()).toHaveLength(1);
    expect(finished()).toEqual(opened());
  });

  it('has arrived when NCMEC says that it is finished already (5102)', async () => {
    await attempt();
    expect(await attempt()).toMatchObject({ kind: 'ARRIVED', reference: opened()[0] });
    expect(opened()).toHaveLength(1);
  });

  it.for([5001, 5101])(
    'is opened again after NCMEC says %i: it does not know it, or it was taken back',
    async (code) => {
      protocol.refuseNext('finish', code);
      expect(await attempt()).toMatchObject({ kind: 'FAILED', error: 'BROKE_OFF' });
      expect(kept).toBeNull();
      expect(givenUp).toEqual([
        { reportId: opened()[0], finishAnswer: code, retractAnswer: null, gone: true },
      ]);
      expect(await attempt()).toMatchObject({ kind: 'ARRIVED' });
      expect(finished()).toEqual([opened()[1]]);
    },
  );

  it.for([1, 22, 24, 24 * 30])(
    'that was finished and never recorded is not opened again %i hours later: it has arrived',
    async (hours) => {
      await attempt();
      const openedAt = new Date(Date.now() - hours * HOUR_MS).toISOString();
      const later = await attempt({ openReport: { id: kept ?? '', openedAt } });
      expect(later).toEqual({ kind: 'ARRIVED', reference: opened()[0], status: 200 });
      expect(opened()).toHaveLength(1);
      expect(finished()).toEqual(opened());
    },
  );

  it('that was not finished and lapsed there is opened again, once NCMEC said that it has none', async () => {
    protocol.refuseNext('finish', 1000);
    await attempt();
    protocol.open.clear();
    const openedAt = new Date(Date.now() - 25 * HOUR_MS).toISOString();
    const later = await attempt({ openReport: { id: kept ?? '', openedAt } });
    expect(later).toMatchObject({ kind: 'FAILED', error: 'BROKE_OFF' });
    expect(givenUp).toMatchObject([{ finishAnswer: 5001, gone: true }]);
    expect(await attempt()).toMatchObject({ kind: 'ARRIVED' });
    expect(finished()).toEqual(opened());
  });

  it.for([
    [1000, 'BROKE_OFF'],
    [2000, 'NOT_REGISTERED'],
    [3000, 'NOT_REGISTERED'],
    [4000, 'REFUSED'],
    [4100, 'REFUSED'],
    [4110, 'REFUSED'],
  ] as const)('is not there when it cannot be opened: %i is %s', async ([code, error]) => {
    protocol.refuseNext('submit', code);
    expect(await attempt()).toMatchObject({ kind: 'FAILED', error });
    expect([kept, opened()]).toEqual([null, []]);
  });

  it('is taken back when NCMEC will not have it finished, and nothing is left open there', async () => {
    protocol.refuseNext('finish', 4000);
    expect(await attempt()).toMatchObject({ kind: 'FAILED', error: 'REFUSED' });
    expect(opened()).toEqual([]);
    expect(kept).toBeNull();
    const [reportId = ''] = protocol.retracted;
    expect(givenUp).toEqual([{ reportId, finishAnswer: 4000, retractAnswer: 0, gone: true }]);
  });

  it('has arrived when NCMEC will not take it back because it is finished (5102)', async () => {
    await attempt();
    protocol.refuseNext('finish', 4000);
    expect(await attempt()).toEqual({ kind: 'ARRIVED', reference: opened()[0], status: 200 });
    expect([kept, givenUp]).toEqual([opened()[0], []]);
  });

  it('keeps its number where it is not known whether it was taken back: the next delivery asks for that one first', async () => {
    protocol.refuseNext('finish', 4000);
    protocol.refuseNext('retract', 1000);
    expect(await attempt()).toMatchObject({ kind: 'FAILED', error: 'REFUSED' });
    expect(kept).toBe(opened()[0]);
    expect(givenUp).toMatchObject([{ retractAnswer: 1000, gone: false }]);
    expect(await attempt()).toMatchObject({ kind: 'ARRIVED', reference: opened()[0] });
    expect(opened()).toHaveLength(1);
  });

  it('is off without an account, and says so; with a wrong password nothing is opened', async () => {
    expect(await attempt({}, { ncmec: null })).toMatchObject({ error: 'NOT_REGISTERED' });
    const { ncmec } = desk.context;
    if (ncmec === null) throw new Error('The desk has an account');
    expect(await attempt({}, { ncmec: { ...ncmec, password: 'another' } })).toMatchObject({
      error: 'NOT_REGISTERED',
    });
    expect(opened()).toEqual([]);
  });

  it('goes by hand where a person has to choose the type of incident: there is no file then', async () => {
    const files = inventDelivery().files;
    expect(files.some(({ name }) => name === NCMEC_FILE)).toBe(false);
    expect(await attempt({ files })).toMatchObject({ error: 'NOT_ADDRESSABLE' });
  });

  it('is not opened by what is no valid report', async () => {
    const content = Buffer.from('<report><industryClassification>A1</industryClassification></report>');
    const files = [{ name: NCMEC_FILE, mediaType: 'application/xml', sha256: '', content }];
    expect(await attempt({ files })).toMatchObject({ error: 'REFUSED' });
  });
});
