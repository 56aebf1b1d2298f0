import { issueApiToken } from '@lapwing/store/identity/issue-credential';
import { openDatabase } from '@lapwing/store/store';
import { freshKey, invent } from '@lapwing/store/testing/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CuttableWire } from '../testing/cuttable-wire.ts';
import { openTestApi, type TestApi } from '../testing/open-test-api.ts';
import { isUnavailability } from './unavailability.ts';

describe('a database that is away', () => {
  let behind: TestApi;
  let wire: CuttableWire;
  let database: ReturnType<typeof openDatabase>;
  let test: TestApi;
  beforeAll(async () => {
    behind = await openTestApi();
    wire = await CuttableWire.to(behind.workspace.database.appUrl);
    database = openDatabase(wire.url, { connections: 4 });
    test = await openTestApi({ store: { ...behind.store, ...database } });
  });
  afterAll(async () => {
    await test.close();
    await database.pool.end();
    await wire.cut();
    await behind.close();
  });

  it('is 503 with Retry-After, tells nothing, and the same flag is accepted once it is back', async () => {
    const { personId } = await behind.join(['analyst']);
    const { token } = await issueApiToken(behind.store, null, {
      personId,
      label: 'x',
      scopes: ['flag:create'],
    });
    const flag = () => ({ token, body: invent(), headers: { 'idempotency-key': freshKey() } });
    expect((await test.ask('POST', '/v1/flags', flag())).status).toBe(201);

    await wire.cut();
    const refused = flag();
    for (const answer of [
      await test.ask('POST', '/v1/flags', refused),
      await test.ask('POST', '/v1/flags', refused),
      await test.ask('GET', '/v1/me', { token: 'lwx_somebody-else' }),
      await test.ask('POST', '/v1/auth/sign-in/email', {
        body: { email: 'a@lapwing.example', password: 'x'.repeat(12) },
      }),
    ]) {
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      const problem = await answer.json();
      expect(problem).toMatchObject({ slug: 'unavailable' });
      expect(problem).not.toHaveProperty('detail');
    }
    expect((await test.ask('GET', '/readyz')).status).toBe(503);
    expect((await test.ask('GET', '/healthz')).status).toBe(200);

    await wire.mend();
    expect((await test.ask('POST', '/v1/flags', refused)).status).toBe(201);
    expect((await test.ask('GET', '/readyz')).status).toBe(200);
  });
});

describe('isUnavailability', () => {
  const withCode = (code: string) => Object.assign(new Error('x'), { code });

  it.each(['53100', '53300', '57P01', '57P03', '08006', '40P01', '57014', 'ECONNREFUSED', 'ENOENT'])(
    '%s passes',
    (code) => {
      expect(isUnavailability(withCode(code))).toBe(true);
      expect(isUnavailability(new Error('Failed query', { cause: withCode(code) }))).toBe(true);
    },
  );

  it.each(['23505', '42P01', '42501', '22P02', 'LW005', 'ERR_INVALID_ARG_TYPE'])('%s does not', (code) => {
    expect(isUnavailability(withCode(code))).toBe(false);
  });

  it('knows what the driver says without a code', () => {
    expect(isUnavailability(new Error('timeout exceeded when trying to connect'))).toBe(true);
    expect(isUnavailability(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isUnavailability(new TypeError('x is not a function'))).toBe(false);
  });
});
