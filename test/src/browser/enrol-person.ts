import { randomBytes } from 'node:crypto';
import { Joined, type Role } from '@lapwing/contracts';
import { invitePerson } from '@lapwing/store/people/invite-person';
import type { BrowserContext } from 'playwright-core';
import { z } from 'zod';
import type { Stack } from '../stack/start-stack.ts';
import { codeOf } from './totp.ts';

/** An invented person with a password, an authenticator app and a session. */
export interface EnrolledPerson {
  personId: string;
  name: string;
  email: string;
  password: string;
  secret: string;
  session: readonly { name: string; value: string }[];
}

const Enabled = z.object({ totpURI: z.string() });

/**
 * Lets somebody join as {@link joinInConsole} does, by requests alone: for tests that begin where people are signed
 * in already.
 */
export async function enrolPerson(
  stack: Pick<Stack, 'store' | 'url'>,
  roles: Role[],
  name: string,
): Promise<EnrolledPerson> {
  const email = `${randomBytes(5).toString('hex')}@lapwing.example`;
  const { person, link } = await invitePerson(stack.store, null, { name, email, roles }, stack.url);
  return { personId: person.personId, name, ...(await joinByRequests(stack.url, link)) };
}

/** Uses a one-time link, with a fresh password and a fresh authenticator app. */
export async function joinByRequests(
  server: string,
  link: string,
): Promise<Pick<EnrolledPerson, 'email' | 'password' | 'secret' | 'session'>> {
  const password = randomBytes(12).toString('base64url');
  const cookies = new Map<string, string>();
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${server}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: server,
        cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    for (const cookie of response.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(key, value);
    }
    return response.json();
  };
  const { email } = Joined.parse(await post('/v1/join', { token: new URL(link).hash.slice(1), password }));
  const { totpURI } = Enabled.parse(await post('/v1/auth/two-factor/enable', { password }));
  const secret = new URL(totpURI).searchParams.get('secret') ?? '';
  await post('/v1/auth/two-factor/verify-totp', { code: await codeOf(secret) });
  const session = [...cookies].map(([key, value]) => ({ name: key, value }));
  return { email, password, secret, session };
}

/** Gives a browser the person's session. */
export async function bringSession(
  context: BrowserContext,
  person: Pick<EnrolledPerson, 'session'>,
  server: string,
): Promise<void> {
  await context.addCookies(person.session.map((cookie) => ({ ...cookie, url: server })));
}
