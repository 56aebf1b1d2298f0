import { randomUUID } from 'node:crypto';
import { FlagAccepted, Problem } from '@lapwing/contracts';
import { findRedisServer } from '@lapwing/store/redis/private-redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postFlag, sendFlag } from '../stack/api-client.ts';
import { inventFlag } from '../stack/invent-flag.ts';
import { startPrivateStack } from '../stack/start-stack.ts';
import { addTokenHolder, type TokenHolder } from '../stack/token-holders.ts';
import { until } from '../stack/until.ts';
import { expectEveryItemScoredOnce, untilNothingIsDue } from './expect-nothing-lost.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let analyst: TokenHolder;

beforeAll(async () => {
  stack = await startPrivateStack({ start: ['api', 'scorer'] });
  analyst = await addTokenHolder(stack, ['analyst']);
});
afterAll(() => stack?.stop());

describe('while Postgres is away', { timeout: 60_000 }, () => {
  it('a flag is answered 503 with Retry-After, and accepted once under its key when Postgres is back', async () => {
    const earlier = await postFlag(stack.url, analyst.token, inventFlag());
    const flag = inventFlag();
    const key = randomUUID();
    await stack.database.kill();
    for (let time = 0; time < 3; time += 1) {
      const answer = await sendFlag(stack.url, analyst.token, flag, key);
      expect(answer.status).toBe(503);
      expect(Problem.parse(answer.body)).toMatchObject({ slug: 'unavailable', status: 503 });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    const { status } = await fetch(`${stack.url}/readyz`);
    expect(status).toBe(503);
    await stack.database.start();
    const accepted = await until('the flag is accepted', async () => {
      const answer = await sendFlag(stack.url, analyst.token, flag, key);
      return answer.status === 201 && FlagAccepted.parse(answer.body);
    });
    const repeated = await sendFlag(stack.url, analyst.token, flag, key);
    expect(repeated).toMatchObject({ status: 201, body: accepted });
    const { rows } = await stack.store.pool.query<{ id: string }>('select id from flags order by id');
    expect(rows.map(({ id }) => id)).toEqual([earlier.flagId, accepted.flagId]);
  });
});

describe.runIf(findRedisServer())('while Redis is away', { timeout: 60_000 }, () => {
  it('flags are accepted, and scored when Redis is back', async () => {
    await untilNothingIsDue(stack);
    await stack.redis?.kill();
    const accepted = [];
    for (let flag = 0; flag < 5; flag += 1)
      accepted.push(await postFlag(stack.url, analyst.token, inventFlag()));
    const { rows } = await stack.store.pool.query<{ id: string }>(
      'select id from items where score_due_at is not null order by id',
    );
    expect(rows.map(({ id }) => id)).toEqual(accepted.map(({ itemId }) => itemId).sort());
    await stack.redis?.start();
    await untilNothingIsDue(stack);
    await expectEveryItemScoredOnce(stack);
  });
});
