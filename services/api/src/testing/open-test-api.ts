import type { Role } from '@lapwing/contracts';
import { silentLogger } from '@lapwing/store/logging';
import { invitePerson } from '@lapwing/store/people/invite-person';
import { joinWithInvitation } from '@lapwing/store/people/join-with-invitation';
import { authUsers } from '@lapwing/store/schema/identity';
import type { Store } from '@lapwing/store/store';
import { openTestWorkspace, type TestWorkspace } from '@lapwing/store/testing/workspace';
import { hashPassword } from 'better-auth/crypto';
import { eq } from 'drizzle-orm';
import type { Redis } from 'ioredis';
import { type Api, createApp } from '../app.ts';
import type { ApiSettings } from '../dependencies.ts';
import { CookieJar } from './cookie-jar.ts';

export const PUBLIC_URL = 'http://lapwing.example:8787';
export const PASSWORD = 'seven quiet lapwings';

export interface TestApi {
  api: Api;
  workspace: TestWorkspace;
  store: Store;
  /** Asks the API as a page of the console would, or with whatever headers are given. */
  ask(method: string, path: string, options?: AskOptions): Promise<Response>;
  /** Adds a person who has joined, with a session. */
  join(roles: Role[], options?: { secondFactor?: boolean }): Promise<Joined>;
  close(): Promise<void>;
}

export interface AskOptions {
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Whose session is used. */
  as?: { jar: CookieJar };
  /** Shown as a bearer token. */
  token?: string;
}

export interface Joined {
  personId: string;
  email: string;
  jar: CookieJar;
}

let hashed: Promise<string> | undefined;
let people = 0;

/** The API on a fresh database. Everything is real but the queues, which only remember what was announced. */
export async function openTestApi(
  options: {
    settings?: Partial<ApiSettings>;
    redis?: Redis | null;
    store?: Partial<Store>;
    consoleDirectory?: string;
  } = {},
): Promise<TestApi> {
  const workspace = await openTestWorkspace();
  const store = { ...workspace.store, ...options.store };
  const api = await createApp({
    store,
    settings: {
      publicUrl: PUBLIC_URL,
      organisationName: 'Lapwing Test',
      emergencyContacts: [{ name: 'Police', phone: '191' }],
      claimMinutes: 15,
      rateLimitPerMinute: 100_000,
      trustProxy: false,
      ...options.settings,
    },
    authSecret: 'a secret that is only used in tests, long enough',
    redis: options.redis ?? null,
    log: silentLogger(),
    requestLog: silentLogger(),
    consoleDirectory: options.consoleDirectory ?? null,
  });

  const ask: TestApi['ask'] = async (method, path, { body, headers, as, token } = {}) => {
    const response = await api.app.request(path, {
      method,
      headers: {
        ...(method === 'GET' ? {} : { origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(as === undefined ? {} : { cookie: as.jar.header }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    as?.jar.take(response);
    return response;
  };

  return {
    api,
    workspace,
    store,
    ask,
    join: async (roles, { secondFactor = true } = {}) => {
      hashed ??= hashPassword(PASSWORD);
      people += 1;
      const email = `person-${people}@lapwing.example`;
      const { link } = await invitePerson(store, null, { name: 'Somebody', email, roles }, PUBLIC_URL);
      const invitation = new URL(link).hash.slice(1);
      const { personId } = await joinWithInvitation(
        store,
        { token: invitation, passwordHash: await hashed },
        null,
      );
      const jar = new CookieJar();
      const signedIn = await ask('POST', '/v1/auth/sign-in/email', {
        as: { jar },
        body: { email, password: PASSWORD },
      });
      if (!signedIn.ok) throw new Error(`Signing in was answered with ${signedIn.status}`);
      if (secondFactor)
        await store.db.update(authUsers).set({ twoFactorEnabled: true }).where(eq(authUsers.id, personId));
      return { personId, email, jar };
    },
    close: async () => {
      api.close();
      await workspace.close();
    },
  };
}
