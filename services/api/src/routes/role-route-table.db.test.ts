import { extensionScopes, type Role, roles } from '@lapwing/contracts';
import { issueApiToken, pairExtension } from '@lapwing/store/identity/issue-credential';
import { changePerson } from '@lapwing/store/people/change-person';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authEndpoints } from '../identity/mount-auth.ts';
import { type AskOptions, openTestApi, type TestApi } from '../testing/open-test-api.ts';
import { routes } from './index.ts';

/**
 * Who may call what, written down a second time on purpose: a change of permissions changes this table, or fails.
 * `ext` is a paired extension of somebody who holds every role.
 */
const everybody = [...roles];
const table: Record<string, readonly (Role | 'ext' | 'anybody')[]> = {
  'POST /v1/flags': ['analyst', 'ext'],
  'GET /v1/flags': ['analyst', 'ext'],
  'POST /v1/flags/lookup': ['analyst', 'ext'],
  'POST /v1/suggestions': ['analyst', 'ext'],
  'GET /v1/items': ['reviewer', 'lead'],
  'GET /v1/items/{id}': ['reviewer', 'lead'],
  'POST /v1/items/{id}/open-text': ['reviewer', 'lead'],
  'POST /v1/items/{id}/law-enforcement': ['reviewer', 'lead', 'referrer'],
  'POST /v1/claims': ['reviewer', 'lead'],
  'POST /v1/claims/{id}/renew': ['reviewer', 'lead'],
  'POST /v1/claims/{id}/hand-back': ['reviewer', 'lead'],
  'POST /v1/decisions': ['reviewer', 'lead'],
  'POST /v1/decisions/{id}/translations': ['reviewer', 'lead'],
  'GET /v1/referrals': ['lead', 'referrer'],
  'POST /v1/referrals/{id}/withdraw': ['referrer'],
  'POST /v1/referrals/{id}/outcomes': ['referrer'],
  'GET /v1/referrals/{id}/timeline': ['lead', 'referrer'],
  'POST /v1/referrals/{id}/reopen': ['referrer'],
  'POST /v1/referrals/{id}/corrections': ['referrer'],
  'GET /v1/reminders': ['referrer'],
  'POST /v1/reminders': ['referrer'],
  'POST /v1/outcomes': ['referrer'],
  'POST /v1/outcome-files/preview': ['referrer'],
  'POST /v1/outcome-files': ['referrer'],
  'GET /v1/recipients/{id}/outcome-mapping': ['referrer'],
  'GET /v1/outcome-lines': ['referrer'],
  'POST /v1/outcome-lines/{id}/assign': ['referrer'],
  'POST /v1/outcome-lines/{id}/dismiss': ['referrer'],
  'POST /v1/outcome-lines/{id}/open': ['referrer'],
  // No person: the recipient itself, by its signature.
  'POST /v1/callbacks/{id}': [],
  'GET /v1/mailbox': ['reviewer', 'lead', 'referrer', 'admin'],
  'GET /v1/rechecks': ['analyst', 'ext'],
  'POST /v1/rechecks/{referralId}': ['analyst', 'ext'],
  'GET /v1/figures': ['lead', 'admin'],
  'POST /v1/reports': ['lead', 'admin'],
  'GET /v1/reports/text': ['lead', 'admin'],
  'PUT /v1/reports/text': ['lead', 'admin'],
  'POST /v1/batches/preview': ['referrer'],
  'POST /v1/batches': ['referrer'],
  'GET /v1/batches': ['lead', 'referrer'],
  'GET /v1/batches/{id}': ['lead', 'referrer'],
  'GET /v1/batches/{id}/files/{name}': ['referrer'],
  'GET /v1/batches/{id}/worksheet': ['referrer'],
  'GET /v1/batches/{id}/archive': ['referrer'],
  'POST /v1/batches/{id}/release': ['referrer'],
  'POST /v1/batches/{id}/stop-delivery': ['referrer'],
  'POST /v1/batches/{id}/sent': ['referrer'],
  'POST /v1/batches/{id}/deliver': ['referrer'],
  'POST /v1/batches/{id}/withdraw-delivery': ['referrer'],
  'POST /v1/batches/{id}/cancel': ['referrer'],
  'GET /v1/items/{id}/account': ['lead', 'referrer'],
  'POST /v1/evidence/preview': ['lead', 'referrer'],
  'POST /v1/evidence': ['lead', 'referrer'],
  'GET /v1/evidence': ['lead', 'referrer'],
  'GET /v1/evidence/{id}': ['lead', 'referrer'],
  'POST /v1/evidence/{id}/approve': ['lead'],
  'POST /v1/evidence/{id}/decline': ['lead', 'referrer'],
  'GET /v1/evidence/{id}/archive': ['lead', 'referrer'],
  'GET /v1/escalations': ['lead', 'referrer', 'admin'],
  'POST /v1/escalations/{id}/take': ['lead', 'referrer'],
  'POST /v1/escalations/{id}/settle': ['lead', 'referrer'],
  'GET /v1/call-order': ['admin'],
  'PUT /v1/call-order': ['admin'],
  'GET /v1/schools': ['admin'],
  'GET /v1/schools/list': ['admin'],
  'PUT /v1/schools': ['admin'],
  'POST /v1/schools/search': ['reviewer', 'lead', 'referrer'],
  'GET /v1/recipients': ['reviewer', 'lead', 'referrer', 'admin'],
  'POST /v1/recipients': ['admin'],
  'PUT /v1/recipients/{id}': ['admin'],
  'POST /v1/recipients/preview': ['admin'],
  'POST /v1/recipients/{id}/dry-run': ['reviewer', 'lead', 'referrer', 'admin'],
  'GET /v1/recipients/file': ['admin'],
  'POST /v1/recipients/file/preview': ['admin'],
  'POST /v1/recipients/file': ['admin'],
  'POST /v1/recipients/{id}/webhook-secret': ['admin'],
  'PUT /v1/recipients/{id}/token': ['admin'],
  'GET /v1/people': ['admin'],
  'POST /v1/people': ['admin'],
  'POST /v1/people/{id}/invitation': ['admin'],
  'PATCH /v1/people/{id}': ['admin'],
  'GET /v1/me': [...everybody, 'ext'],
  'GET /v1/me/credentials': everybody,
  'DELETE /v1/me/credentials/{id}': [...everybody, 'ext'],
  'POST /v1/me/tokens': everybody,
  'POST /v1/join/invitation': ['anybody'],
  'POST /v1/join': ['anybody'],
  'GET /v1/audit': ['auditor'],
  'GET /v1/dead-letters': ['admin'],
  'POST /v1/dead-letters/{id}/retry': ['admin'],
  'GET /v1/extension/policy': [...everybody, 'ext'],
  'PUT /v1/extension/policy': ['admin'],
  'POST /v1/extension/adapter-reports': ['analyst', 'ext'],
  'GET /v1/extension/adapter-reports': ['admin'],
  'POST /v1/phone-links': ['analyst', 'ext'],
  'DELETE /v1/phone-links/{id}': ['analyst', 'ext'],
  'POST /v1/phone-entries/collect': ['analyst', 'ext'],
  'POST /v1/phone-entries/taken': ['analyst', 'ext'],
  'POST /v1/phone/link': ['anybody'],
  'POST /v1/phone/entries': ['anybody'],
  'GET /v1/models': ['lead', 'admin'],
  'GET /v1/models/monitoring': ['lead', 'admin'],
  'GET /v1/models/{version}/comparison': ['lead', 'admin'],
  'POST /v1/models/roll-back': ['admin'],
  'POST /v1/models/{version}/shadow': ['admin'],
  'DELETE /v1/models/{version}/shadow': ['admin'],
  'POST /v1/models/{version}/promote': ['admin'],
  'POST /v1/models/{version}/retire': ['admin'],
  'GET /v1/events': ['reviewer', 'lead', 'referrer', 'admin'],
};

/** What is not about a person's rights: the process itself, its documentation, the identity library. */
const outside = ['GET /healthz', 'GET /readyz', 'GET /metrics', 'GET /openapi.json', 'GET /docs'];

let test: TestApi;
const callers = new Map<string, AskOptions>();
beforeAll(async () => {
  test = await openTestApi();
  for (const role of roles) callers.set(role, { as: await test.join([role]) });
  const everything = await test.join([...roles]);
  const actor = { personId: everything.personId, requestId: null };
  const { token } = await pairExtension(test.store, actor, { label: 'test', origin: null });
  callers.set('ext', { token });
  callers.set('nobody', {});
  callers.set('a made-up token', { token: 'lwt_made-up' });
  callers.set('everybody without a second factor', {
    as: await test.join([...roles], { secondFactor: false }),
  });
  const gone = await test.join([...roles]);
  await changePerson(test.store, null, gone.personId, { active: false });
  callers.set('somebody deactivated', { as: gone });
  const scopes = ['self:read'];
  const narrow = await issueApiToken(test.store, null, { personId: everything.personId, label: 'x', scopes });
  callers.set('a token for oneself only', { token: narrow.token });
});
afterAll(() => test.close());

const unknownId = '00000000-0000-4000-8000-000000000000';

/** True when access was granted: whatever came then, it was neither "who are you" nor "you may not". */
async function mayCall(name: string, options: AskOptions): Promise<boolean> {
  const [method = '', pattern = ''] = name.split(' ');
  const path = pattern
    .replace(/\{id\}|\{referralId\}/, unknownId)
    .replace('{name}', 'x.csv')
    .replace('{version}', 'text-0000000000000000');
  // No body: the routes that want one refuse the request after access was granted, and change nothing.
  const response = await test.ask(method, path, options);
  await response.body?.cancel();
  return response.status !== 401 && response.status !== 403;
}

describe('who may call what', () => {
  it('has a row for every route there is, and no row for a route there is not', () => {
    const defined = routes.map(({ route }) => `${route.method.toUpperCase()} ${route.path}`);
    expect(Object.keys(table).toSorted()).toEqual(defined.toSorted());
  });

  it('leaves no handler outside: whatever the server answers is in the table or known not to need one', () => {
    const known = new Set([
      ...Object.keys(table).map((name) => name.replaceAll(/\{(.+?)\}/g, ':$1')),
      ...outside,
      'GET /docs/start.js',
      'GET /docs/swagger-ui.css',
      'GET /docs/swagger-ui-bundle.js',
      'ALL /*',
      'ALL /v1/*',
      'ALL /v1/auth/*',
    ]);
    const paths = new Set([...known].map((name) => name.split(' ')[1]));
    const unknown = test.api.app.routes
      .map(({ method, path }) => ({ name: `${method} ${path}`, method, path }))
      .filter(({ name, method, path }) => !known.has(name) && !(method === 'ALL' && paths.has(path)));
    expect(unknown).toEqual([]);
  });

  it.each(Object.entries(table))('%s: %j', async (name, allowed) => {
    for (const [caller, options] of callers) {
      const expected =
        allowed.includes('anybody') ||
        allowed.some((one) => one === caller) ||
        (caller === 'everybody without a second factor' && name === 'GET /v1/me') ||
        (caller === 'a token for oneself only' &&
          ['GET /v1/me', 'GET /v1/extension/policy', 'DELETE /v1/me/credentials/{id}'].includes(name));
      // A token that asks to end another credential is known and allowed to ask, and told that it may not.
      if (name.startsWith('DELETE /v1/me/credentials') && 'token' in options) continue;
      expect([caller, await mayCall(name, options)]).toEqual([caller, expected]);
    }
  });

  it('lets an override of rule 6 be written by leads only', async () => {
    const body = { kind: 'OVERRIDE', reason: 'Police were told by telephone.' };
    const path = `/v1/items/${unknownId}/law-enforcement`;
    for (const role of ['reviewer', 'referrer'] as const)
      expect((await test.ask('POST', path, { ...callers.get(role), body })).status).toBe(403);
    expect((await test.ask('POST', path, { ...callers.get('lead'), body })).status).toBe(404);
  });

  it('gives an extension exactly its scopes', () => {
    expect(extensionScopes).toEqual(['self:read', 'flag:create', 'flag:read-own', 'flag:lookup']);
  });
});

describe('the identity library', () => {
  const closedWithoutSession = Object.keys(authEndpoints).filter(
    (name) =>
      !/sign-in|sign-out|get-session|device\/(?:code|token)|GET \/device|verify-totp|verify-backup|authenticat/.test(
        name,
      ),
  );

  it.each(closedWithoutSession)('%s needs somebody signed in', async (name) => {
    const [method = '', path = ''] = name.split(' ');
    const body =
      method === 'POST'
        ? {
            body: {
              password: 'x'.repeat(12),
              newPassword: 'x'.repeat(12),
              currentPassword: 'x',
              id: 'x',
              userCode: 'x',
              token: 'x',
              name: 'x',
              response: {},
            },
          }
        : {};
    expect((await test.ask(method, `/v1/auth${path}`, body)).status).toBe(401);
  });

  it.each([
    'POST /sign-up/email',
    'POST /update-user',
    'POST /change-email',
    'POST /delete-user',
    'POST /request-password-reset',
    'POST /reset-password',
    'POST /set-password',
    'POST /link-social',
    'POST /two-factor/send-otp',
    'GET /error',
    'GET /ok',
  ])('%s does not exist', async (name) => {
    const [method = '', path = ''] = name.split(' ');
    const response = await test.ask(method, `/v1/auth${path}`, method === 'POST' ? { body: {} } : {});
    expect(response.status).toBe(404);
  });
});

describe('a request that another site made a browser send', () => {
  const change = { body: { label: 'x', scopes: ['self:read'] } };

  it.each([
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' }],
    [
      'a page of a neighbouring host',
      { 'sec-fetch-site': 'same-site', origin: 'http://other.lapwing.example' },
    ],
    ['an old browser', { 'sec-fetch-site': '', origin: 'https://elsewhere.example' }],
    ['a page without an origin', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
  ])('%s changes nothing', async (_, headers) => {
    const response = await test.ask('POST', '/v1/me/tokens', {
      ...callers.get('analyst'),
      ...change,
      headers,
    });
    expect(response.status).toBe(403);
    const signOut = await test.ask('POST', '/v1/auth/sign-out', { ...callers.get('analyst'), headers });
    expect(signOut.status).toBe(403);
  });

  it('works from our own page under whatever name it was reached', async () => {
    const headers = { 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:8787' };
    const response = await test.ask('POST', '/v1/me/tokens', {
      ...callers.get('analyst'),
      ...change,
      headers,
    });
    expect(response.status).toBe(201);
  });
});
