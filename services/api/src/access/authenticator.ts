import { findCredential, touchCredential } from '@lapwing/store/identity/find-credential';
import { isPairedOrigin } from '@lapwing/store/identity/list-credentials';
import { findSessionPrincipal, type Principal } from '@lapwing/store/identity/principal';
import type { Store } from '@lapwing/store/store';
import type { Auth } from '../identity/auth.ts';

/** Who a request comes from, or why nobody. */
export type Identified =
  | { state: 'KNOWN'; principal: Principal; setCookies: readonly string[] }
  | { state: 'ENDED'; kind: 'EXTENSION' | 'API_TOKEN' }
  | { state: 'NOBODY' };

type Known = Extract<Identified, { state: 'KNOWN' }>;

export interface Authenticator {
  /** The answer of a moment ago, or undefined. Costs nothing. */
  remembered(headers: Headers): Known | undefined;
  /** Asks the database who this is. */
  identify(headers: Headers): Promise<Identified>;
  /** Whether an extension from this origin is paired now. `beforeAsking` runs when the database has to be asked. */
  isPaired(origin: string, beforeAsking: () => Promise<void>): Promise<boolean>;
  /** Forgets all answers: somebody's rights changed just now. */
  forget(): void;
}

/**
 * How long an answer is believed, in milliseconds. Whatever ends rights in this process also calls `forget`, so this
 * is only how long another process may lag behind.
 */
const BELIEVED_MS = 2_000;
const REMEMBERED_AT_MOST = 10_000;
const LONGEST_KEY = 4_096;
const bearer = /^Bearer +([A-Za-z0-9._~+/=-]{1,512})$/i;

/**
 * Tells who a request comes from: a bearer token (paired extension, personal API token) goes before the session
 * cookie. Only positive answers are remembered.
 */
export function createAuthenticator(store: Store, auth: Auth): Authenticator {
  const answers = new Map<string, { known: Known; until: number }>();
  const pairedOrigins = new Map<string, number>();
  // Requests that come together ask once.
  const underWay = new Map<string, Promise<Identified>>();
  let generation = 0;

  const remember = (key: string, known: Known, until: number) => {
    if (key.length > LONGEST_KEY) return;
    if (answers.size >= REMEMBERED_AT_MOST) answers.clear();
    answers.set(key, { known, until });
  };

  const byToken = async (token: string): Promise<{ identified: Identified; until: number }> => {
    const found = await findCredential(store, token);
    if (found.state === 'UNKNOWN') return { identified: { state: 'NOBODY' }, until: 0 };
    if (found.state === 'ENDED') return { identified: found, until: 0 };
    // Not worth failing a request for, nor waiting for.
    if (found.principal.credentialId !== null)
      touchCredential(store, found.principal.credentialId).catch(() => {});
    return {
      identified: { state: 'KNOWN', principal: found.principal, setCookies: [] },
      until: found.expiresAt.getTime(),
    };
  };

  const bySession = async (headers: Headers): Promise<{ identified: Identified; until: number }> => {
    const { response: session, headers: answered } = await auth.api.getSession({
      headers,
      returnHeaders: true,
    });
    if (session === null) return { identified: { state: 'NOBODY' }, until: 0 };
    const principal = await findSessionPrincipal(store, session.user.id);
    if (principal === null) return { identified: { state: 'NOBODY' }, until: 0 };
    return {
      identified: { state: 'KNOWN', principal, setCookies: answered.getSetCookie() },
      until: new Date(session.session.expiresAt).getTime(),
    };
  };

  const askOnce = async (key: string, headers: Headers): Promise<Identified> => {
    const asked = generation;
    const token = bearerToken(headers);
    const { identified, until } = await (token === null ? bySession(headers) : byToken(token));
    // What was read before rights changed must not be remembered after.
    if (identified.state === 'KNOWN' && asked === generation)
      remember(key, { ...identified, setCookies: [] }, Math.min(until, Date.now() + BELIEVED_MS));
    return identified;
  };

  return {
    remembered(headers) {
      const key = keyOf(headers);
      const answer = key === null ? undefined : answers.get(key);
      return answer !== undefined && answer.until > Date.now() ? answer.known : undefined;
    },
    async identify(headers) {
      const key = keyOf(headers);
      if (key === null) return { state: 'NOBODY' };
      const waiting = underWay.get(key);
      if (waiting !== undefined) return waiting;
      const answer = askOnce(key, headers).finally(() => {
        if (underWay.get(key) === answer) underWay.delete(key);
      });
      underWay.set(key, answer);
      return answer;
    },
    async isPaired(origin, beforeAsking) {
      if ((pairedOrigins.get(origin) ?? 0) > Date.now()) return true;
      await beforeAsking();
      const asked = generation;
      const paired = await isPairedOrigin(store, origin);
      if (paired && asked === generation) pairedOrigins.set(origin, Date.now() + BELIEVED_MS);
      else pairedOrigins.delete(origin);
      return paired;
    },
    forget() {
      generation += 1;
      answers.clear();
      pairedOrigins.clear();
      underWay.clear();
    },
  };
}

function bearerToken(headers: Headers): string | null {
  const authorization = headers.get('authorization');
  return authorization === null ? null : (bearer.exec(authorization)?.[1] ?? '');
}

/** What identifies the sender; null when there is nothing. */
function keyOf(headers: Headers): string | null {
  return headers.get('authorization') ?? headers.get('cookie');
}
