import { describe, expect, it } from 'vitest';
import type { Fetch } from '../server/ask-server.ts';
import type { PendingPairing } from './device-authorization.ts';
import { pollPairing } from './poll-pairing.ts';
import { startPairing } from './start-pairing.ts';

const pending: PendingPairing = {
  server: 'https://lapwing.example',
  deviceCode: 'device',
  userCode: 'ABCD2345',
  verificationUrl: 'https://lapwing.example/pair?user_code=ABCD2345',
  expiresAt: 600_000,
  intervalMs: 5_000,
};
const answering =
  (status: number, body: unknown): Fetch =>
  async () =>
    new Response(JSON.stringify(body), { status });
const poll = (fetch: Fetch, now = 0) => pollPairing(pending, now, fetch);

describe('pairing by device code', () => {
  it('asks with the client id and shows what the server gave', async () => {
    const bodies: unknown[] = [];
    const result = await startPairing('https://lapwing.example', 1_000, async (_, init) => {
      bodies.push(JSON.parse(String(init.body)));
      const code = {
        device_code: 'device',
        user_code: 'ABCD2345',
        verification_uri: 'https://lapwing.example/pair',
        verification_uri_complete: 'https://lapwing.example/pair?user_code=ABCD2345',
        expires_in: 599,
      };
      return new Response(JSON.stringify(code));
    });
    expect(bodies).toEqual([{ client_id: 'lapwing-extension' }]);
    expect(result).toEqual({ kind: 'OK', value: pending });
  });

  it('never opens an approval page that is no web page', async () => {
    const code = {
      device_code: 'device',
      user_code: 'ABCD2345',
      verification_uri: 'javascript:alert(1)',
      expires_in: 600,
    };
    expect((await startPairing('https://lapwing.example', 0, answering(200, code))).kind).toBe('UNEXPECTED');
  });

  it('waits the interval while nobody has approved', async () => {
    const result = await poll(answering(400, { error: 'authorization_pending', error_description: '' }));
    expect(result).toEqual({ kind: 'WAIT', intervalMs: 5_000 });
  });

  it('polls five seconds slower after slow_down, for good', async () => {
    const result = await poll(answering(400, { error: 'slow_down' }));
    expect(result).toEqual({ kind: 'WAIT', intervalMs: 10_000 });
  });

  it('takes the token, and tells refusal from expiry', async () => {
    expect(await poll(answering(200, { access_token: 't', token_type: 'Bearer' }))).toEqual({
      kind: 'APPROVED',
      token: 't',
    });
    expect(await poll(answering(400, { error: 'access_denied' }))).toEqual({ kind: 'DENIED' });
    expect(await poll(answering(400, { error: 'expired_token' }))).toEqual({ kind: 'EXPIRED' });
    expect(await poll(answering(400, { error: 'invalid_grant' }))).toEqual({ kind: 'EXPIRED' });
  });

  it('asks nobody once the code has run out', async () => {
    const unasked: Fetch = async () => {
      throw new Error('must not be asked');
    };
    expect(await poll(unasked, 600_000)).toEqual({ kind: 'EXPIRED' });
  });

  it('keeps trying, more slowly, when the server is away or something else answers', async () => {
    const failing: Fetch = async () => {
      throw new TypeError('Failed to fetch');
    };
    expect(await poll(failing)).toEqual({ kind: 'WAIT', intervalMs: 10_000 });
    expect(await poll(answering(502, 'Bad gateway'))).toEqual({ kind: 'WAIT', intervalMs: 10_000 });
  });
});
