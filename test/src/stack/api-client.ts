import { randomUUID } from 'node:crypto';
import { FlagAccepted, type FlagInput, Problem } from '@lapwing/contracts';
import type { z } from 'zod';

/** What the API answered. `body` is parsed JSON, or null where there is none. */
export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** Sends one request with a bearer token. Rejects only when there is no answer at all within 15 seconds. */
export async function ask(
  url: string,
  token: string,
  method: string,
  path: string,
  options: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    signal: AbortSignal.timeout(15_000),
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : null };
}

/** Like {@link ask}, for a request that must be granted: parses the answer, throws the problem otherwise. */
export async function askFor<Schema extends z.ZodType>(
  schema: Schema,
  ...request: Parameters<typeof ask>
): Promise<z.output<Schema>> {
  const answer = await ask(...request);
  if (answer.status >= 400) {
    const { slug, detail } = Problem.parse(answer.body);
    throw new Error(`${request[2]} ${request[3]} was answered ${answer.status} ${slug}: ${detail ?? ''}`);
  }
  return schema.parse(answer.body);
}

/** Sends a flag once. */
export function sendFlag(
  url: string,
  token: string,
  flag: FlagInput,
  idempotencyKey: string = randomUUID(),
): Promise<Answer> {
  return ask(url, token, 'POST', '/v1/flags', {
    body: flag,
    headers: { 'idempotency-key': idempotencyKey },
  });
}

/** Sends a flag that must be accepted. */
export async function postFlag(url: string, token: string, flag: FlagInput): Promise<FlagAccepted> {
  const headers = { 'idempotency-key': randomUUID() };
  return askFor(FlagAccepted, url, token, 'POST', '/v1/flags', { body: flag, headers });
}
