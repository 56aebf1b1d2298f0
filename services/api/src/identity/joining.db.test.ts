import { ensureFirstAdminLink } from '@lapwing/store/people/ensure-first-admin-link';
import { audit } from '@lapwing/store/schema/audit';
import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CookieJar } from '../testing/cookie-jar.ts';
import { oneTimeCode } from '../testing/one-time-code.ts';
import { openTestApi, PASSWORD, PUBLIC_URL, type TestApi } from '../testing/open-test-api.ts';

let test: TestApi;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

const tokenOf = (link: string | null) => new URL(link ?? '').hash.slice(1);
const Enrolment = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });
const slugOf = async (response: Response) => z.object({ slug: z.string() }).parse(await response.json()).slug;

describe('joining', () => {
  const jar = new CookieJar();
  const as = { jar };
  const email = 'first@lapwing.example';
  let enrolment: z.infer<typeof Enrolment>;

  it('begins with a one-time link for the first admin, and only the newest works', async () => {
    const first = await ensureFirstAdminLink(test.store, PUBLIC_URL);
    const second = await ensureFirstAdminLink(test.store, PUBLIC_URL);
    const look = (link: string | null) =>
      test.ask('POST', '/v1/join/invitation', { body: { token: tokenOf(link) } });
    expect((await look(first)).status).toBe(404);
    expect(await (await look(second)).json()).toMatchObject({ needsDetails: true });

    const short = await test.ask('POST', '/v1/join', { body: { token: tokenOf(second), password: 'short' } });
    expect(short.status).toBe(422);
    const body = { token: tokenOf(second), password: PASSWORD, name: 'First Admin', email };
    const joined = await test.ask('POST', '/v1/join', { as, body });
    expect(joined.status).toBe(201);
    expect(await joined.json()).toMatchObject({ email });
    expect((await test.ask('POST', '/v1/join', { body })).status).toBe(404);
    expect(await ensureFirstAdminLink(test.store, PUBLIC_URL)).toBeNull();
  });

  it('opens nothing but oneself before a second factor is set up', async () => {
    const me = await test.ask('GET', '/v1/me', { as });
    expect(await me.json()).toMatchObject({
      email,
      name: 'First Admin',
      roles: ['admin'],
      secondFactor: false,
    });
    for (const path of ['/v1/people', '/v1/recipients', '/v1/me/credentials'])
      expect(await slugOf(await test.ask('GET', path, { as }))).toBe('second-factor-required');
  });

  it('lets the person set up a one-time code, which opens the rest', async () => {
    const wrong = await test.ask('POST', '/v1/auth/two-factor/enable', {
      as,
      body: { password: 'not the password' },
    });
    expect(wrong.status).toBe(400);
    const enable = await test.ask('POST', '/v1/auth/two-factor/enable', { as, body: { password: PASSWORD } });
    enrolment = Enrolment.parse(await enable.json());
    expect((await test.ask('GET', '/v1/people', { as })).status).toBe(403);
    const code = oneTimeCode(enrolment.totpURI);
    const verified = await test.ask('POST', '/v1/auth/two-factor/verify-totp', { as, body: { code } });
    expect(verified.status).toBe(200);
    expect((await test.ask('GET', '/v1/people', { as })).status).toBe(200);
  });

  it('signs in with password and code, or password and recovery code, and never with the password alone', async () => {
    await test.ask('POST', '/v1/auth/sign-out', { as });
    expect((await test.ask('GET', '/v1/me', { as })).status).toBe(401);

    for (const [path, code] of [
      ['/v1/auth/two-factor/verify-totp', oneTimeCode(enrolment.totpURI)],
      ['/v1/auth/two-factor/verify-backup-code', enrolment.backupCodes[0]],
    ]) {
      const browser = { jar: new CookieJar() };
      const password = await test.ask('POST', '/v1/auth/sign-in/email', {
        as: browser,
        body: { email, password: PASSWORD },
      });
      expect(await password.json()).toMatchObject({ twoFactorRedirect: true });
      expect((await test.ask('GET', '/v1/me', { as: browser })).status).toBe(401);
      const answer = await test.ask('POST', path ?? '', { as: browser, body: { code } });
      expect(answer.status).toBe(200);
      expect((await test.ask('GET', '/v1/people', { as: browser })).status).toBe(200);
    }
  });

  it('has no other way in: nobody signs up', async () => {
    const body = { email: 'stranger@lapwing.example', password: PASSWORD, name: 'Stranger' };
    expect((await test.ask('POST', '/v1/auth/sign-up/email', { body })).status).toBe(404);
  });

  it('put every step on record', async () => {
    const rows = await test.store.db
      .select({ verb: audit.verb, details: audit.details })
      .from(audit)
      .orderBy(asc(audit.sequence));
    expect(
      rows.map(({ verb, details }) => [verb, details.kind ?? details.method].filter(Boolean).join(' ')),
    ).toEqual([
      'PERSON_INVITED',
      'PERSON_INVITED',
      'PERSON_JOINED',
      'SIGNED_IN PASSWORD',
      'CREDENTIAL_ISSUED TOTP',
      'SIGNED_IN TOTP',
      'SIGNED_IN BACKUP_CODE',
    ]);
  });
});

describe('an invitation', () => {
  it('is made by an admin, works once, and starts the account anew when it is made again', async () => {
    const admin = await test.join(['admin']);
    const email = 'invited@lapwing.example';
    const invite = { name: 'Invited', email: 'Invited@Lapwing.example', roles: ['analyst'] };
    const made = await test.ask('POST', '/v1/people', { as: admin, body: invite });
    expect(made.status).toBe(201);
    const Made = z.object({
      link: z.string(),
      person: z.object({ personId: z.string(), pseudonym: z.string(), email: z.string() }),
    });
    const { link, person } = Made.parse(await made.json());
    expect(person.email).toBe(email);
    expect(person.pseudonym.toLowerCase()).not.toContain('invited');
    expect((await test.ask('POST', '/v1/people', { as: admin, body: invite })).status).toBe(422);

    const jar = new CookieJar();
    await test.ask('POST', '/v1/join', { as: { jar }, body: { token: tokenOf(link), password: PASSWORD } });
    expect((await test.ask('GET', '/v1/me', { as: { jar } })).status).toBe(200);

    const again = await test.ask('POST', `/v1/people/${person.personId}/invitation`, { as: admin });
    const second = Made.parse(await again.json()).link;
    expect((await test.ask('GET', '/v1/me', { as: { jar } })).status).toBe(200);
    const password = 'another long password';
    const rejoined = await test.ask('POST', '/v1/join', { body: { token: tokenOf(second), password } });
    expect(rejoined.status).toBe(201);
    expect((await test.ask('GET', '/v1/me', { as: { jar } })).status).toBe(401);
    const old = await test.ask('POST', '/v1/auth/sign-in/email', { body: { email, password: PASSWORD } });
    expect(old.status).toBe(401);
  });

  it('cannot take the name or address of somebody else', async () => {
    const admin = await test.join(['admin']);
    const made = await test.ask('POST', '/v1/people', {
      as: admin,
      body: { name: 'Named', email: 'named@lapwing.example', roles: ['analyst'] },
    });
    const { link } = z.object({ link: z.string() }).parse(await made.json());
    const body = { token: tokenOf(link), password: PASSWORD, name: 'Other', email: 'other@lapwing.example' };
    expect(await (await test.ask('POST', '/v1/join', { body })).json()).toMatchObject({
      email: 'named@lapwing.example',
    });
  });
});
