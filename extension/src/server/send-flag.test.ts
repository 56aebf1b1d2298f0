import { FlagInput } from '@lapwing/contracts/flag';
import { describe, expect, it } from 'vitest';
import type { Fetch } from './ask-server.ts';
import { sendFlag } from './send-flag.ts';

const flag = FlagInput.parse({
  url: 'https://example.org/post',
  category: 'GROOMING',
  severity: 1,
  urgency: 'ROUTINE',
  observedAt: '2026-11-24T10:00:00.000Z',
});
const to = { server: 'https://lapwing.example', token: 'secret' };
const accepted = {
  flagId: '7f3d2c1a-1111-4111-8111-111111111111',
  itemId: '7f3d2c1a-2222-4111-8111-111111111111',
  receivedAt: '2026-11-24T10:00:01.000Z',
  alreadyKnown: false,
  unresolved: false,
};
const problem = (status: number, slug: string, more: object = {}) => ({
  type: `https://lapwing.example/problems/${slug}`,
  slug,
  title: 'No',
  status,
  requestId: 'r',
  ...more,
});
const answering =
  (status: number, body: unknown, headers: Record<string, string> = {}): Fetch =>
  async () =>
    new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
const send = (fetch: Fetch) => sendFlag(to, flag, 'key-1', fetch);

describe('sending a flag', () => {
  it('sends the flag once, as the paired person, under its key, and follows no redirect', async () => {
    const seen: [string, RequestInit][] = [];
    const result = await send(async (url, init) => {
      seen.push([url, init]);
      return new Response(JSON.stringify(accepted), { status: 201 });
    });
    expect(result).toMatchObject({ kind: 'ACCEPTED', flagId: accepted.flagId, alreadyKnown: false });
    expect(seen).toHaveLength(1);
    const [url, init] = seen[0] ?? [];
    expect(url).toBe('https://lapwing.example/v1/flags');
    expect(init).toMatchObject({ method: 'POST', credentials: 'omit', redirect: 'error' });
    expect(init?.headers).toMatchObject({ authorization: 'Bearer secret', 'idempotency-key': 'key-1' });
    expect(JSON.parse(String(init?.body))).toEqual(flag);
  });

  it('takes a problem of the application as a refusal, with the fields it names', async () => {
    const errors = [{ pointer: '/observedAt', detail: 'In the future', code: 'future' }];
    expect(await send(answering(400, problem(400, 'invalid-request', { errors })))).toEqual({
      kind: 'REFUSED',
      refusal: {
        slug: 'invalid-request',
        title: 'No',
        detail: null,
        fields: [{ pointer: '/observedAt', detail: 'In the future' }],
      },
    });
    expect((await send(answering(403, problem(403, 'forbidden')))).kind).toBe('REFUSED');
    expect((await send(answering(409, problem(409, 'idempotency-key-reused')))).kind).toBe('REFUSED');
    expect((await send(answering(413, problem(413, 'body-too-large')))).kind).toBe('REFUSED');
  });

  it.each([
    ['a proxy that forbids', 403, '<h1>Forbidden</h1>', 'NOT_LAPWING'],
    ['a proxy to which it is too large', 413, '<h1>Too large</h1>', 'NOT_LAPWING'],
    ['a captive portal', 200, '<h1>Welcome to the hotel</h1>', 'NOT_LAPWING'],
    ['a network that wants a sign-in (RFC 6585)', 511, '<h1>Sign in</h1>', 'NOT_LAPWING'],
    ['another server', 404, 'Not found', 'NOT_LAPWING'],
    ['half an acceptance', 201, '{"flagId":"7f3d2c1a-1111', 'NOT_LAPWING'],
    ['an acceptance without its number', 201, '{}', 'NOT_LAPWING'],
    ['nothing in a success', 204, null, 'NOT_LAPWING'],
    ['a proxy whose server fails', 500, '<h1>Oops</h1>', 'NOT_LAPWING'],
    ['a gateway without its server', 502, 'Bad gateway', 'SERVER_BUSY'],
    ['a gateway that waited too long', 504, 'Timeout', 'SERVER_BUSY'],
    ['a proxy that limits', 429, 'Slow down', 'SERVER_BUSY'],
  ])('keeps the flag when %s answers', async (_, status, body, kind) => {
    const fetch: Fetch = async () => new Response(body, { status, headers: { 'retry-after': '9' } });
    expect(await send(fetch)).toEqual({ kind, retryAfterMs: 9_000 });
  });

  it.each([
    [429, 'too-many-requests', 'SERVER_BUSY'],
    [503, 'unavailable', 'SERVER_BUSY'],
    [500, 'internal', 'SERVER_FAILED'],
  ])('waits as long as a %i %s asks', async (status, slug, kind) => {
    const body = problem(status, slug);
    expect(await send(answering(status, body, { 'retry-after': '7' }))).toEqual({
      kind,
      retryAfterMs: 7_000,
    });
  });

  it.each([
    [401, 'unauthenticated'],
    [401, 'pairing-expired'],
    [403, 'pairing-expired'],
  ])('asks to pair again after %i %s', async (status, slug) => {
    expect(await send(answering(status, problem(status, slug)))).toEqual({ kind: 'PAIR_AGAIN' });
  });

  it('knows that a failed request says nothing about the flag', async () => {
    const failing: Fetch = async () => {
      throw new TypeError('Failed to fetch');
    };
    expect(await send(failing)).toEqual({ kind: 'UNREACHABLE' });
  });
});
