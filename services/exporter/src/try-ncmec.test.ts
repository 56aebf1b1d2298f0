import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from './testing/delivery/desk.ts';
import { openHttpsDesk } from './testing/delivery/https-desk.ts';
import { inventedNcmecAccount, ncmecProtocol } from './testing/delivery/ncmec-desk.ts';
import { tryNcmec } from './try-ncmec.ts';

let protocol: ReturnType<typeof ncmecProtocol>;
let desk: Desk;
beforeAll(async () => {
  desk = await openHttpsDesk({
    host: 'ncmec.platform.example',
    target: () => ({ kind: 'NCMEC', environment: 'TEST' }),
    account: (origin) => ({
      ...inventedNcmecAccount,
      origins: { LIVE: 'https://never.platform.example', TEST: origin },
    }),
    delivery: {},
    answer: (request) => protocol.answer(request),
    take: () => ({ id: '', files: [] }),
    thanks: () => ({ status: 500 }),
  });
});
afterAll(() => desk.close());
beforeEach(() => {
  protocol = ncmecProtocol();
});

const account = () => {
  const { ncmec } = desk.context;
  if (ncmec === null) throw new Error('The desk has an account');
  return ncmec;
};

describe('tryNcmec', () => {
  it('opens and finishes an invented report at the server for trying, which says that it is a sample', async () => {
    const result = await tryNcmec(account(), desk.context);
    const [[reportId = '', xml = ''] = []] = [...protocol.open];
    expect(result).toEqual({ kind: 'ARRIVED', reference: reportId, status: 200 });
    expect([...protocol.finished]).toEqual([reportId]);
    expect(xml).toMatch(/sample/i);
    const hosts = [...xml.matchAll(/https?:\/\/([^/<\s]+)/g)].map(([, host]) => host);
    expect(hosts.length).toBeGreaterThan(0);
    for (const host of hosts) expect(host).toMatch(/\.example$/);
  });

  it('says that a wrong password is not let in', async () => {
    const result = await tryNcmec({ ...account(), password: 'another' }, desk.context);
    expect(result).toMatchObject({ kind: 'FAILED', error: 'NOT_REGISTERED' });
    expect(protocol.open.size).toBe(0);
  });
});
