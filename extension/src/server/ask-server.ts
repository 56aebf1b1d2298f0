import { Problem } from '@lapwing/contracts/problem';
import type { z } from 'zod';
import { retryAfterOf } from '../outbox/retry-delay.ts';

/** What the server said. Only a problem document of our own kind counts as an answer of the application. */
export type Answer<T> =
  | { kind: 'OK'; value: T }
  | { kind: 'PROBLEM'; problem: Problem; retryAfterMs: number | null }
  /** Something answered, but not as Lapwing does: a proxy, a captive portal, another version. */
  | { kind: 'UNEXPECTED'; status: number; retryAfterMs: number | null }
  | { kind: 'UNREACHABLE' };

export interface Question<T> {
  /** The server's origin, without a trailing slash. */
  server: string;
  /** Bearer token; null for the requests that pair. */
  token: string | null;
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  answer: z.ZodType<T>;
  /** Cuts the question off, as if no answer had come. */
  signal?: AbortSignal;
}

/** How to reach servers; `fetch` everywhere but in tests. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 20_000;

/**
 * Asks the server one question and parses what it says. Never throws. No cookies are sent, redirects are not
 * followed (a portal's log-in page must not see the token), nothing is cached.
 */
export async function askServer<T>(question: Question<T>, fetch: Fetch): Promise<Answer<T>> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${question.server}${question.path}`, {
      method: question.method,
      headers: {
        accept: 'application/json, application/problem+json',
        ...(question.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(question.token === null ? {} : { authorization: `Bearer ${question.token}` }),
        ...question.headers,
      },
      ...(question.body === undefined ? {} : { body: JSON.stringify(question.body) }),
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([
        AbortSignal.timeout(TIMEOUT_MS),
        ...(question.signal ? [question.signal] : []),
      ]),
    });
    text = await response.text();
  } catch {
    return { kind: 'UNREACHABLE' };
  }
  const body = jsonOf(text);
  const retryAfterMs = retryAfterOf(response.headers.get('retry-after'), Date.now());
  if (response.ok) {
    const value = question.answer.safeParse(body);
    return value.success
      ? { kind: 'OK', value: value.data }
      : { kind: 'UNEXPECTED', status: response.status, retryAfterMs };
  }
  const problem = Problem.safeParse(body);
  return problem.success
    ? { kind: 'PROBLEM', problem: problem.data, retryAfterMs }
    : { kind: 'UNEXPECTED', status: response.status, retryAfterMs };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether this answer means that the token is not known (any more). */
export function needsPairing(answer: Answer<unknown>): boolean {
  if (answer.kind === 'UNEXPECTED') return answer.status === 401;
  if (answer.kind !== 'PROBLEM') return false;
  return answer.problem.status === 401 || answer.problem.slug === 'pairing-expired';
}
