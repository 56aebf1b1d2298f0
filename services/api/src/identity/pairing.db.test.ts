import { extensionScopes } from '@lapwing/contracts';
import { changePerson } from '@lapwing/store/people/change-person';
import { audit } from '@lapwing/store/schema/audit';
import { authDeviceCodes, authSessions } from '@lapwing/store/schema/identity';
import { credentials } from '@lapwing/store/schema/people';
import { freshKey, invent } from '@lapwing/store/testing/workspace';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Joined, openTestApi, type TestApi } from '../testing/open-test-api.ts';

const ORIGIN = 'chrome-extension://laobnhflcnabehlelghdcdglhilfeobf';
const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const Code = z.object({ device_code: z.string(), user_code: z.string(), verification_uri_complete: z.url() });
const Token = z.object({ access_token: z.string(), expires_in: z.number() });
const Problem = z.object({ slug: z.string() });

let test: TestApi;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

const fromExtension = { origin: ORIGIN, 'sec-fetch-site': 'cross-site' };
const begin = async () => {
  const body = { client_id: 'lapwing-extension' };
  return Code.parse(
    await (await test.ask('POST', '/v1/auth/device/code', { body, headers: fromExtension })).json(),
  );
};
const poll = async (deviceCode: string) => {
  // Whoever polls faster than every five seconds is told to slow down; tests do not wait.
  await test.store.db.update(authDeviceCodes).set({ lastPolledAt: null });
  const body = { grant_type: GRANT, device_code: deviceCode, client_id: 'lapwing-extension' };
  return test.ask('POST', '/v1/auth/device/token', { body, headers: fromExtension });
};
const look = (person: Joined, userCode: string) =>
  test.ask('GET', `/v1/auth/device?user_code=${userCode}`, { as: person });
const approve = (person: Joined, userCode: string) =>
  test.ask('POST', '/v1/auth/device/approve', { as: person, body: { userCode } });
const pair = async (person: Joined) => {
  const code = await begin();
  await look(person, code.user_code);
  await approve(person, code.user_code);
  return Token.parse(await (await poll(code.device_code)).json()).access_token;
};
const slugOf = async (response: Response) => Problem.parse(await response.json()).slug;

describe('pairing an extension', () => {
  it('gives a token once a person with a second factor approved the code', async () => {
    const analyst = await test.join(['analyst', 'reviewer']);
    const code = await begin();
    expect(code.verification_uri_complete).toBe(
      `http://lapwing.example:8787/pair?user_code=${code.user_code}`,
    );
    expect(await (await poll(code.device_code)).json()).toMatchObject({ error: 'authorization_pending' });
    expect(await (await look(analyst, code.user_code)).json()).toMatchObject({ status: 'pending' });
    expect((await approve(analyst, code.user_code)).status).toBe(200);
    const answer = await poll(code.device_code);
    const { access_token: token, expires_in: seconds } = Token.parse(await answer.json());
    expect(seconds).toBeGreaterThan(80 * 86_400);
    expect(await (await poll(code.device_code)).json()).toMatchObject({ error: 'invalid_grant' });

    const me = await test.ask('GET', '/v1/me', { token });
    const { permissions } = z.object({ permissions: z.array(z.string()) }).parse(await me.json());
    expect(permissions.toSorted()).toEqual([...extensionScopes].toSorted());
    const flagged = await test.ask('POST', '/v1/flags', {
      token,
      body: invent(),
      headers: { 'idempotency-key': freshKey() },
    });
    expect(flagged.status).toBe(201);
    expect(await slugOf(await test.ask('GET', '/v1/items', { token }))).toBe('forbidden');
  });

  it('keeps a token that is no session: it opens nothing of the identity library and makes no other token', async () => {
    const analyst = await test.join(['analyst']);
    const token = await pair(analyst);
    const sessions = await test.store.db
      .select()
      .from(authSessions)
      .where(eq(authSessions.userId, analyst.personId));
    expect(sessions).toHaveLength(1);
    expect(await (await test.ask('GET', '/v1/auth/get-session', { token })).json()).toBeNull();
    const body = { label: 'more', scopes: ['flag:create'] };
    expect(await slugOf(await test.ask('POST', '/v1/me/tokens', { token, body }))).toBe('forbidden');
    expect(await slugOf(await test.ask('GET', '/v1/me/credentials', { token }))).toBe('forbidden');
    const [row] = await test.store.db
      .select()
      .from(credentials)
      .where(eq(credentials.personId, analyst.personId));
    expect(row?.origin).toBe(ORIGIN);
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it('is refused to a person without a second factor, and to an unknown client', async () => {
    const newcomer = await test.join(['analyst'], { secondFactor: false });
    const code = await begin();
    expect((await look(newcomer, code.user_code)).status).toBe(403);
    expect((await approve(newcomer, code.user_code)).status).toBe(403);
    const unknown = await test.ask('POST', '/v1/auth/device/code', { body: { client_id: 'another' } });
    expect(unknown.status).toBe(400);
  });

  it('ends when the person denies', async () => {
    const analyst = await test.join(['analyst']);
    const code = await begin();
    await look(analyst, code.user_code);
    await test.ask('POST', '/v1/auth/device/deny', { as: analyst, body: { userCode: code.user_code } });
    expect(await (await poll(code.device_code)).json()).toMatchObject({ error: 'access_denied' });
  });
});

describe('a pairing that is over', () => {
  it('is told apart from an unknown token, at once after it was revoked at the console', async () => {
    const analyst = await test.join(['analyst']);
    const token = await pair(analyst);
    expect((await test.ask('GET', '/v1/me', { token })).status).toBe(200);
    const listed = await test.ask('GET', '/v1/me/credentials', { as: analyst });
    const [credential] = z
      .object({ credentials: z.array(z.object({ credentialId: z.string(), kind: z.literal('EXTENSION') })) })
      .parse(await listed.json()).credentials;
    const revoke = () =>
      test.ask('DELETE', `/v1/me/credentials/${credential?.credentialId}`, { as: analyst });
    expect((await revoke()).status).toBe(204);
    const refused = await test.ask('GET', '/v1/me', { token });
    expect(refused.status).toBe(401);
    expect(await slugOf(refused)).toBe('pairing-expired');
    expect((await revoke()).status).toBe(404);
    expect(await slugOf(await test.ask('GET', '/v1/me', { token: 'lwx_unknown' }))).toBe('unauthenticated');
  });

  it('was ended by the extension itself, which can end nothing else', async () => {
    const analyst = await test.join(['analyst']);
    const [one, other] = [await pair(analyst), await pair(analyst)];
    const rows = await test.store.db
      .select()
      .from(credentials)
      .where(eq(credentials.personId, analyst.personId));
    for (const row of rows.slice(0, 1)) {
      const path = `/v1/me/credentials/${row.id}`;
      expect(await slugOf(await test.ask('DELETE', path, { token: other }))).toBe('forbidden');
    }
    expect((await test.ask('DELETE', '/v1/me/credentials/current', { token: one })).status).toBe(204);
    expect((await test.ask('GET', '/v1/me', { token: one })).status).toBe(401);
    expect((await test.ask('GET', '/v1/me', { token: other })).status).toBe(200);
  });

  it('has run out', async () => {
    const analyst = await test.join(['analyst']);
    const token = await pair(analyst);
    await test.store.db
      .update(credentials)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(credentials.personId, analyst.personId));
    expect(await slugOf(await test.ask('GET', '/v1/me', { token }))).toBe('pairing-expired');
  });
});

describe('deactivating a person', () => {
  it('ends her session, her pairing and her API token at once, and she cannot sign in', async () => {
    const admin = await test.join(['admin']);
    const analyst = await test.join(['analyst']);
    const pairing = await pair(analyst);
    const made = await test.ask('POST', '/v1/me/tokens', {
      as: analyst,
      body: { label: 'script', scopes: ['flag:create', 'self:read'] },
    });
    const { token: script } = z.object({ token: z.string() }).parse(await made.json());
    for (const token of [pairing, script])
      expect((await test.ask('GET', '/v1/me', { token })).status).toBe(200);
    expect((await test.ask('GET', '/v1/me', { as: analyst })).status).toBe(200);

    const path = `/v1/people/${analyst.personId}`;
    expect((await test.ask('PATCH', path, { as: admin, body: { active: false } })).status).toBe(200);
    for (const options of [{ token: pairing }, { token: script }, { as: analyst }])
      expect((await test.ask('GET', '/v1/me', options)).status).toBe(401);
    const body = { email: analyst.email, password: 'seven quiet lapwings' };
    expect((await test.ask('POST', '/v1/auth/sign-in/email', { body })).status).toBe(403);
    const verbs = await test.store.db.select().from(audit).where(eq(audit.actorId, admin.personId));
    expect(verbs.map(({ verb }) => verb).toSorted()).toEqual([
      'CREDENTIAL_REVOKED',
      'CREDENTIAL_REVOKED',
      'PERSON_CHANGED',
      'PERSON_JOINED',
      'SIGNED_IN',
    ]);
  });

  it('is refused for the last active admin, also when two admins demote one another at once', async () => {
    const people = z.object({
      people: z.array(z.object({ personId: z.string(), roles: z.array(z.string()) })),
    });
    const admin = await test.join(['admin']);
    const other = await test.join(['admin']);
    const everybody = people.parse(await (await test.ask('GET', '/v1/people', { as: admin })).json()).people;
    for (const { personId, roles } of everybody)
      if (roles.includes('admin') && ![admin.personId, other.personId].includes(personId))
        await test.ask('PATCH', `/v1/people/${personId}`, { as: admin, body: { active: false } });
    // The verb itself: over HTTP the second may find that it is no admin any more before it is asked.
    const demote = (person: Joined) =>
      changePerson(test.store, null, person.personId, { roles: ['analyst'] });
    const answers = await Promise.allSettled([demote(admin), demote(other)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { slug: 'conflict' },
    });
    const left = [admin, other].find((_, index) => answers[index]?.status === 'rejected');
    const change = { active: false };
    const refused = await test.ask('PATCH', `/v1/people/${left?.personId}`, {
      as: left ?? admin,
      body: change,
    });
    expect(refused.status).toBe(409);
  });
});

describe('an API token', () => {
  it('cannot be given more than its person may do, and loses what she loses', async () => {
    const admin = await test.join(['admin']);
    const person = await test.join(['analyst', 'auditor']);
    const tooMuch = { label: 'script', scopes: ['audit:read', 'person:manage'] };
    const refused = await test.ask('POST', '/v1/me/tokens', { as: person, body: tooMuch });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ errors: [{ pointer: '/scopes/1' }] });
    const made = await test.ask('POST', '/v1/me/tokens', {
      as: person,
      body: { label: 'script', scopes: ['audit:read'] },
    });
    const { token } = z.object({ token: z.string() }).parse(await made.json());
    expect((await test.ask('GET', '/v1/audit', { token })).status).toBe(200);
    await test.ask('PATCH', `/v1/people/${person.personId}`, { as: admin, body: { roles: ['analyst'] } });
    expect((await test.ask('GET', '/v1/audit', { token })).status).toBe(403);
  });
});
