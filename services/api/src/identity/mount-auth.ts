import type { Handler } from 'hono';
import { z } from 'zod';
import { isSameOrigin } from '../access/same-origin.ts';
import type { ApiEnv } from '../api-env.ts';
import { ApiProblem } from '../http/api-problem.ts';
import { parseJsonBody } from '../http/json-body.ts';

/** Everything of the identity library that can be reached. What is not listed here does not exist. */
export const authEndpoints = {
  'POST /sign-in/email': { attempt: true },
  'POST /sign-out': {},
  'GET /get-session': {},
  'POST /change-password': { attempt: true },
  'GET /list-sessions': {},
  'POST /revoke-session': {},
  'POST /revoke-other-sessions': {},
  'POST /two-factor/enable': { attempt: true },
  'POST /two-factor/disable': { attempt: true },
  'POST /two-factor/verify-totp': { attempt: true },
  'POST /two-factor/verify-backup-code': { attempt: true },
  'POST /two-factor/generate-backup-codes': { attempt: true },
  'GET /passkey/generate-register-options': {},
  'POST /passkey/verify-registration': {},
  'GET /passkey/generate-authenticate-options': {},
  'POST /passkey/verify-authentication': { attempt: true },
  'GET /passkey/list-user-passkeys': {},
  'POST /passkey/delete-passkey': {},
  'POST /passkey/update-passkey': {},
  'POST /device/code': { attempt: true },
  'POST /device/token': {},
  'GET /device': { attempt: true },
  'POST /device/approve': { attempt: true },
  'POST /device/deny': {},
} as const satisfies Record<string, { attempt?: true }>;

const endpoints: ReadonlyMap<string, { attempt?: true }> = new Map(Object.entries(authEndpoints));
const BASE = '/v1/auth';
/** WebAuthn answers hold keys and signatures in base64url, which look like a blob and are none. */
const webAuthnPaths = new Set(['/passkey/verify-registration', '/passkey/verify-authentication']);
const WithEmail = z.object({ email: z.string() });
const WithResponse = z.looseObject({ response: z.unknown() });

/**
 * Hands a request to the identity library: only listed endpoints, within the limits on attempts, with a body that
 * is JSON and carries no media. Its own refusals keep the library's form, which its client and RFC 8628 expect.
 */
export const handleAuth: Handler<ApiEnv> = async (c) => {
  const { auth, authenticator, limits, settings } = c.get('services');
  const path = c.req.path.slice(BASE.length);
  const name = `${c.req.method} ${path}`;
  const endpoint = endpoints.get(name);
  if (endpoint === undefined) throw new ApiProblem('not-found', 'There is no such address');
  c.set('route', `${BASE}${path}`);
  await limits.address(c.get('address'));
  const { headers: sent } = c.req.raw;
  if (c.req.method !== 'GET' && sent.has('cookie') && !isSameOrigin(sent, settings.publicUrl))
    throw new ApiProblem('forbidden', 'This request came from another site');
  const text = c.req.method === 'POST' ? await c.req.text() : '';
  const body = text === '' ? undefined : await parseBody(path, c.req.header('content-type'), text);
  const account = WithEmail.safeParse(body).data?.email ?? null;
  if (endpoint.attempt) await limits.attempt(c.get('address'), account);

  const headers = new Headers(sent);
  headers.set('x-request-id', c.get('requestId'));
  const url = new URL(c.req.url);
  const request = new Request(new URL(`${url.pathname}${url.search}`, settings.publicUrl), {
    method: c.req.method,
    headers,
    ...(text === '' ? {} : { body: text }),
  });
  const response = await auth.handler(request);
  if (response.ok && c.req.method === 'POST' && !path.startsWith('/device/')) authenticator.forget();
  if (response.ok && account !== null) await limits.succeeded(account);
  c.header('cache-control', 'no-store');
  // Through the context, so that it gets the headers which every answer of ours has.
  return c.newResponse(await response.text(), response);
};

async function parseBody(path: string, contentType: string | undefined, text: string): Promise<unknown> {
  if (!webAuthnPaths.has(path)) return parseJsonBody(contentType, async () => text);
  // Only what the browser's authenticator made is exempt; the rest is looked at like any body.
  return parseJsonBody(contentType, async () => {
    const { response: _, ...rest } = WithResponse.parse(JSON.parse(text));
    return JSON.stringify(rest);
  });
}
