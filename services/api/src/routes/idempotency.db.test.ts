import { issueApiToken } from '@lapwing/store/identity/issue-credential';
import { flags } from '@lapwing/store/schema/items';
import { freshKey, invent } from '@lapwing/store/testing/workspace';
import { count, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApi, type TestApi } from '../testing/open-test-api.ts';

let test: TestApi;
let token: string;
beforeAll(async () => {
  test = await openTestApi();
  const { personId } = await test.join(['analyst']);
  ({ token } = await issueApiToken(test.store, null, { personId, label: 'test', scopes: ['flag:create'] }));
});
afterAll(() => test.close());

const send = (body: unknown, key: string, bearer = token) =>
  test.ask('POST', '/v1/flags', { token: bearer, body, headers: { 'idempotency-key': key } });
const kept = async (key: string) =>
  (await test.store.db.select({ rows: count() }).from(flags).where(eq(flags.idempotencyKey, key)))[0]?.rows;

describe('a flag that is sent again', () => {
  it('gets the first answer, also when it came to an item that is known by then', async () => {
    const [body, key] = [invent(), freshKey()];
    const first = await send(body, key);
    const again = await send(body, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.json()).toEqual(await first.json());
    const other = await send(body, freshKey());
    expect(await other.json()).toMatchObject({ alreadyKnown: true });
    expect(await (await send(body, key)).json()).toMatchObject({ alreadyKnown: false });
    expect(await kept(key)).toBe(1);
  });

  it('is refused when the body is another', async () => {
    const [body, key] = [invent(), freshKey()];
    await send(body, key);
    const reused = await send({ ...body, severity: 3 }, key);
    expect(reused.status).toBe(409);
    expect(await reused.json()).toMatchObject({ slug: 'idempotency-key-reused' });
    expect(await kept(key)).toBe(1);
  });

  it('is kept once however many come at the same moment', async () => {
    const [body, key] = [invent(), freshKey()];
    const answers = await Promise.all(Array.from({ length: 12 }, () => send(body, key)));
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(201));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(await kept(key)).toBe(1);
  });

  it('means nothing to another person who happens to use the same key', async () => {
    const { personId } = await test.join(['analyst']);
    const { token: other } = await issueApiToken(test.store, null, {
      personId,
      label: 'x',
      scopes: ['flag:create'],
    });
    const key = freshKey();
    expect((await send(invent(), key)).status).toBe(201);
    expect((await send(invent(), key, other)).status).toBe(201);
    expect(await kept(key)).toBe(2);
  });
});
