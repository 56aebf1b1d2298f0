import { connectRedis } from '@lapwing/store/redis/connect-redis';
import { freshKey, invent } from '@lapwing/store/testing/workspace';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestApi, type TestApi } from '../testing/open-test-api.ts';

const tests: TestApi[] = [];
const connections: Redis[] = [];
afterEach(async () => {
  for (const test of tests.splice(0)) await test.close();
  for (const redis of connections.splice(0)) redis.disconnect();
});

const open = async (perMinute: number, redis: Redis | null) => {
  const test = await openTestApi({ settings: { rateLimitPerMinute: perMinute, trustProxy: true }, redis });
  tests.push(test);
  return test;
};
const from = (address: string) => ({ headers: { 'x-forwarded-for': `203.0.113.9, ${address}` } });
const statuses = async (count: number, ask: (index: number) => Promise<Response>) =>
  Promise.all(Array.from({ length: count }, async (_, index) => (await ask(index)).status));

describe('rate limits', () => {
  it('stop an address at its limit, say when to come back, and leave others alone', async () => {
    const test = await open(5, null);
    const answers = await statuses(7, () => test.ask('GET', '/v1/me', from('198.51.100.1')));
    expect(answers.toSorted()).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const refused = await test.ask('GET', '/v1/me', from('198.51.100.1'));
    expect(await refused.json()).toMatchObject({ slug: 'too-many-requests' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await test.ask('GET', '/v1/me', from('198.51.100.2'))).status).toBe(401);
  });

  it('stop a person at her limit, from however many addresses she comes', async () => {
    const test = await open(8, null);
    const analyst = await test.join(['analyst']);
    const answers = await statuses(10, (index) =>
      test.ask('GET', '/v1/me', { as: analyst, ...from(`198.51.100.${index}`) }),
    );
    expect(answers.filter((status) => status === 429)).toHaveLength(2);
  });

  it('count for all processes together', async () => {
    const first = await open(6, null);
    const { redisUrl } = first.workspace.database;
    if (redisUrl === undefined) throw new Error('This test needs a redis-server on PATH');
    const processes = await Promise.all(
      [1, 2].map(async () => {
        const redis = connectRedis(redisUrl, 'producer');
        connections.push(redis);
        await new Promise((ready) => redis.once('ready', ready));
        return open(6, redis);
      }),
    );
    const answers = await statuses(8, async (index) => {
      const test = processes[index % 2];
      if (test === undefined) throw new Error('There are two');
      return test.ask('GET', '/v1/me', from('198.51.100.7'));
    });
    expect(answers.filter((status) => status === 429)).toHaveLength(2);
  });

  it('fail closed: without Redis the same limits hold in memory, and flags are still accepted', async () => {
    const away = new Redis({
      host: '127.0.0.1',
      port: 1,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
    });
    away.on('error', () => {});
    connections.push(away);
    const test = await open(6, away);
    const analyst = await test.join(['analyst']);
    const flagged = await test.ask('POST', '/v1/flags', {
      as: analyst,
      body: invent(),
      headers: { 'idempotency-key': freshKey(), ...from('198.51.100.8').headers },
    });
    expect(flagged.status).toBe(201);
    const answers = await statuses(9, () => test.ask('GET', '/v1/me', from('198.51.100.9')));
    expect(answers.filter((status) => status === 429)).toHaveLength(3);
  });

  it('stop guessing a password, from however many addresses, long before the general limit', async () => {
    const test = await open(100_000, null);
    const { email } = await test.join(['analyst']);
    const guess = (password: string, index: number) =>
      test.ask('POST', '/v1/auth/sign-in/email', {
        body: { email, password },
        ...from(`198.51.100.${index}`),
      });
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect((await guess(`wrong password ${attempt}`, attempt)).status).toBe(401);
    expect((await guess('wrong password again', 20)).status).toBe(429);
    expect((await guess('seven quiet lapwings', 21)).status).toBe(429);
  });
});
