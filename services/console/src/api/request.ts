import { Problem } from '@lapwing/contracts';
import type { Trouble } from '@lapwing/ui';
import type { z } from 'zod';

/** Anything that kept a request from giving its answer; `trouble` is what the interface shows. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.kind === 'problem' ? trouble.problem.slug : trouble.kind);
    this.trouble = trouble;
  }
}

/** The trouble behind any error a query or mutation ended with. */
export function troubleOf(error: unknown): Trouble {
  return error instanceof RequestFailed ? error.trouble : { kind: 'unreadable', requestId: null };
}

/** The slug of the API's problem, or null when there was none. */
export function slugOf(error: unknown): Problem['slug'] | null {
  const trouble = troubleOf(error);
  return trouble.kind === 'problem' ? trouble.problem.slug : null;
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Lets the request finish after the page was left. */
  keepalive?: boolean;
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const headers = new Headers(options.headers);
  headers.set('accept', 'application/json');
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  let response: Response;
  try {
    response = await fetch(path, {
      method: options.method ?? 'GET',
      headers,
      credentials: 'same-origin',
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ?? null,
      keepalive: options.keepalive ?? false,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new RequestFailed({ kind: 'offline' });
  }
  if (response.ok) return response;
  throw new RequestFailed(await problemOf(response));
}

async function problemOf(response: Response): Promise<Trouble> {
  const body: unknown = await response.json().catch(() => null);
  const problem = Problem.safeParse(body);
  if (problem.success) return { kind: 'problem', problem: problem.data };
  // A proxy in front of a server that is away answers without a problem document.
  if (response.status === 502 || response.status === 503 || response.status === 504)
    return { kind: 'offline' };
  return { kind: 'unreadable', requestId: response.headers.get('x-request-id') };
}

/**
 * Asks the API and parses the answer. Throws {@link RequestFailed}, also when the answer does not fit `schema`:
 * a wrong answer is shown as such, never used.
 */
export async function request<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  options: RequestOptions = {},
): Promise<z.output<Schema>> {
  const response = await send(path, options);
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new RequestFailed({ kind: 'unreadable', requestId: response.headers.get('x-request-id') });
}

/** Like {@link request}, for answers that may be 204: null then. */
export async function requestOrNothing<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  options: RequestOptions = {},
): Promise<z.output<Schema> | null> {
  const response = await send(path, options);
  if (response.status === 204) return null;
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new RequestFailed({ kind: 'unreadable', requestId: response.headers.get('x-request-id') });
}

/** For requests whose answer is a file, with the name that the API gives it. */
export async function requestFile(
  path: string,
  options: RequestOptions,
): Promise<{ name: string; content: Blob }> {
  const response = await send(path, options);
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { name: name ?? 'lapwing', content: await response.blob() };
}

/** For requests whose answer carries nothing. */
export async function requestNothing(path: string, options: RequestOptions): Promise<void> {
  await send(path, options);
}

/** A query string of the values that are set, with its question mark, or nothing. */
export function queryString(values: Record<string, string | number | undefined>): string {
  const set = Object.entries(values).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [[key, String(value)]],
  );
  return set.length > 0 ? `?${new URLSearchParams(set)}` : '';
}
