import { pairExtension } from '@lapwing/store/identity/issue-credential';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routes } from '../routes/index.ts';
import { openTestApi, type TestApi } from '../testing/open-test-api.ts';

const PAIRED = 'chrome-extension://laobnhflcnabehlelghdcdglhilfeobf';
const STRANGE = 'chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh';

const Operation = z.object({ responses: z.record(z.string(), z.unknown()) });

let test: TestApi;
let token: string;
beforeAll(async () => {
  test = await openTestApi();
  const { personId } = await test.join(['analyst']);
  const actor = { personId, requestId: null };
  ({ token } = await pairExtension(test.store, actor, { label: 'test', origin: PAIRED }));
});
afterAll(() => test.close());

const allowedOrigin = (response: Response) => response.headers.get('access-control-allow-origin');
const preflight = (origin: string, path: string) =>
  test.ask('OPTIONS', path, {
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    },
  });

describe('CORS', () => {
  it('lets a paired extension read, and stops when its pairing ends', async () => {
    expect(allowedOrigin(await preflight(PAIRED, '/v1/flags'))).toBe(PAIRED);
    const read = await test.ask('GET', '/v1/flags', { token, headers: { origin: PAIRED } });
    expect(allowedOrigin(read)).toBe(PAIRED);
    expect(read.headers.get('access-control-allow-credentials')).toBeNull();
    const refused = await test.ask('POST', '/v1/flags', { token, body: {}, headers: { origin: PAIRED } });
    expect([refused.status, allowedOrigin(refused)]).toEqual([400, PAIRED]);
    await test.ask('DELETE', '/v1/me/credentials/current', { token });
    expect(allowedOrigin(await preflight(PAIRED, '/v1/flags'))).toBeNull();
  });

  it('lets no other origin read: neither an unpaired extension nor any site', async () => {
    for (const origin of [STRANGE, 'https://lapwing.example', 'http://lapwing.example:8787', 'null']) {
      expect(allowedOrigin(await preflight(origin, '/v1/flags'))).toBeNull();
      const read = await test.ask('GET', '/v1/me', { headers: { origin } });
      expect(allowedOrigin(read)).toBeNull();
    }
  });

  it('lets any extension begin to pair, and no site', async () => {
    const body = { client_id: 'lapwing-extension' };
    const begun = await test.ask('POST', '/v1/auth/device/code', { body, headers: { origin: STRANGE } });
    expect([begun.status, allowedOrigin(begun)]).toEqual([200, STRANGE]);
    expect(allowedOrigin(await preflight('https://elsewhere.example', '/v1/auth/device/code'))).toBeNull();
  });
});

describe('security headers', () => {
  it.each([
    ['GET', '/v1/me'],
    ['GET', '/healthz'],
    ['GET', '/docs'],
    ['GET', '/nowhere'],
    ['POST', '/v1/auth/sign-in/email'],
  ])('%s %s has them, without an unsafe source', async (method, path) => {
    const { headers } = await test.ask(method, path, method === 'POST' ? { body: {} } : {});
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-request-id')).toMatch(/\S{8,}/);
  });

  it('renders the documentation without anything from elsewhere and without a script in the page', async () => {
    const page = await (await test.ask('GET', '/docs')).text();
    expect(page).not.toMatch(/https?:|<script>|style=/);
    for (const [, path] of page.matchAll(/(?:src|href)="(\/[^"]+)"/g))
      expect((await test.ask('GET', path ?? '')).status).toBe(200);
  });

  it('describes every route and every problem in the OpenAPI document', async () => {
    const document = await (await test.ask('GET', '/openapi.json')).json();
    const described = z
      .object({ paths: z.record(z.string(), z.record(z.string(), Operation)) })
      .parse(document);
    for (const { route } of routes)
      expect(described.paths[route.path]?.[route.method]?.responses).toHaveProperty('default');
    expect(document).toHaveProperty('components.schemas.Problem');
  });
});

describe('the session cookie', () => {
  it('is out of reach for scripts and other sites, and encrypted-only behind https', async () => {
    const { jar: _, ...person } = await test.join(['analyst']);
    const body = { email: person.email, password: 'seven quiet lapwings' };
    const overHttps = await openTestApi({ settings: { publicUrl: 'https://lapwing.example' } });
    try {
      const { email } = await overHttps.join(['analyst'], { secondFactor: false });
      const headers = { origin: 'https://lapwing.example' };
      const answer = await overHttps.ask('POST', '/v1/auth/sign-in/email', {
        body: { ...body, email },
        headers,
      });
      const [cookie = ''] = answer.headers.getSetCookie();
      expect(cookie).toMatch(/^__Secure-lapwing\.session_token=/);
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; Secure/i);
      expect(cookie).toMatch(/; SameSite=Lax/i);
      expect(answer.headers.get('strict-transport-security')).toContain('max-age');
    } finally {
      await overHttps.close();
    }
  });
});
